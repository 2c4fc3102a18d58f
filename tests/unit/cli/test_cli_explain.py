import asyncio
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.unit.cli.desk_files import say, strategy, write_json, write_prices
from tradewright.app import api
from tradewright.app.paper import build_paper
from tradewright.core.calendar import HOUR, MINUTE, format_ts
from tradewright.core.engine import Costs
from tradewright.services.sessions.front import Front
from tradewright.services.sessions.paper import run_paper
from tradewright.wire.encoding import encode

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def prices(tmp_path: Path) -> Path:
    return write_prices(tmp_path)


@pytest.fixture
def picky(tmp_path: Path) -> Path:
    hours = {"enabled": True, "allowedSessions": ["London"]}
    far = {"stopLoss": {"type": "pips", "value": 60}, "takeProfit": {"type": "pips", "value": 60}}
    return write_json(tmp_path / "picky.json", strategy(sessionFilter=hours, exit=far))


def before(ts: int) -> str:
    """Some instant in the bar before the one that opens then, not at its edge."""
    return format_ts(ts - HOUR + 20 * MINUTE)


def test_every_note_of_a_run_is_explained_by_its_signal_bar(
    picky: Path, prices: Path, capsys: Capture
) -> None:
    result = api.backtest(picky, prices)
    bars = {int(ts) for ts in result.bars[0].ts}
    notes = [n for n in result.notes if n.kind in {"opened", "refused"} and n.ts - HOUR in bars]
    assert {"OUTSIDE_SESSION", "MAX_POSITIONS"} <= {note.reason for note in notes}
    seen: set[tuple[str, str]] = set()
    for note in notes:
        if (note.kind, note.reason) in seen:
            continue
        seen.add((note.kind, note.reason))
        words = ("explain", picky, "--data", prices, "--at", before(note.ts))
        told = say(capsys, *words, "--json").document
        assert told["at"] == format_ts(note.ts - HOUR)
        assert told["signals"] == [note.side]
        assert told["reason"] == (note.reason if note.kind == "refused" else None)
        spoken = say(capsys, *words).out
        said = f"Refused {note.side}" if note.kind == "refused" else f"Opened {note.side} 0.1"
        assert said in spoken
        assert "✓ true" in spoken


def test_a_bar_without_a_signal_says_so_with_its_operands(
    picky: Path, prices: Path, capsys: Capture
) -> None:
    told = say(capsys, "explain", picky, "--data", prices, "--at", "2026-01-05T03:00Z", "--json")
    assert told.code == 0
    assert told.document["entryLong"]["truth"] == "unknown"
    names = [one["name"] for one in told.document["entryLong"]["operands"]]
    assert names == ["ema_3", "ema_8"]
    assert told.document["entryLong"]["operands"][1]["value"] is None
    spoken = say(capsys, "explain", picky, "--data", prices, "--at", "2026-01-05T03:00Z").out
    assert "not known yet" in spoken


def test_bars_before_from_and_the_last_bar_act_on_nothing(
    picky: Path, prices: Path, capsys: Capture
) -> None:
    ask = ("explain", picky, "--data", prices, "--at")
    early = say(capsys, *ask, "2026-01-06T10:00Z", "--from", "2026-01-12")
    assert "bars before --from only warm up" in early.out
    last = format_ts(int(api.load_bars(prices).ts[-1]))
    assert "the last bar of the data" in say(capsys, *ask, last).out


def test_the_closed_market_is_named_with_the_nearest_bars(
    picky: Path, prices: Path, capsys: Capture
) -> None:
    said = say(capsys, "explain", picky, "--data", prices, "--at", "2026-01-10T10:00Z")
    assert said.code == 2
    assert "2026-01-09T21:00:00Z" in said.err
    assert "2026-01-11T22:00:00Z" in said.err


def pathless(told: object) -> object:
    """Without places: a session keeps its documents normalised, so theirs are other ones."""
    return json.loads(re.sub(r'"path": "[^"]*"', '"path": ""', json.dumps(told)))


def test_a_session_explains_the_same_bar_in_the_same_words(
    picky: Path, prices: Path, capsys: Capture
) -> None:
    run = build_paper(json.loads(picky.read_bytes()), f"replay:{prices}", "max", 10_000.0, Costs())
    asyncio.run(run_paper(run.session, lambda _: None, lambda: False))
    front = Front(run.session, lambda: "unused")
    refused = [n.ts - HOUR for n in api.backtest(picky, prices).notes if n.kind == "refused"]
    bars = {int(ts) for ts in api.load_bars(prices).ts}
    for ts in [*(ts for ts in refused[:4] if ts in bars), int(api.load_bars(prices).ts[50])]:
        told = say(capsys, "explain", picky, "--data", prices, "--at", format_ts(ts), "--json")
        there = json.loads(encode(front.explain("cross", ts)))
        assert pathless(told.document) == pathless(there)


def test_refusals_are_counted_alike_in_backtest_report_and_session(
    tmp_path: Path, prices: Path, capsys: Capture
) -> None:
    document = strategy(
        sessionFilter={"enabled": True, "allowedSessions": ["London", "NewYork"]},
        exit={
            "stopLoss": {"type": "pips", "value": 40},
            "takeProfit": {"type": "pips", "value": 40},
        },
        volatilityFilter={
            "enabled": True,
            "period": 5,
            "minATR": 14,
            "action": {"belowMin": "SKIP"},
        },
        riskManagement={"lotSize": 0.1, "maxPositions": 1, "maxDailyTrades": 1},
    )
    busy = write_json(tmp_path / "busy.json", document)
    result = api.backtest(busy, prices)
    assert len(result.reasons) > 3
    refused = Counter(note.reason for note in result.notes if note.kind == "refused")
    assert dict(refused) == result.reasons
    assert api.report_of(result).reasons == result.reasons
    assert say(capsys, "backtest", busy, "--data", prices, "--json").document["reasons"] == dict(
        result.reasons
    )
    run = build_paper(document, f"replay:{prices}", "max", 10_000.0, Costs())
    asyncio.run(run_paper(run.session, lambda _: None, lambda: False))
    assert dict(Front(run.session, lambda: "unused").reasons("cross")) == result.reasons
