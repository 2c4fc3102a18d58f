"""The economic calendar laid out for the gates: spans of time for every seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tradewright.core.calendar.news import NewsCalendar
from tradewright.core.risk.news import Spans, Watch, blackouts, currencies_watched, fresh

if TYPE_CHECKING:
    from tradewright.core.engine.floor import Floor
    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.market import Instrument


def watch_of(strategy: Strategy, instrument: Instrument) -> Watch | None:
    """What a strategy watches the news for; None where it does not."""
    if strategy.news is None:
        return None
    return Watch(strategy.news, currencies_watched(strategy.news, instrument))


def lay_news(desk: Floor) -> None:
    """Find anew when the strategies of a desk pause, and when what they know is stale."""
    known = desk.news or NewsCalendar()
    spans: Spans = []
    for k, slot in enumerate(desk.slots):
        if slot.watch is None:
            continue
        rules, currencies = slot.watch
        quiet = blackouts(known, currencies, rules.pauses)
        sure = fresh(known, rules.max_age_hours)
        terms = desk.tables.terms[k]
        terms.news, terms.news_blocks = 1, int(rules.on_stale == "block")
        terms.blackout_from, terms.blackouts = len(spans), len(quiet)
        terms.fresh_from, terms.fresh = len(spans) + len(quiet), len(sure)
        spans += quiet + sure
    if spans or desk.hours.begins.size:
        table = np.array(spans, np.int64).reshape(-1, 2).T
        begins, ends = np.ascontiguousarray(table[0]), np.ascontiguousarray(table[1])
        desk.hours = desk.hours._replace(begins=begins, ends=ends)
