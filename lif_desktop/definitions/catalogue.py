"""Which forms, editions and board frameworks does the program have, and in which versions?

Old versions stay: a case keeps the versions it was opened with and is shown with them for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Self, TypeVar

from lif_desktop.definitions import edition
from lif_desktop.definitions.edition import Edition, Framework
from lif_desktop.definitions.form import Form, read_form
from lif_desktop.errors import DefinitionError, NotFoundError

_Named = TypeVar("_Named")


class FormCatalogue:
    """Every form, each in every version there is."""

    def __init__(self, forms: Mapping[tuple[str, str], Form]) -> None:
        self._forms = forms

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read every form of a folder.

        Raises:
            DefinitionError: a form is wrong, or two files hold the same form and version.
        """
        forms: dict[tuple[str, str], Form] = {}
        for path in sorted(folder.glob("*.toml")):
            form = read_form(path)
            key = (form.form_id, form.version)
            if key in forms:
                raise DefinitionError(
                    f"{path.name}: version {form.version} of form “{form.form_id}” is there twice."
                )
            forms[key] = form
        return cls(forms)

    def current(self, form_id: str) -> Form:
        """The newest version of a form.

        Raises:
            NotFoundError: there is no such form.
        """
        return self.version(form_id, self.current_versions().get(form_id, ""))

    def version(self, form_id: str, version: str) -> Form:
        """A form in the version a case was opened with.

        Raises:
            NotFoundError: there is no such form or version.
        """
        form = self._forms.get((form_id, version))
        if form is None:
            raise NotFoundError(
                f"This program does not have the form “{form_id}” in version “{version}”."
            )
        return form

    def current_versions(self) -> dict[str, str]:
        """Form id to its newest version: what a new case is opened with."""
        return dict(sorted(self._forms))

    def __iter__(self) -> Iterator[Form]:
        return iter(self._forms.values())


class EditionCatalogue:
    """The editions of national guidance, and the boards' frameworks that extend them."""

    def __init__(
        self, editions: Mapping[str, Edition], frameworks: Mapping[str, Framework]
    ) -> None:
        self._editions = editions
        self._frameworks = frameworks

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read folder/editions and folder/boards.

        Raises:
            DefinitionError: one of the files is wrong.
        """
        editions = {
            each.id: each for each in map(edition.read_edition, _files(folder / "editions"))
        }
        frameworks = {
            each.id: each
            for each in (
                edition.read_framework(path, editions) for path in _files(folder / "boards")
            )
        }
        return cls(editions, frameworks)

    def edition(self, edition_id: str) -> Edition:
        """An edition of national guidance, for example wt2015.

        Raises:
            NotFoundError: there is no such edition.
        """
        return _found(self._editions, edition_id, "edition of the guidance")

    def framework(self, framework_id: str) -> Framework:
        """A board's framework, for example cambridgeshire-2016.

        Raises:
            NotFoundError: there is no such framework.
        """
        return _found(self._frameworks, framework_id, "board framework")

    def editions(self) -> tuple[Edition, ...]:
        """Every edition, by its id."""
        return tuple(self._editions.values())

    def frameworks(self) -> tuple[Framework, ...]:
        """Every framework, by its id."""
        return tuple(self._frameworks.values())


def _files(folder: Path) -> list[Path]:
    """The folder's TOML files, by name.

    Raises:
        DefinitionError: there are none, so something is missing from the installation.
    """
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise DefinitionError(f"The folder “{folder.name}” holds no definitions. Install again.")
    return files


def _found(named: Mapping[str, _Named], name: str, kind: str) -> _Named:
    if name not in named:
        raise NotFoundError(f"This program does not have the {kind} “{name}”.")
    return named[name]
