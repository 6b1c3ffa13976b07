"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "lif_desktop").rglob("*.py"))
BROAD_EXCEPT_ALLOWED = {"lif_desktop/ui/workers.py", "lif_desktop/__main__.py"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError|pragma: no cover)\b")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _broad_handlers(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and (
            node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception")
        ):
            yield node.lineno


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_nothing_is_left_unfinished(path: Path) -> None:
    assert not UNFINISHED.search(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_faults_are_caught_by_name(path: Path) -> None:
    if _name(path) in BROAD_EXCEPT_ALLOWED:
        return
    assert list(_broad_handlers(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_no_file_is_too_long_for_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


@pytest.mark.parametrize("path", sorted((ROOT / "lif_desktop" / "ui").rglob("*.py")), ids=_name)
def test_no_connection_is_a_lambda(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    connects = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "connect"
    ]
    assert not [
        call.lineno for call in connects if any(isinstance(a, ast.Lambda) for a in call.args)
    ]


def test_text_is_never_handed_to_qt_as_markup() -> None:
    for path in (ROOT / "lif_desktop" / "ui").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "setHtml(" not in text, path
        assert "RichText)" not in text, path
