"""A session hears the news: in its journal, in its decisions, on its rows; and goes on without."""

from __future__ import annotations

import asyncio
import logging

import pytest

from tests.scenes import paper
from tests.scenes.calendars import complete, event
from tradewright.adapters.news.memory import MemoryNews
from tradewright.adapters.stores.memory import MemoryJournal
from tradewright.core.calendar import HOUR, MINUTE, format_ts
from tradewright.core.calendar.news import Impact, NewsCalendar, Sighting
from tradewright.ports.news import Listing
from tradewright.services.sessions.listening import Listener
from tradewright.services.sessions.recovery import decode
from tradewright.services.sessions.session import Session
from tradewright.wire import events as e
from tradewright.wire import messages as m

OPENS = paper.OPENS
NOON = OPENS + 6 * HOUR
PRICES = Sighting("prices", NOON, "USD", Impact.HIGH, "Invented Prices")
SPEECH = Sighting("speech", NOON + 5 * HOUR, "JPY", Impact.LOW, "Somebody Speaks")
WEEK = Listing((PRICES, SPEECH), OPENS)


def document(**more: object) -> dict[str, object]:
    """The scene's strategy, which pauses around news."""
    plain = paper.document()
    rules = plain["rules"]
    assert isinstance(rules, dict)
    news = {"pauseBeforeMinutes": 60, "pauseAfterMinutes": 60, **more}
    return {**plain, "rules": {**rules, "newsFilter": news}}


def opened(**more: object) -> Session:
    """A session that has seen the market's first minute."""
    session = paper.session(document(**more))
    paper.trade_on(session, 1)
    return session


