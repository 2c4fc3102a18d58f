"""News refuses entries: by what was known at their open, and where the clocks stand in New York."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.scenes.calendars import complete, event
from tests.scenes.desks import LONG, PLAIN, Traded, by_hand, flat, in_batch, step_by_step
from tradewright.core.calendar import HOUR, MINUTE, parse_ts
from tradewright.core.calendar.news import Impact, NewsCalendar
from tradewright.core.kernel import rows
from tradewright.core.market.records import Terms
from tradewright.core.risk import NewsFilter, Pause, news_near

NEWS = NewsFilter(pauses=(Pause(impacts=(Impact.HIGH,)),))
PAUSED = replace(PLAIN, news=NEWS)
PAYROLLS = "2026-03-03T13:30Z"


def entry_at(
    at: str, news: NewsCalendar | None, rules: NewsFilter = NEWS, symbol: str = "EURUSD"
) -> str:
    """What becomes of a signal whose entry would be filled at the open `at`."""
    price = 150.0 if symbol == "USDJPY" else 1.1
    rows = [(price, price, price, price, LONG), (price, price, price, price, 0)]
    bars = by_hand(rows, symbol, opens=parse_ts(at) - MINUTE)
    strategy = replace(PAUSED, news=rules, symbol=symbol)
    done = in_batch(strategy, bars, news=news)
    assert done.bytes() == step_by_step(strategy, bars, news=news).bytes()
    return said(done)


def said(done: Traded) -> str:
    (note,) = done.notes
    return "opened" if note.kind == "opened" else note.reason


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-03-03T12:59Z", "opened"),
        ("2026-03-03T13:00Z", "NEWS_BLACKOUT"),
        ("2026-03-03T13:30Z", "NEWS_BLACKOUT"),
        ("2026-03-03T13:59Z", "NEWS_BLACKOUT"),
        ("2026-03-03T14:00Z", "opened"),
    ],
)
def test_a_pause_is_half_open(at: str, expected: str) -> None:
    assert entry_at(at, complete(event(PAYROLLS))) == expected


def test_the_blackout_moves_with_the_instant_the_event_was_first_seen() -> None:
    for seen, expected in {
        "2026-03-02T00:00Z": "NEWS_BLACKOUT",
        "2026-03-03T13:20Z": "NEWS_BLACKOUT",
        "2026-03-03T13:21Z": "opened",
    }.items():
        assert entry_at("2026-03-03T13:20Z", complete(event(PAYROLLS, seen))) == expected


def test_a_rescheduled_event_takes_its_pause_along() -> None:
    moved = complete(
        event(PAYROLLS, gone="2026-03-03T13:10Z"),
        event("2026-03-03T15:00Z", "2026-03-03T13:10Z"),
    )
    assert entry_at("2026-03-03T13:09Z", moved) == "NEWS_BLACKOUT"
    assert entry_at("2026-03-03T13:10Z", moved) == "opened"
    assert entry_at("2026-03-03T13:40Z", moved) == "opened"
    assert entry_at("2026-03-03T14:45Z", moved) == "NEWS_BLACKOUT"


@pytest.mark.parametrize(
    ("symbol", "currency", "expected"),
    [
        ("EURUSD", "EUR", "NEWS_BLACKOUT"),
        ("EURUSD", "USD", "NEWS_BLACKOUT"),
        ("EURUSD", "JPY", "opened"),
        ("EURUSD", "ALL", "NEWS_BLACKOUT"),
        ("USDJPY", "JPY", "NEWS_BLACKOUT"),
        ("USDJPY", "EUR", "opened"),
    ],
)
def test_news_of_either_leg_counts(symbol: str, currency: str, expected: str) -> None:
    news = complete(event(PAYROLLS, currency=currency))
    assert entry_at("2026-03-03T13:30Z", news, symbol=symbol) == expected


@pytest.mark.parametrize(
    ("event_at", "utc"),
    [
        ("2026-03-06T08:30-05:00", "13:30"),  # New York still on winter time
        ("2026-03-09T08:30-04:00", "12:30"),  # after 8 March; London changes on the 29th
        ("2026-10-30T08:30-04:00", "12:30"),  # London has changed, New York has not
        ("2026-11-02T08:30-05:00", "13:30"),
    ],
)
def test_new_york_mornings_around_the_change_of_clocks(event_at: str, utc: str) -> None:
    news = complete(event(event_at))
    day, at = event_at[:10], parse_ts(event_at)
    assert at == parse_ts(f"{day}T{utc}Z")
    edges = {-31: "opened", -30: "NEWS_BLACKOUT", 29: "NEWS_BLACKOUT", 30: "opened"}
    for minute, expected in edges.items():
        bars = by_hand(
            [(1.1, 1.1, 1.1, 1.1, LONG), *flat(1.1, 1)], opens=at + (minute - 1) * MINUTE
        )
        assert said(in_batch(PAUSED, bars, news=news)) == expected


def test_a_stale_calendar_blocks_or_is_trusted() -> None:
    look = parse_ts("2026-03-03T10:00Z")
    news = NewsCalendar(events=(event(PAYROLLS),), confirmed=((look, look),))
    short = replace(NEWS, max_age_hours=2.0)
    trusting = replace(short, on_stale="allow")
    for at, blocked, trusted in (
        ("2026-03-03T09:59Z", "NEWS_STALE", "opened"),
        ("2026-03-03T12:00Z", "opened", "opened"),
        ("2026-03-03T12:01Z", "NEWS_STALE", "opened"),
        ("2026-03-03T13:30Z", "NEWS_BLACKOUT", "NEWS_BLACKOUT"),
        ("2026-03-03T14:00Z", "NEWS_STALE", "opened"),
    ):
        assert entry_at(at, news, short) == blocked
        assert entry_at(at, news, trusting) == trusted


def test_without_any_calendar_entries_are_blocked() -> None:
    assert entry_at(PAYROLLS, None) == "NEWS_STALE"
    assert entry_at(PAYROLLS, None, replace(NEWS, on_stale="allow")) == "opened"


def test_the_news_stands_behind_the_session_and_before_the_spread() -> None:
    rows = [(1.1, 1.1, 1.1, 1.1, LONG), (1.1, 1.1, 1.1, 1.1, 0)]
    at = parse_ts(PAYROLLS)
    bars = by_hand(rows, opens=at - MINUTE, spread=[90, 90])
    strategy = replace(PAUSED, max_spread_pips=1.0)
    assert said(in_batch(strategy, bars, news=complete(event(PAYROLLS)))) == "NEWS_BLACKOUT"
    assert said(in_batch(strategy, bars, news=complete())) == "SPREAD_TOO_WIDE"
    closed = replace(strategy, sessions=("Tokyo",))
    assert said(in_batch(closed, bars, news=complete(event(PAYROLLS)))) == "OUTSIDE_SESSION"


def test_partial_exits_can_ask_whether_news_is_near() -> None:
    at = parse_ts(PAYROLLS)
    bars = by_hand(flat(1.1, 2))
    near = replace(PLAIN, news_buffer_minutes=15.0)
    news = complete(event(PAYROLLS), event("2026-03-04T10:00Z", impact=Impact.MEDIUM))
    for done in (in_batch(near, bars, news=news), step_by_step(near, bars, news=news)):
        terms = done.desk.tables.terms[0]
        asked = [news_near(terms, done.desk.hours, at + m * MINUTE) for m in (-16, -15, 14, 15)]
        assert list(map(bool, asked)) == [False, True, True, False]
        assert terms.news == 0
    assert not news_near(rows(Terms, 1)[0], in_batch(PLAIN, bars).desk.hours, at)


def test_only_entries_pause() -> None:
    rows = [
        (1.1, 1.1, 1.1, 1.1, LONG),
        (1.1, 1.1, 1.1, 1.1, 0),
        (1.1, 1.1, 1.0980, 1.0980, 0),
    ]
    bars = by_hand(rows, opens=parse_ts(PAYROLLS) - 30 * MINUTE - 2 * MINUTE)
    done = in_batch(PAUSED, bars, news=complete(event(PAYROLLS)))
    assert done.trade.exit_reason == "stop_loss"
    assert done.trade.exit_time == parse_ts(PAYROLLS) - HOUR // 2
