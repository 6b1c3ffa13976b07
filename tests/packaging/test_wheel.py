"""The built wheel carries its forms and resources, and opens them from a fresh environment."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(folder),
            str(ROOT),
        ],
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.mark.slow
def test_wheel_holds_every_form_and_edition(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("forms", "resources/editions", "resources/boards", "resources/fonts"):
        for path in (ROOT / folder).glob("*.*"):
            assert f"lif_desktop/_data/{folder}/{path.name}" in names


@pytest.mark.slow
def test_installed_wheel_opens_a_form_and_an_edition(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "fresh"
    venv.create(home, with_pip=False)
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home)}))
    site.mkdir(parents=True, exist_ok=True)
    zipfile.ZipFile(wheel).extractall(site)
    # The libraries themselves come from the environment the tests run in.
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    opened = subprocess.run(
        [
            str(python),
            "-c",
            "import lif_desktop\n"
            "from lif_desktop import settings\n"
            "from lif_desktop.definitions.catalogue import EditionCatalogue, FormCatalogue\n"
            "forms = FormCatalogue.load(settings.forms_folder())\n"
            "editions = EditionCatalogue.load(settings.resources_folder())\n"
            "print(lif_desktop.__file__)\n"
            "print(forms.current('referral').title)\n"
            "print(editions.edition('wt2015').title)\n",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert opened.returncode == 0, opened.stderr
    where, form, edition = opened.stdout.splitlines()
    assert Path(where).is_relative_to(home)
    assert form
    assert "2015" in edition
