"""The news gate by hand: whose news counts, when it pauses, when the calendar is stale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenes.calendars import calendars, complete, event, filters
from tests.scenes.desks import OPENS
from tradewright.core.calendar import HOUR, MINUTE, parse_ts
from tradewright.core.calendar.news import Impact, NewsCalendar
from tradewright.core.market import instrument
from tradewright.core.risk.news import (
    NewsFilter,
    Pause,
    Watch,
    blackouts,
    covered,
    currencies_of,
    currencies_watched,
    fresh,
    reason_at,
)

HIGH = Pause(impacts=(Impact.HIGH,))
AT = "2026-03-04T13:30Z"


def minutes_of(calendar: NewsCalendar, *pauses: Pause) -> list[tuple[float, float]]:
    """Pauses for dollars and euros, in minutes from 13:30."""
    noon = parse_ts(AT)
    spans = blackouts(calendar, frozenset({"USD", "EUR"}), pauses or (HIGH,))
    return [((a - noon) / MINUTE, (b - noon) / MINUTE) for a, b in spans]


@pytest.mark.parametrize(
    ("symbol", "currencies"),
    [
        ("EURUSD", {"EUR", "USD"}),
        ("GBPJPYm", {"GBP", "JPY"}),
        ("USDCNH", {"USD", "CNY"}),
        ("XAUUSD", {"USD"}),
        ("XAUEUR", {"USD", "EUR"}),
        ("XAGUSD", {"USD"}),
        ("US30", {"USD"}),
        ("GER40", {"USD", "EUR"}),
        ("BTCUSDT", {"USD"}),
        ("ETHEUR", {"USD", "EUR"}),
    ],
)
def test_both_legs_count(symbol: str, currencies: set[str]) -> None:
    assert currencies_of(instrument(symbol)) == currencies


def test_symbols_take_the_place_of_the_strategys_own() -> None:
    own = instrument("EURUSD")
    assert currencies_watched(NewsFilter(pauses=(HIGH,)), own) == {"EUR", "USD"}
    named = NewsFilter(pauses=(HIGH,), symbols=("GBPUSD", "JPY", "CNH"))
    assert currencies_watched(named, own) == {"GBP", "USD", "JPY", "CNY"}


def test_an_event_pauses_before_and_after() -> None:
    pause = Pause(impacts=(Impact.HIGH,), before_minutes=30, after_minutes=15)
    assert minutes_of(complete(event(AT)), pause) == [(-30, 15)]


def test_impact_and_currency_choose() -> None:
    low = event(AT, impact=Impact.LOW)
    assert minutes_of(complete(low)) == []
    assert minutes_of(complete(low), HIGH, Pause(impacts=(Impact.LOW,))) == [(-30, 30)]
    assert minutes_of(complete(event(AT, currency="JPY"))) == []
    assert minutes_of(complete(event(AT, currency="EUR"))) == [(-30, 30)]
    assert minutes_of(complete(event(AT, currency="ALL"))) == [(-30, 30)]


def test_a_title_chooses_whatever_the_impact() -> None:
    holiday = event(AT, impact=Impact.HOLIDAY)._replace(title="Bank Holiday")
    assert minutes_of(complete(holiday)) == []
    assert minutes_of(complete(holiday), Pause(titles=("bank holiday",))) == [(-30, 30)]


def test_nothing_pauses_before_it_is_seen_or_after_it_is_gone() -> None:
    late = event(AT, seen="2026-03-04T13:20Z")
    assert minutes_of(complete(late)) == [(-10, 30)]
    assert minutes_of(complete(event(AT, seen="2026-03-04T14:00Z"))) == []
    assert minutes_of(complete(event(AT, gone="2026-03-04T13:10Z"))) == [(-30, -20)]


def test_overlapping_pauses_are_one() -> None:
    second = event("2026-03-04T14:00Z", name="two")
    third = event("2026-03-04T16:00Z", name="three")
    assert minutes_of(complete(event(AT), second, third)) == [(-30, 60), (120, 180)]


def test_the_calendar_is_fresh_for_so_long_after_each_look() -> None:
    looks = NewsCalendar(confirmed=((0, 0), (HOUR, HOUR), (9 * HOUR, 10 * HOUR)))
    assert fresh(looks, 2.0) == [(0, 3 * HOUR + 1), (9 * HOUR, 12 * HOUR + 1)]
    assert fresh(NewsCalendar(), 2.0) == []


@given(filters, calendars, st.lists(st.integers(-200, 700), min_size=1))
def test_the_kernel_the_spans_and_the_words_agree(
    rules: NewsFilter, calendar: NewsCalendar, minutes: list[int]
) -> None:
    watch = Watch(rules, currencies_watched(rules, instrument("EURUSD")))
    spans = blackouts(calendar, watch.currencies, rules.pauses)
    padded = [(0, 0), (1, 1), *spans, (0, 1 << 60)]
    begins, ends = np.array(padded, np.int64).T.copy()
    for minute in minutes:
        ts = OPENS + minute * MINUTE
        said = reason_at(watch, calendar, ts)
        assert (said is not None) is any(a <= ts < b for a, b in spans)
        assert (said is not None) is bool(covered(begins, ends, 2, len(spans), ts))
        if said is not None:
            found, pause = said
            assert found.first_seen <= ts < found.gone
            assert pause.concerns(found)
