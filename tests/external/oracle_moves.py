"""How stops move: trailing, what a ladder leaves, breakeven."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.external.oracle_facts import down, up
from tests.external.oracle_market import LONG
from tests.external.oracle_settings import Trailing

if TYPE_CHECKING:
    from tests.external.oracle_book import Position


def trail(position: Position, here: int) -> None:
    """Trailing: its distance behind the price, better by `step` and by one tick."""
    rule = rest_of(position) or position.said.trailing
    if rule is None:
        return
    side = position.side
    needed = max(up(rule.after), up(rule.at_risk * (position.risk or 0)))
    if rule is position.said.trailing and (here - position.entry) * side < needed:
        return
    ranges = position.range * rule.multiplier / position.market.facts.tick
    base = position.distance if rule is position.said.trailing else rule.distance
    distance = max(base + ranges, rule.least)
    candidate = down(here - distance) if side == LONG else up(here + distance)
    if position.stop is None or (candidate - position.stop) * side >= max(rule.step - 1e-6, 1):
        position.stop, position.reason = candidate, "trailing_stop"


def rest_of(position: Position) -> Trailing | None:
    """How what is left of a ladder trails, once all its levels are over."""
    ladder = position.ladder
    if ladder is None or not all(rung.over or rung.skips for rung in ladder.rungs):
        return None
    pips = ladder.said.get("trailDistance")
    if pips is None or not ladder.said.get("trailRemaining", True):
        return None
    return Trailing(
        distance=pips * position.market.per_pip,
        multiplier=0.0,
        period=14,
        least=0.0,
        step=0.0,
        after=0.0,
        at_risk=0.0,
    )


def secure(position: Position, here: int) -> None:
    """Breakeven: once, when the gain is enough, to tighten, and behind the price."""
    if position.said.breakeven is None or position.secured:
        return
    side = position.side
    kind, trigger, buffer = position.said.breakeven
    needed = trigger * (position.risk or 0) if kind == "r" else trigger
    if (here - position.entry) * side < needed - 1e-6:
        return
    candidate = down(position.entry + buffer) if side == LONG else up(position.entry - buffer)
    tighter = position.stop is None or (candidate - position.stop) * side > 0
    if tighter and (here - candidate) * side > 0:
        position.stop, position.reason, position.secured = candidate, "breakeven", True
