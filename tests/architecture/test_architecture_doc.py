"""The map is true: ARCHITECTURE.md names every module, and every module says what it answers."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    path.relative_to(ROOT) for path in (ROOT / "lif_desktop").rglob("*.py") if path.stat().st_size
)


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_architecture_names_the_module(module: Path) -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    name = module.parent.name + "/" if module.name == "__init__.py" else module.name
    assert name in text, f"ARCHITECTURE.md does not name {module}"


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_module_says_which_question_it_answers(module: Path) -> None:
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), f"{module} has no docstring"
