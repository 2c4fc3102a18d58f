"""The documentation holds: links, code, commands, reasons, settings and the table of contracts."""

import ast
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol, cast

import pytest
import typer.main

import dev
from tests.house.pages import code, leads_nowhere, links, pages, section, table_rows
from tests.house.tree import DOCS, ROOT, short
from tradewright.cli import app
from tradewright.config.settings import Settings
from tradewright.core.market import ExitReason, Reason

CLI_PAGE = DOCS / "reference" / "cli.md"
CONTRACTS = DOCS / "contracts.md"
STATUS = re.compile(r"done|issue [1-7]")


class Parameter(Protocol):
    """What is asked of an option: its spellings."""

    opts: Sequence[str]


class Command(Protocol):
    """What is asked of a command; a group of commands has `commands` besides."""

    params: Sequence[Parameter]
    hidden: bool


def commands() -> Iterator[tuple[str, Command]]:
    """Every command that people can type, with its full spelling."""
    waiting = [("tradewright", cast("Command", typer.main.get_command(app)))]
    while waiting:
        name, command = waiting.pop()
        below: Mapping[str, Command] | None = getattr(command, "commands", None)
        if below is not None:
            waiting.extend((f"{name} {word}", child) for word, child in below.items())
        elif not command.hidden:
            yield name, command


def test_every_link_leads_somewhere() -> None:
    lost = [
        f"{short(p)}: {target}" for p in pages() for target in links(p) if leads_nowhere(p, target)
    ]
    assert lost == []


def test_every_page_is_linked_from_another() -> None:
    linked = {
        (page.parent / target.partition("#")[0]).resolve()
        for page in pages()
        for target in links(page)
    }
    orphans = [short(page) for page in pages() if page.is_relative_to(DOCS) and page not in linked]
    assert [page for page in orphans if page != "docs/index.md"] == []


def test_every_piece_of_python_compiles() -> None:
    pieces = code("python")
    assert pieces
    for piece in pieces:
        ast.parse(piece.text, filename=f"{short(piece.page)}:{piece.line}")


def test_every_piece_of_json_parses() -> None:
    pieces = code("json")
    assert pieces
    for piece in pieces:
        try:
            json.loads(piece.text)
        except json.JSONDecodeError as error:
            pytest.fail(f"{short(piece.page)}:{piece.line}: {error}")


def test_every_command_in_a_shell_block_exists() -> None:
    known = {name.split()[1] for name, _ in commands()}
    wrong: list[str] = []
    for piece in code("bash"):
        for program, word in re.findall(r"\b(tradewright|dev\.py) ([a-z]+)", piece.text):
            if word not in (dev.COMMANDS if program == "dev.py" else known):
                wrong.append(f"{short(piece.page)}:{piece.line}: {program} {word}")
    assert wrong == []


def test_every_command_and_option_is_documented() -> None:
    missing: list[str] = []
    for name, command in commands():
        text = section(CLI_PAGE, name)
        if not text:
            missing.append(f"## {name}")
        missing += [
            f"{name} {spelling}"
            for parameter in command.params
            for spelling in parameter.opts
            if spelling.startswith("--") and spelling != "--help" and f"`{spelling}`" not in text
        ]
    assert missing == []


def test_every_developer_command_is_documented() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    typed = set(dev.COMMANDS) - {"up"}
    assert [name for name in sorted(typed) if f"dev.py {name}" not in text] == []


@pytest.mark.parametrize("member", [*Reason, *ExitReason], ids=str)
def test_every_reason_is_documented(member: Reason | ExitReason) -> None:
    kind = "Why an entry was refused" if isinstance(member, Reason) else "Why a position closed"
    text = section(DOCS / "reference" / "reasons.md", kind)
    assert f"| `{member.name}` |" in text
    if isinstance(member, ExitReason):
        assert f"| `{member.name}` | `{member.word}` |" in text


def test_every_setting_is_documented() -> None:
    rows = {tuple(row[:2]) for row in table_rows(DOCS / "reference" / "settings.md")}
    fields = {
        (f"`{name}`", f"`{field.validation_alias}`")
        for name, field in Settings.model_fields.items()
    }
    assert sorted(rows ^ fields) == []


def contract_rows() -> list[tuple[str, str, str, str, str]]:
    """Contract, item, where, test and status of every row of the table of contracts."""
    rows = table_rows(CONTRACTS)
    assert [row for row in rows if len(row) != 5] == []
    return [cast("tuple[str, str, str, str, str]", tuple(row)) for row in rows]


def test_the_table_of_contracts_is_well_formed() -> None:
    rows = contract_rows()
    assert {contract for contract, *_ in rows} == {"01", "02", "03", "04"}
    assert [row for row in rows if not STATUS.fullmatch(row[4])] == []
    named = [(contract, item) for contract, item, *_ in rows]
    assert sorted({row for row in named if named.count(row) > 1}) == []


def quoted(cell: str) -> list[str]:
    """The names in backquotes of a cell."""
    return re.findall(r"`([^`]+)`", cell)


def names_of_tests(path: Path) -> set[str]:
    """The names of the test functions of a Python file, or the titles of a TypeScript one."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return set(re.findall(r"""\b(?:it|test)(?:\.each\([^)]*\))?\(\s*["'`](.+?)["'`]""", text))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(ast.parse(text)) if isinstance(node, functions)}


def test_every_done_row_names_its_place_and_its_test() -> None:
    wrong: list[str] = []
    for contract, item, where, proof, status in contract_rows():
        if status != "done":
            continue
        places, proofs = quoted(where), quoted(proof)
        wrong += [f"{contract} {item}: no place or no test"] * (not places or not proofs)
        wrong += [
            f"{contract} {item}: no {place}" for place in places if not (ROOT / place).exists()
        ]
        wrong += [f"{contract} {item}: no {name}" for name in proofs if not proof_exists(name)]
    assert wrong == []


def test_a_row_that_is_not_done_claims_no_test() -> None:
    rows = contract_rows()
    assert [row for row in rows if row[4] != "done" and quoted(row[3])] == []


def proof_exists(name: str) -> bool:
    """Whether `path::test` names a test of a file of this checkout."""
    path, _, test = name.partition("::")
    return (ROOT / path).is_file() and test in names_of_tests(ROOT / path)


def test_a_claimed_test_must_exist() -> None:
    here = short(Path(__file__).resolve())
    assert proof_exists(f"{here}::test_a_claimed_test_must_exist")
    assert not proof_exists(f"{here}::test_of_nothing")
    assert not proof_exists("tests/house/test_nothing.py::test_of_nothing")
