import json
from pathlib import Path

import pytest

from tests.unit.cli.desk_files import say, strategy, write_json, write_prices
from tradewright.cli import program
from tradewright.cli.exits import Exit
from tradewright.cli.faults import fault_of

Capture = pytest.CaptureFixture[str]
EXIT_CODES = Path(__file__).parents[3] / "docs" / "reference" / "exit-codes.md"


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    return write_prices(tmp_path)


@pytest.fixture
def cross(tmp_path: Path) -> Path:
    return write_json(tmp_path / "cross.json", strategy())


def wrong(tmp_path: Path) -> list[tuple[list[str | Path], str, list[str]]]:
    """Command lines that cannot work; the kind of the error, and what its message names."""
    cross, prices = tmp_path / "cross.json", tmp_path / "EURUSD_H1.csv"
    plain: list[str | Path] = ["backtest", cross, "--data", prices]
    broken = write_json(tmp_path / "broken.json", strategy(entry={"conditions": []}, foo=1))
    text = tmp_path / "text.json"
    text.write_text('{"a": }', encoding="utf-8")
    anonymous = write_prices(tmp_path, name="prices.csv")
    return [
        (["backtest", broken, "--data", prices], "StrategyError", ["rules.foo", "'foo'"]),
        (["backtest", text, "--data", prices], "StrategyError", ["line 1, column 7"]),
        (["backtest", tmp_path / "no.json", "--data", prices], "StrategyError", ["no.json"]),
        (["backtest", cross, "--data", tmp_path / "no.csv"], "FileNotFoundError", ["no.csv"]),
        ([*plain, "--cash", "-5"], "UsageError", ["--cash", "-5", "> 0"]),
        ([*plain, "--cash", "lots"], "UsageError", ["--cash", "lots"]),
        ([*plain, "--spread-pips", "nan"], "UsageError", ["--spread-pips", "nan", ">= 0"]),
        ([*plain, "--path", "best"], "UsageError", ["--path", "best", "pessimistic"]),
        ([*plain, "--from", "2026-13-01"], "BadInstant", ["2026-13-01", "month"]),
        ([*plain, "--currency", "JPY"], "MissingRate", ["JPY", "USDJPY"]),
        ([*plain, "--timeframe", "M7"], "UnknownTimeframe", ["M7"]),
        ([*plain, "--pips", "3"], "UsageError", ["--pips"]),
        (["backtest", cross], "UsageError", ["--data"]),
        (["bactest"], "UsageError", ["bactest", "backtest"]),
        (["explain", cross, "--data", prices, "--at", "2031-01-01"], "NotFound", ["2031-01-01"]),
        (["paper", cross, "--feed", "tape"], "UnknownMarket", ["tape", "replay:FILE"]),
        (["paper", cross, "--feed", "simulated:XX"], "UnknownSymbol", ["XX", "EURUSD"]),
        (["paper", cross, "--feed", f"replay:{anonymous}"], "UnknownLayout", ["symbol"]),
        (["paper", cross, "--feed", "simulated", "--speed", "fast"], "UsageError", ["fast", "60x"]),
        (["paper", broken, "--feed", "simulated"], "Invalid", ["rules.foo"]),
        (["up", "--port", "99999"], "UsageError", ["99999", "65535"]),
        (["up", "--speed", "fast"], "SettingsError", ["fast"]),
    ]  # fmt: skip


CASES = range(22)


@pytest.mark.parametrize("k", CASES)
def test_what_is_wrong_is_said_with_the_value_and_code_2(
    k: int, cross: Path, prices: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert cross.exists()
    assert prices.exists()
    cases = wrong(tmp_path)
    assert len(cases) == len(CASES)
    words, kind, named = cases[k]
    spoken = say(capsys, *words)
    assert spoken.code == Exit.INPUT
    assert spoken.out == ""
    assert spoken.err.startswith("Error: ")
    assert "Traceback" not in spoken.err
    flat = " ".join(spoken.err.split())
    assert [name for name in named if name not in flat] == []
    told = say(capsys, *words, *([] if words[0] in {"up", "bactest"} else ["--json"]))
    if words[0] not in {"up", "bactest"}:
        error = told.document["error"]
        assert (told.code, error["type"], error["exit_code"]) == (2, kind, 2)


def test_problems_of_a_document_come_with_place_and_fix(
    prices: Path, tmp_path: Path, capsys: Capture
) -> None:
    path = write_json(tmp_path / "broken.json", strategy(foo=1, bar=2))
    problems = say(capsys, "backtest", path, "--data", prices, "--json").document["error"][
        "problems"
    ]
    assert {one["path"] for one in problems} == {"rules.foo", "rules.bar"}
    assert all(one["fix"] for one in problems)


@pytest.fixture
def defect(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        message = "a wheel came off"
        raise ZeroDivisionError(message)

    monkeypatch.setattr("tradewright.wire.strategy.files.read_document", broken)


@pytest.mark.usefixtures("defect")
def test_a_defect_is_one_line_and_code_1(cross: Path, capsys: Capture) -> None:
    said = say(capsys, "check", cross)
    assert said.code == Exit.DEFECT
    assert "ZeroDivisionError: a wheel came off" in said.err
    assert "Traceback" not in said.err
    assert "--debug" in said.err


@pytest.mark.usefixtures("defect")
def test_debug_shows_where_it_came_from(cross: Path, capsys: Capture) -> None:
    said = say(capsys, "--debug", "check", cross)
    assert said.code == Exit.DEFECT
    assert "Traceback" in said.err


@pytest.mark.usefixtures("defect")
def test_a_defect_with_json_is_one_object(cross: Path, capsys: Capture) -> None:
    said = say(capsys, "check", cross, "--json")
    assert said.code == Exit.DEFECT
    assert said.document["error"]["type"] == "ZeroDivisionError"


def test_ctrl_c_is_code_130(
    cross: Path, prices: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tradewright.app.api.backtest", interrupted)
    said = say(capsys, "backtest", cross, "--data", prices)
    assert (said.code, said.out, said.err) == (Exit.CANCELLED, "", "Cancelled.\n")
    said = say(capsys, "backtest", cross, "--data", prices, "--json")
    assert said.document["error"]["type"] == "Cancelled"


def test_every_exit_code_is_documented() -> None:
    text = EXIT_CODES.read_text(encoding="utf-8")
    assert [code for code in Exit if f"| {int(code)} | {code.meaning} |" not in text] == []


def test_main_ends_the_process_with_the_code(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        program.main(["version", "--json"])
    assert ended.value.code == 0
    assert json.loads(capsys.readouterr().out)["tradewright"]


def test_an_unexpected_os_error_is_a_defect() -> None:
    assert fault_of(OSError("disk on fire")).code is Exit.DEFECT
    assert fault_of(PermissionError(13, "no", "/x")).code is Exit.INPUT
