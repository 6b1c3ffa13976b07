"""The shipped editions and frameworks, and the calendar of England, for tests of the rules."""

from __future__ import annotations

import pytest

from lif_desktop.definitions.edition import (
    Edition,
    Framework,
    read_bank_holidays,
    read_edition,
    read_framework,
)
from lif_desktop.domain.timelines import BankHolidays
from lif_desktop.settings import resources_folder


@pytest.fixture(scope="session")
def holidays() -> BankHolidays:
    """Bank holidays of England, as shipped."""
    return read_bank_holidays(resources_folder() / "bank_holidays.toml")


@pytest.fixture(scope="session")
def editions() -> dict[str, Edition]:
    """Every shipped edition by its id."""
    return {
        path.stem: read_edition(path) for path in (resources_folder() / "editions").glob("*.toml")
    }


@pytest.fixture(scope="session")
def frameworks(editions: dict[str, Edition]) -> dict[str, Framework]:
    """Every shipped framework by its id."""
    return {
        path.stem: read_framework(path, editions)
        for path in (resources_folder() / "boards").glob("*.toml")
    }


@pytest.fixture
def wt2015(editions: dict[str, Edition]) -> Edition:
    return editions["wt2015"]


@pytest.fixture
def wt2018(editions: dict[str, Edition]) -> Edition:
    return editions["wt2018"]


@pytest.fixture
def cambridgeshire(frameworks: dict[str, Framework]) -> Framework:
    return frameworks["cambridgeshire-2016"]


@pytest.fixture
def suffolk(frameworks: dict[str, Framework]) -> Framework:
    return frameworks["suffolk-2018"]
