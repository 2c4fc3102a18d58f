import re
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.desk_files import never, say, strategy, write_json, write_prices
from tradewright.app import api


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    return write_prices(tmp_path)


@pytest.fixture
def cross(tmp_path: Path) -> Path:
    return write_json(tmp_path / "cross.json", strategy())


Capture = pytest.CaptureFixture[str]


def test_json_is_the_object_of_the_contract(cross: Path, prices: Path, capsys: Capture) -> None:
    said = say(capsys, "backtest", cross, "--data", prices, "--json")
    assert said.code == 0
    found = said.document
    assert found == json_of(api.backtest(cross, prices).to_dict())
    assert {"strategy", "data", "summary", "trades", "reasons"} <= found.keys()
    assert found["data"].keys() == {"symbol", "timeframe", "bars", "from", "to", "sha256"}
    assert set(found["trades"][0]) == {
        "id", "side", "volume", "entry_time", "entry_price", "exit_time", "exit_price",
        "exit_reason", "pnl", "pnl_pips", "r_multiple", "mfe_pips", "mae_pips",
        "level", "sizing",
    }  # fmt: skip
    assert {trade["side"] for trade in found["trades"]} == {"long", "short"}


def json_of(document: dict[str, Any]) -> object:
    import orjson

    return orjson.loads(orjson.dumps(document, option=orjson.OPT_SERIALIZE_NUMPY))


OPTIONS: list[tuple[list[str], api.Options]] = [
    (["--cash", "100"], {"cash": 100.0}),  # too little for the margin of most trades
    (["--spread-pips", "2"], {"spread_pips": 2.0}),
    (["--commission-per-lot", "7"], {"commission_per_lot": 7.0}),
    (["--slippage-pips", "1.5"], {"slippage_pips": 1.5}),
    (["--path", "optimistic"], {"path": "optimistic"}),
    (["--from", "2026-01-12"], {"since": "2026-01-12"}),
    (["--to", "2026-01-20T12:00Z"], {"until": "2026-01-20T12:00Z"}),
    (["--currency", "EUR"], {"currency": "EUR"}),
]


@pytest.mark.parametrize(("words", "options"), OPTIONS, ids=lambda one: str(one)[:20])
def test_every_option_reaches_the_run(
    words: list[str], options: api.Options, tmp_path: Path, prices: Path, capsys: Capture
) -> None:
    # So tight that many bars touch stop and target both: the path matters.
    near = {"stopLoss": {"type": "pips", "value": 6}, "takeProfit": {"type": "pips", "value": 9}}
    tight = write_json(tmp_path / "tight.json", strategy(exit=near))
    plain = say(capsys, "backtest", tight, "--data", prices, "--json").document
    found = say(capsys, "backtest", tight, "--data", prices, "--json", *words).document
    assert found == json_of(api.backtest(tight, prices, **options).to_dict())
    assert found["trades"] != plain["trades"]


def test_the_table_shows_money_risk_trades_and_the_last_ones(
    cross: Path, prices: Path, capsys: Capture
) -> None:
    said = say(capsys, "backtest", cross, "--data", prices)
    result = api.backtest(cross, prices)
    last = result.trades[-1]
    assert said.code == 0
    assert f"{result.summary.final_equity:,.2f}" in said.out
    for word in ("Cross  EURUSD H1  600 bars", "Money", "Risk", "Trades", "Last trades"):
        assert word in said.out
    line = next(line for line in said.out.splitlines() if line.split()[:1] == [str(last.id)])
    assert line.split()[-1] == f"{last.pnl:+,.2f}"
    assert f"{last.exit_price:.5f}" in line
    assert last.exit_reason in line
    assert f"{len(result.trades) - 10} earlier trades" in said.out


def test_html_is_one_page_beside_the_table(cross: Path, prices: Path, capsys: Capture) -> None:
    page = prices.with_name("out.html")
    said = say(capsys, "backtest", cross, "--data", prices, "--html", page)
    assert said.code == 0
    assert str(page) in said.out
    text = page.read_text(encoding="utf-8")
    assert "<title>Cross</title>" in text
    assert not re.search(r"""(src|href)=["']?(http|//)""", text)


def test_a_page_without_a_folder_is_refused_before_the_run(
    cross: Path, prices: Path, capsys: Capture
) -> None:
    said = say(capsys, "backtest", cross, "--data", prices, "--html", "/no/such/folder/out.html")
    assert said.code == 2
    assert "there is no folder /no/such/folder" in said.err


def test_refused_signals_are_ranked_and_no_trade_is_code_3(
    prices: Path, tmp_path: Path, capsys: Capture
) -> None:
    narrow = strategy(
        spreadFilter={"enabled": True, "maxSpread": 1},
        sessionFilter={"enabled": True, "allowedSessions": ["London"]},
    )
    path = write_json(tmp_path / "narrow.json", narrow)
    said = say(capsys, "backtest", path, "--data", prices, "--spread-pips", "3")
    reasons = api.backtest(path, prices, spread_pips=3).reasons
    assert said.code == 3
    assert f"{sum(reasons.values())} entry signals came, and each was refused" in said.out
    rows = [line.split()[:2] for line in said.out.splitlines() if "_" in line]
    ranked = sorted(reasons.items(), key=lambda item: -item[1])
    assert len(ranked) == 2
    assert rows == [[str(count), name] for name, count in ranked]


def test_without_any_signal_the_conditions_are_counted(
    prices: Path, tmp_path: Path, capsys: Capture
) -> None:
    path = write_json(tmp_path / "never.json", never())
    said = say(capsys, "backtest", path, "--data", prices)
    assert said.code == 3
    assert "on no bar were the entry conditions met" in said.out
    line = next(line for line in said.out.splitlines() if "rsi_14 less_than 0.01" in line)
    assert line.split()[-3:] == ["0", "586", "14"]  # true, false, not known during RSI's warm-up


def test_no_trades_with_json_is_still_the_object(
    prices: Path, tmp_path: Path, capsys: Capture
) -> None:
    path = write_json(tmp_path / "never.json", never())
    said = say(capsys, "backtest", path, "--data", prices, "--json")
    assert said.code == 3
    assert said.document["trades"] == []
    assert said.document["reasons"] == {}


def test_a_position_that_never_closed_is_told_apart(
    prices: Path, tmp_path: Path, capsys: Capture
) -> None:
    path = write_json(tmp_path / "hold.json", strategy(exit={}))
    said = say(capsys, "backtest", path, "--data", prices)
    assert said.code == 3
    assert "still open at the end" in said.out
    assert "Open positions" in said.out
