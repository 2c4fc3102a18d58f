"""The conformance table: rows are as they say, their tests exist, no key of a reader is missing."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest

from tests.house.conforming import PAGE, Row, found, keys_of, page, rows
from tests.house.tree import ROOT
from tradewright.core.calendar import Timeframe
from tradewright.core.market.regimes import SPELLINGS
from tradewright.wire.strategy.schema import schema

ROWS = rows()
LEAST = 500
"""Rows: fields of A1 to A4 and of the command, one for each spelling that means something else."""


@cache
def functions_of(name: str) -> frozenset[str]:
    """The test functions of a file."""
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.part}: {row.field}")
def test_a_field_is_what_its_row_says(row: Row) -> None:
    assert found(row) == row.says


@pytest.mark.parametrize("proof", sorted({row.proof for row in ROWS}))
def test_the_named_tests_exist(proof: str) -> None:
    name, _, test = proof.partition("::")
    assert Path(name).parts[0] == "tests"
    assert test in functions_of(name)


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_no_field_stands_twice() -> None:
    fields = [(row.part, row.field) for row in ROWS]
    assert len(set(fields)) == len(fields) >= LEAST


def test_every_key_that_a_reader_asks_for_stands_in_the_table() -> None:
    shapes = cast("dict[str, dict[str, Any]]", schema()["$defs"])
    asked = {key for shape in shapes.values() for key in properties(shape)}
    laid = {key for row in ROWS for key in (*steps(row), *keys_of(list(row.laid.values())))}
    assert sorted(asked - laid - set(Timeframe) - set(SPELLINGS)) == []


def properties(shape: dict[str, Any]) -> set[str]:
    """The keys of one kind of object."""
    parts = cast("list[dict[str, Any]]", shape.get("anyOf", [shape]))
    return {key for part in parts for key in cast("dict[str, Any]", part.get("properties", {}))}


def steps(row: Row) -> list[str]:
    """The keys along the paths of a row."""
    return [step for path in (*row.laid, row.key) for step in path.split(".")]