def refusals(session: Session) -> dict[str, list[int]]:
    """Minutes from noon at which news refused, by reason."""
    found: dict[str, list[int]] = {}
    for ts, (reason, *_) in session.books.roster.get("busy").refusals.items():
        if reason.startswith("NEWS"):
            found.setdefault(reason, []).append((ts - NOON) // MINUTE)
    return found


def test_without_a_calendar_every_entry_is_refused_and_the_start_says_so() -> None:
    session = opened()
    paper.trade_on(session, 400)
    assert not session.books.trades
    assert len(refusals(session)["NEWS_STALE"]) > 5
    (warning,) = [one for one in session.books.log.last() if one.event == "NEWS_MISSING"]
    assert warning.level == "warning"
    assert "news_url" in warning.message


def test_what_is_heard_is_journalled_before_it_acts_and_pauses_entries() -> None:
    session = opened()
    session.hear("week.json", WEEK)
    paper.trade_on(session, 800)
    assert set(refusals(session)) == {"NEWS_BLACKOUT"}
    assert all(-60 <= minute < 60 for minute in refusals(session)["NEWS_BLACKOUT"])
    assert session.books.trades
    entry = next(x for x in session.world.journal.read(0) if x.kind == "news")
    event_ = decode(entry)
    assert isinstance(event_, e.News)
    assert {one.first_seen for one in event_.events} == {OPENS + MINUTE}
    assert e.decode_event("news", e.encode_event(event_)) == event_


def test_an_event_that_comes_late_is_known_from_the_next_open_on() -> None:
    session = opened()
    session.hear("week.json", Listing((SPEECH,), OPENS))
    paper.trade_on(session, 6 * 60 - 1)
    assert session.books.now == NOON
    session.hear("week.json", Listing((PRICES, SPEECH), NOON))
    paper.trade_on(session, 300)
    minutes = refusals(session)["NEWS_BLACKOUT"]
    assert minutes
    assert min(minutes) >= 0


def test_nothing_new_is_not_journalled_but_a_new_look_is() -> None:
    session = opened()
    session.hear("a", complete(event("2026-03-03T12:00Z")))
    before = session.books.seq
    session.hear("a", complete(event("2026-03-03T12:00Z")))
    assert session.books.seq == before
    paper.trade_on(session, 10)
    session.hear("a", Listing((SPEECH,), OPENS))
    assert session.books.seq == before + 11
    session.hear("a", Listing((SPEECH,), OPENS))
    assert session.books.seq == before + 11
    session.hear("a", Listing((SPEECH,), OPENS + MINUTE))
    assert session.books.seq == before + 12
    lines = [one.message for one in session.books.log.last() if one.event == "NEWS_UPDATED"]
    assert lines == ["Economic calendar: 1 new — a", "Economic calendar: 1 new — a"]


def test_a_market_without_a_time_cannot_take_a_listing_yet() -> None:
    session = paper.session(document())
    assert not session.hear("a", WEEK)
    assert session.books.seq == 2
    assert session.hear("a", complete(event("2026-03-03T12:00Z")))


def test_the_log_counts_what_changed() -> None:
    session = opened()
    session.hear("a", WEEK)
    paper.trade_on(session, 10)
    moved = PRICES._replace(ts=NOON + HOUR)
    last = SPEECH._replace(id="other", ts=SPEECH.ts + HOUR)
    session.hear("a", Listing((moved, last), OPENS + 1))
    line = session.books.log.last()[-1]
    assert line.message == "Economic calendar: 1 new, 1 changed, 1 withdrawn — a"


@pytest.mark.parametrize("snapshot_every", [50, 10_000])
def test_a_restart_in_the_middle_refuses_the_same_entries(snapshot_every: int) -> None:
    whole = opened()
    whole.hear("a", WEEK)
    paper.trade_on(whole, 700)
    journal = MemoryJournal()
    part = paper.session(document(), journal=journal, snapshot_every=snapshot_every)
    paper.trade_on(part, 1)
    part.hear("a", WEEK)
    for _ in range(7):
        paper.trade_on(part, 100)
        part = paper.session(journal=journal, snapshot_every=snapshot_every)
    assert part.books.digest == whole.books.digest
    assert part.books.news == whole.books.news
    assert refusals(part) == refusals(whole)
    assert refusals(part)["NEWS_BLACKOUT"]


def test_a_kept_copy_is_as_old_as_it_is() -> None:
    session = opened(maxAgeHours=2)
    session.hear("a", Listing((SPEECH,), OPENS - HOUR))  # its stopwatch stands at OPENS
    paper.trade_on(session, 300)
    stale = refusals(session)["NEWS_STALE"]
    assert min(stale) + 6 * 60 > 60
    row = told(session)
    seen = format_ts(OPENS + MINUTE - HOUR)
    assert (row.stale, row.max_age_hours, row.confirmed_at) == (True, 2.0, seen)
    assert (row.age_hours or 0) > 5


def told(session: Session, hours: int = 168) -> m.News:
    return paper.front(session).news(hours)


def test_the_row_shows_age_and_what_is_ahead() -> None:
    session = opened()
    row = told(session)
    assert (row.source, row.stale, row.age_hours, row.events) == (None, True, None, ())
    paper.trade_on(session, 59)
    session.hear("week.json", WEEK)
    paper.trade_on(session, 60)
    row = told(session)
    assert (row.source, row.stale, row.age_hours) == ("week.json", False, 1.0)
    assert row.confirmed_at == format_ts(OPENS + HOUR)
    assert [(one.title, one.impact, one.pauses) for one in row.events] == [
        ("Invented Prices", "high", ("busy",)),
        ("Somebody Speaks", "low", ()),
    ]
    assert [one.title for one in told(session, 5).events] == ["Invented Prices"]


def test_an_explanation_and_the_log_name_the_event() -> None:
    session = opened()
    session.hear("week.json", WEEK)
    paper.trade_on(session, 800)
    refused = session.books.roster.get("busy").refusals
    ts = next(ts for ts, told in refused.items() if told.reason == "NEWS_BLACKOUT")
    words = "Invented Prices (USD, high) at 12:00Z, paused 11:00-13:00"
    explained = paper.front(session).explain("busy", ts - MINUTE)
    assert (explained.reason, explained.detail) == ("NEWS_BLACKOUT", words)
    assert any(words in one.message for one in session.books.log.last())
    stale = opened()
    paper.trade_on(stale, 400)
    ts = next(iter(stale.books.roster.get("busy").refusals))
    assert "no economic calendar" in (paper.front(stale).explain("busy", ts - MINUTE).detail or "")


def test_a_listener_goes_on_when_its_source_fails(caplog: pytest.LogCaptureFixture) -> None:
    session = opened()
    listener = Listener(session, MemoryNews(None, WEEK, None), 60.0)
    with caplog.at_level(logging.WARNING):
        for trouble, known in ((True, 0), (False, 2), (True, 2), (True, 2)):
            asyncio.run(listener.look())
            assert bool(session.news_trouble) is trouble
            assert len(session.books.news.events) == known
    assert len(caplog.records) == 2  # said when it changes, not at each look
    assert told(session).trouble == "cannot be reached"


def test_a_listener_looks_again_and_again_until_it_is_cancelled() -> None:
    async def listened() -> Session:
        session = opened()
        source = MemoryNews(WEEK, Listing((PRICES,), OPENS + HOUR))
        task = asyncio.create_task(Listener(session, source, 600.0).run())
        while len(session.books.news.confirmed) < 2:
            paper.trade_on(session, 1)
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        return session

    assert isinstance(asyncio.run(listened()).books.news, NewsCalendar)
