"""The layers hold: imports go down only, and each library stays in its room."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_import_contracts_are_kept() -> None:
    result = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_contracts_have_no_exceptions() -> None:
    configuration = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert "ignore_imports" not in configuration
    assert configuration.count("exhaustive = true") == 3
