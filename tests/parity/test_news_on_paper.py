"""News on paper: at the opening, as it comes, over restarts; all equal the backtest."""

from __future__ import annotations

from typing import cast

import pytest

from tests.scenes import paper
from tests.scenes.desks import as_it_came
from tradewright.adapters.clocks.zones import session_zones
from tradewright.adapters.stores.memory import MemoryJournal
from tradewright.core.calendar import HOUR, MINUTE
from tradewright.core.calendar.news import EconomicEvent, Impact, NewsCalendar
from tradewright.core.engine import ClosedPosition
from tradewright.services.backtests import backtest
from tradewright.services.sessions.session import Session, prices
from tradewright.wire.events import News
from tradewright.wire.strategy import parse

OPENS = paper.OPENS


def version(name: str, at: float, seen: float, gone: float | None = None) -> EconomicEvent:
    """One version of an event; hours after the market opens."""
    event = EconomicEvent(name, 0, "USD", Impact.HIGH, f"Invented {name}", 0)
    ends = event.gone if gone is None else OPENS + round(gone * HOUR)
    ts, first = OPENS + round(at * HOUR), OPENS + round(seen * HOUR)
    return event._replace(ts=ts, first_seen=first, gone=ends)


LOOKS = [OPENS + round(at * HOUR) for at in (-2.0, 1.0, 3.5, 7.0, 8.25, 30.0, 40.0)]
CALENDAR = NewsCalendar(
    events=(
        version("early", 2.0, -2.0),
        version("late", 4.0, 3.5),
        version("moved", 6.0, 1.0, 3.5),
        version("moved", 9.0, 3.5),
        version("withdrawn", 8.5, 1.0, 8.25),
        version("after", 31.0, 30.0),
    ),
    confirmed=tuple((at, at) for at in LOOKS),
)


def document() -> dict[str, object]:
    """The scene's strategy; its calendar is stale for part of the second day."""
    plain = paper.document()
    rules = cast("dict[str, object]", plain["rules"])
    news = {"pauseBeforeMinutes": 45, "pauseAfterMinutes": 30, "maxAgeHours": 12}
    return {**plain, "rules": {**rules, "newsFilter": news}}


def told(calendar: NewsCalendar) -> News:
    return News(source="scene", events=calendar.events, confirmed=calendar.confirmed)


def live(session: Session, told_at: list[tuple[int, NewsCalendar]], slices: int) -> None:
    """Trade on, hearing before each bar what had become known by its open."""
    for _, one in zip(range(slices), session.world.feed.since(session.books.now), strict=False):
        opens = one.closes - MINUTE
        while told_at and told_at[0][0] <= opens:
            session.hear("scene", told_at.pop(0)[1])
        session.take([prices(one)])


def run(news: News | None = None) -> Session:
    return paper.session(document(), bars=paper.minutes(48), news=news)


@pytest.fixture(scope="module")
def expected() -> tuple[tuple[ClosedPosition, ...], dict[str, int]]:
    from tradewright.services.backtests import Opening

    bars = paper.minutes(48)
    done = backtest([parse(document())], [bars], session_zones(), Opening(news=CALENDAR))
    assert {"NEWS_BLACKOUT", "NEWS_STALE"} <= set(done.reasons)
    assert len(done.trades) > 10
    return tuple(done.trades), dict(done.reasons)


def came_to(session: Session) -> tuple[tuple[ClosedPosition, ...], dict[str, int]]:
    return tuple(session.books.desk.trades()), session.books.desk.reasons("busy")


def test_an_archive_at_the_opening(expected: object) -> None:
    session = run(told(CALENDAR))
    live(session, [], 10_000)
    assert came_to(session) == expected


def test_events_that_come_live(expected: object) -> None:
    session = run()
    live(session, list(as_it_came(CALENDAR)), 10_000)
    assert came_to(session) == expected


@pytest.mark.parametrize("snapshot_every", [70, 100_000])
def test_events_that_come_live_and_restarts_in_between(
    expected: object, snapshot_every: int
) -> None:
    journal = MemoryJournal()
    bars, coming = paper.minutes(48), list(as_it_came(CALENDAR))
    made = paper.session(document(), journal=journal, bars=bars, snapshot_every=snapshot_every)
    for _ in range(20):
        live(made, coming, 137)
        made = paper.session(journal=journal, bars=bars, snapshot_every=snapshot_every)
    live(made, coming, 10_000)
    assert came_to(made) == expected


def test_a_later_first_sight_lets_a_trade_happen_that_was_refused() -> None:
    """The same event, seen ten hours later: its blackout is gone from backtest and session."""
    late = version("early", 2.0, -2.0)._replace(first_seen=OPENS + 12 * HOUR)
    others = tuple(one for one in CALENDAR.events if one.id != "early")
    calendar = NewsCalendar(events=(late, *others), confirmed=CALENDAR.confirmed)
    session, before = run(told(calendar)), run(told(CALENDAR))
    for one in (session, before):
        live(one, [], 200)
    refused = before.books.roster.get("busy").refusals
    span = range(OPENS + 2 * HOUR - 45 * MINUTE, OPENS + 2 * HOUR + 30 * MINUTE)
    paused = [ts for ts, why in refused.items() if why.reason == "NEWS_BLACKOUT" and ts in span]
    assert paused
    assert not set(paused) & {
        ts
        for ts, why in session.books.roster.get("busy").refusals.items()
        if why.reason.startswith("NEWS")
    }
