"""From settings to a running session on a data directory, and back again."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.scenes import paper
from tradewright.adapters.channels.memory import Recorder
from tradewright.app.build import Services, build
from tradewright.app.demo import demo_document
from tradewright.app.doctor import NoJournal, examine_journal, repair_journal
from tradewright.app.markets import Replay, Simulated, UnknownMarket, parse_market
from tradewright.app.paper import build_paper
from tradewright.app.supervisor import running
from tradewright.config.settings import Settings, load
from tradewright.core.engine import Costs
from tradewright.ports.errors import Conflict
from tradewright.ports.journal import CorruptJournal, JournalBusy
from tradewright.services.sessions.paper import run_paper
from tradewright.wire.strategy import parse

EXAMPLE = Path(__file__).parents[3] / "examples" / "ema_scalping_pro.json"


def settings(tmp_path: Path, **changes: object) -> Settings:
    """A small demo: three days already traded, live from a Wednesday noon."""
    days = {"demo_days": 3, "opens_at": "2026-03-04T12:00Z", "speed": "60x"}
    return load(data_dir=tmp_path / "data", **days | changes)


async def caught_up(services: Services) -> None:
    """Run a session until its market goes live."""
    async with running(services) as task:
        while services.session.catching_up and not task.done():
            await asyncio.wait({task}, timeout=0.01)


def test_the_first_start_opens_with_days_already_traded(tmp_path: Path) -> None:
    services = build(settings(tmp_path), Recorder())
    assert services.session.state == "catching_up"
    asyncio.run(caught_up(services))
    front = services.front
    assert services.session.failure is None
    assert front.system().simulated_time == "2026-03-04T12:00:00Z"
    assert front.strategies()[0].name == "EMA Scalping Pro"
    assert len(front.bars("EURUSD", "M15", 2000).bars) > 500 + 3 * 96


def test_the_next_start_goes_on_where_the_last_one_was(tmp_path: Path) -> None:
    services = build(settings(tmp_path), Recorder())
    asyncio.run(caught_up(services))
    before = services.session.books
    again = build(load(data_dir=tmp_path / "data"), Recorder())
    after = again.session.books
    again.journal.close()
    assert (after.now, after.digest, after.seq) == (before.now, before.digest, before.seq)
    assert after.desk.account() == before.desk.account()
    assert after.log.last() == before.log.last()


def test_a_data_directory_has_one_owner_and_one_market(tmp_path: Path) -> None:
    services = build(settings(tmp_path, demo_days=0), Recorder())
    with pytest.raises(JournalBusy, match="in use by process"):
        build(settings(tmp_path), Recorder())
    services.journal.close()
    with pytest.raises(Conflict, match="holds a session on simulated:EURUSD:7"):
        build(settings(tmp_path, market="simulated:XAUUSD"), Recorder())
    build(settings(tmp_path), Recorder()).journal.close()


def test_a_damaged_journal_is_refused_with_the_remedy(tmp_path: Path) -> None:
    services = build(settings(tmp_path, demo_days=0), Recorder())
    services.journal.close()
    with closing(sqlite3.connect(tmp_path / "data" / "journal.sqlite")) as file:
        file.execute("UPDATE entries SET body = x'7b7d' WHERE seq = 2")
        file.commit()
    with pytest.raises(CorruptJournal, match=r"damaged at entry 2.*doctor --repair-journal"):
        build(settings(tmp_path), Recorder())


def test_the_remedy_brings_a_damaged_data_directory_back(tmp_path: Path) -> None:
    services = build(settings(tmp_path, demo_days=1), Recorder())
    asyncio.run(caught_up(services))
    entries = services.session.books.seq
    with closing(sqlite3.connect(tmp_path / "data" / "journal.sqlite")) as file:
        file.execute("UPDATE entries SET chain = 1 WHERE seq = ?", (entries - 100,))
        file.commit()
    with pytest.raises(CorruptJournal, match=f"damaged at entry {entries - 100}"):
        examine_journal(settings(tmp_path))
    done = repair_journal(settings(tmp_path))
    assert done is not None
    assert examine_journal(settings(tmp_path)) == done.kept
    assert done.kept == entries - 101
    again = build(settings(tmp_path), Recorder())
    assert again.session.books.seq == done.kept
    asyncio.run(caught_up(again))
    assert again.session.books.now == services.session.books.now
    assert repair_journal(settings(tmp_path)) is None


def test_there_is_nothing_to_repair_in_an_empty_directory(tmp_path: Path) -> None:
    with pytest.raises(NoJournal, match="there is no journal in"):
        repair_journal(settings(tmp_path))


def test_a_session_that_breaks_is_reported_and_its_journal_is_let_go(tmp_path: Path) -> None:
    services = build(settings(tmp_path, demo_days=0), Recorder())

    def broken(_events: object) -> None:
        message = "the sky fell"
        raise RuntimeError(message)

    services.session.take = broken  # pyright: ignore[reportAttributeAccessIssue]
    services.session.books.speed = "max"

    async def watch() -> None:
        async with running(services) as task:
            await task

    asyncio.run(watch())
    assert services.session.failure == "RuntimeError: the sky fell"
    assert services.front.health().session == "paused"
    build(settings(tmp_path), Recorder()).journal.close()


@pytest.mark.parametrize(
    ("text", "market"),
    [
        ("simulated", Simulated(symbol="EURUSD", seed=7)),
        ("simulated:xauusd", Simulated(symbol="XAUUSD", seed=7)),
        ("simulated:EURUSD:42", Simulated(symbol="EURUSD", seed=42)),
        ("replay:/a/b.csv", Replay(path=Path("/a/b.csv").resolve())),
    ],
)
def test_markets_are_read_by_name(text: str, market: object) -> None:
    assert parse_market(text) == market
    assert parse_market(str(market)) == market


@pytest.mark.parametrize(
    "text", ["", "real", "replay:", "simulated:EURUSD:x", "simulated:EURUSD:-1"]
)
def test_other_markets_are_refused_with_the_forms_there_are(text: str) -> None:
    with pytest.raises(UnknownMarket, match=r"simulated:EURUSD:7.*replay:FILE"):
        parse_market(text)


def test_the_demo_is_the_example_of_contract_04() -> None:
    assert demo_document("EURUSD") == json.loads(EXAMPLE.read_text("utf-8"))
    assert parse(demo_document("XAUUSD")).symbol == "XAUUSD"


def test_a_file_is_traded_on_paper_to_its_end(tmp_path: Path) -> None:
    bars = paper.minutes()
    rows = ["time,open,high,low,close,volume"]
    columns = zip(bars.ts, bars.open, bars.high, bars.low, bars.close, bars.volume, strict=True)
    rows += [",".join([str(ts // 10**9), *map(str, values)]) for ts, *values in columns]
    path = tmp_path / "EURUSD_M1.csv"
    path.write_text("\n".join(rows))
    run = build_paper(paper.document(), f"replay:{path}", "max", 10_000.0, Costs(spread_pips=0.6))
    assert run.bars == len(bars)
    result = asyncio.run(run_paper(run.session, lambda _: None, lambda: False))
    assert result.complete
    assert len(result.trades) > 10


def guarding(path: Path, **limits: float) -> Path:
    """A guardian document with these limits."""
    path.write_text(json.dumps({"limits": limits}), encoding="utf-8")
    return path


def test_the_guardian_of_the_settings_protects_from_the_first_bar(tmp_path: Path) -> None:
    file = guarding(tmp_path / "guardian.json", losingStreak=1)
    services = build(settings(tmp_path, guardian_file=file), Recorder())
    asyncio.run(caught_up(services))
    state = services.front.guardian()
    assert state.breach == "GUARDIAN_LOSING_STREAK"
    kept = build(load(data_dir=tmp_path / "data"), Recorder())
    assert kept.front.guardian() == state
    kept.journal.close()


def test_another_guardian_replaces_it_unless_it_protects_less_in_a_breach(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = guarding(tmp_path / "guardian.json", losingStreak=1)
    services = build(settings(tmp_path, guardian_file=file), Recorder())
    asyncio.run(caught_up(services))
    guarding(file, losingStreak=7)
    looser = load(data_dir=tmp_path / "data", guardian_file=file)
    again = build(looser, Recorder())
    assert again.front.guardian().document["limits"] == {"losingStreak": 1}
    assert "not used before the next start: losingStreak would protect less" in caplog.text
    asyncio.run(again.front.rearm_guardian())
    again.journal.close()
    third = build(looser, Recorder())
    assert third.front.guardian().document["limits"] == {"losingStreak": 7}
    third.journal.close()
