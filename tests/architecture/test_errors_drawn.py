"""The error tree drawn in errors.py is the tree in the code, and every leaf ends in Error."""

from __future__ import annotations

from lif_desktop import errors


def _drawn() -> dict[str, int]:
    """Class name to depth, as drawn in the module's docstring."""
    assert errors.__doc__ is not None
    lines = [
        line
        for line in errors.__doc__.splitlines()
        if line.strip().split(" ")[0].endswith("Error")
    ]
    top = min(len(line) - len(line.lstrip()) for line in lines)
    return {line.split()[0]: (len(line) - len(line.lstrip()) - top) // 2 for line in lines}


def _classes(root: type[errors.LifError], depth: int = 0) -> dict[str, int]:
    found = {root.__name__: depth}
    for child in root.__subclasses__():
        if child.__module__ == errors.__name__:
            found |= _classes(child, depth + 1)
    return found


def test_the_drawn_tree_is_the_tree_in_the_code() -> None:
    assert _drawn() == _classes(errors.LifError)


def test_every_error_is_named_as_one() -> None:
    assert all(name.endswith("Error") for name in _classes(errors.LifError))
