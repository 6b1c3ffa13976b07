"""A rule without a source is a guess: every public function of the rules says where it stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

DOMAIN = Path(__file__).parents[2] / "lif_desktop" / "domain"
RULES = (
    "timelines",
    "criteria",
    "decisions",
    "notices",
    "identifiers",
    "pseudonyms",
    "written_dates",
    "actions",
)


def _public_functions(module: str) -> Iterator[ast.FunctionDef]:
    tree = ast.parse((DOMAIN / f"{module}.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


@pytest.mark.parametrize(
    ("module", "function"),
    [
        pytest.param(module, function, id=f"{module}.{function.name}")
        for module in RULES
        for function in _public_functions(module)
    ],
)
def test_a_rule_cites_its_source(module: str, function: ast.FunctionDef) -> None:
    text = ast.get_docstring(function) or ""
    assert any(line.startswith("Source: ") for line in text.splitlines()), (
        f"{module}.{function.name} has no Source line"
    )


@pytest.mark.parametrize("module", RULES)
def test_a_module_of_rules_cites_its_source(module: str) -> None:
    tree = ast.parse((DOMAIN / f"{module}.py").read_text(encoding="utf-8"))
    assert "Source: " in (ast.get_docstring(tree) or "")
