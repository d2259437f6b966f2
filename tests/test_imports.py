"""The shape of the code: how long a file or function may be, and that every file says what it owns."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OUR_PACKAGES = ("portal", "home", "outreach", "intake", "tests")
VAGUE_NAMES = {"utils", "helpers", "misc", "core", "common_utils"}
MOST_LINES = {"tests": 500, "portal/settings": 300}
FUNCTION_LINES = 30
TEMPLATE_LINES = 120


def our_files(suffix: str) -> list[str]:
    """The files of ours that end so, as paths from the root; migrations and installed packages are not ours."""
    found = (path.relative_to(ROOT) for package in OUR_PACKAGES for path in (ROOT / package).rglob(f"*{suffix}"))
    return sorted(str(path) for path in found if not {"migrations", "node_modules"} & set(path.parts))


def functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


@pytest.mark.parametrize("file", our_files(".py"))
def test_a_module_stays_short(file):
    most = next((most for place, most in MOST_LINES.items() if file.startswith(place)), 400)
    assert len((ROOT / file).read_text().splitlines()) <= most


@pytest.mark.parametrize("file", [file for file in our_files(".py") if not file.startswith("tests/")])
def test_a_function_stays_short(file):
    tree = ast.parse((ROOT / file).read_text())
    assert [name for name, length in functions(tree) if length > FUNCTION_LINES] == []


@pytest.mark.parametrize("file", our_files(".html"))
def test_a_template_stays_short(file):
    assert len((ROOT / file).read_text().splitlines()) <= TEMPLATE_LINES


@pytest.mark.parametrize("file", our_files(".py"))
def test_a_module_says_what_it_owns_and_is_named_after_it(file):
    path = Path(file)
    tree = ast.parse((ROOT / file).read_text())
    assert path.stem not in VAGUE_NAMES
    assert path.name in {"__init__.py", "apps.py"} or file.startswith("tests/") or ast.get_docstring(tree)
