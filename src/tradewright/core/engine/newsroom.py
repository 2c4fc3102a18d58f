"""The economic calendar laid out for the gates: spans of time for every seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tradewright.core.calendar.news import Impact, NewsCalendar
from tradewright.core.risk.news import (
    NewsFilter,
    Pause,
    Spans,
    Watch,
    blackouts,
    currencies_of,
    currencies_watched,
    fresh,
)

if TYPE_CHECKING:
    from tradewright.core.engine.floor import Floor
    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.market import Instrument


def watch_of(strategy: Strategy, instrument: Instrument) -> Watch | None:
    """What a strategy's entries watch the news for; None where they do not."""
    if strategy.news is None:
        return None
    return Watch(strategy.news, currencies_watched(strategy.news, instrument))


def parts_watch_of(strategy: Strategy, instrument: Instrument) -> Watch | None:
    """What its partial exits watch the news for: a buffer around events of high impact."""
    minutes = strategy.news_buffer_minutes
    if minutes is None:
        return None
    pause = Pause(impacts=(Impact.HIGH,), before_minutes=minutes, after_minutes=minutes)
    return Watch(NewsFilter(pauses=(pause,), on_stale="allow"), currencies_of(instrument))


def lay_news(desk: Floor) -> None:
    """Find anew when the strategies of a desk pause, and when what they know is stale."""
    known = desk.news or NewsCalendar()
    spans: Spans = []
    for k, slot in enumerate(desk.slots):
        terms = desk.tables.terms[k]
        if slot.watch is not None:
            rules = slot.watch.rules
            terms.news, terms.news_blocks = 1, int(rules.on_stale == "block")
            terms.blackout_from, terms.blackouts = _laid(spans, _paused(known, slot.watch))
            terms.fresh_from, terms.fresh = _laid(spans, fresh(known, rules.max_age_hours))
        if slot.parts_watch is not None:
            terms.hush_from, terms.hushes = _laid(spans, _paused(known, slot.parts_watch))
    if spans or desk.hours.begins.size:
        table = np.array(spans, np.int64).reshape(-1, 2).T
        begins, ends = np.ascontiguousarray(table[0]), np.ascontiguousarray(table[1])
        desk.hours = desk.hours._replace(begins=begins, ends=ends)


def _paused(known: NewsCalendar, watch: Watch) -> Spans:
    return blackouts(known, watch.currencies, watch.rules.pauses)


def _laid(spans: Spans, more: Spans) -> tuple[int, int]:
    """Where the first of `more` stands behind all spans so far, and how many they are."""
    first = len(spans)
    spans += more
    return first, len(more)
