"""The shape of the code: lengths, names, and a door plate on every room."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import SOURCE, files, files_like, short

LONGEST_FILE = 400
LONGEST_BODY = 40
SHORTEST_PLATE = 60
NAMES_WITHOUT_A_NOUN = frozenset({
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "base",
    "manager",
})
GENERATED = ("ui/src/wire/generated", "ui/src/wire/types", "ui/package-lock.json")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def body_length(function: Function) -> int:
    """Lines of a function's body, its docstring not counted."""
    body = function.body
    if ast.get_docstring(function) is not None:
        body = body[1:]
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def long_functions(source: str) -> Iterator[tuple[int, str, int]]:
    """Line, name and length of every function with too long a body."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function) and (length := body_length(node)) > LONGEST_BODY:
            yield node.lineno, node.name, length


def packages() -> list[Path]:
    """The `__init__.py` of every package under src."""
    return [
        path
        for path in files_like(".py")
        if path.is_relative_to(SOURCE) and path.stem == "__init__"
    ]


def test_no_file_is_longer_than_400_lines() -> None:
    written = [
        p
        for p in files_like(".py", ".ts", ".tsx", ".css", ".mjs")
        if not short(p).startswith(GENERATED)
    ]
    lengths = {short(path): path.read_text(encoding="utf-8").count("\n") for path in written}
    assert lengths
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_body_is_longer_than_40_lines() -> None:
    found = [
        f"{short(path)}:{line} {name} ({length} lines)"
        for path in files_like(".py")
        for line, name, length in long_functions(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(("statements", "found"), [(40, 0), (41, 1)])
def test_the_measure_of_a_body_leaves_the_docstring_out(statements: int, found: int) -> None:
    lines = ["async def f():", '    """One.', "", "    Two.", '    """', *["    pass"] * statements]
    assert len(list(long_functions("\n".join(lines)))) == found


def test_every_room_has_a_door_plate() -> None:
    plates = {
        short(path): ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        for path in packages()
    }
    assert plates
    assert [path for path, plate in plates.items() if len(plate) < SHORTEST_PLATE] == []


def test_every_folder_of_python_is_a_package() -> None:
    code = [path for path in files_like(".py") if path.is_relative_to(SOURCE)]
    folders = {place for path in code for place in path.parents if SOURCE in place.parents}
    assert [
        short(place) for place in sorted(folders) if not (place / "__init__.py").is_file()
    ] == []


def test_every_name_is_a_noun_of_trading() -> None:
    code = [path for path in files() if short(path).startswith(("src/", "ui/src/", "bench/"))]
    vague = {
        short(path)
        for path in code
        for part in (path.with_suffix("").relative_to(SOURCE.parent)).parts
        if NAMES_WITHOUT_A_NOUN & set(part.lower().split("_"))
    }
    assert sorted(vague) == []
