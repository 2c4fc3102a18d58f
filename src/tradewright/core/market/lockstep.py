"""Several histories walked side by side, instant by instant."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, NamedTuple

from tradewright.core.market.bar import Bar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Closed(NamedTuple):
    """A bar with the instant it closed at and its symbol's place among the symbols."""

    closes: int
    rank: int
    symbol: str
    bar: Bar


def lockstep(
    streams: Iterable[Iterator[Closed]],
) -> Iterator[tuple[int, tuple[tuple[str, Bar], ...]]]:
    """All bars of one close instant together, ascending.

    Parameters
    ----------
    streams : one per symbol, each ascending in `closes`; read lazily, so they may be endless.

    Yields
    ------
    (closes, ((symbol, bar), ...)) with the symbols in the order of their rank.
    """
    at = 0
    waiting: list[tuple[str, Bar]] = []
    for closed in heapq.merge(*streams, key=_order):
        if waiting and closed.closes != at:
            yield at, tuple(waiting)
            waiting = []
        at = closed.closes
        waiting.append((closed.symbol, closed.bar))
    if waiting:
        yield at, tuple(waiting)


def _order(closed: Closed) -> tuple[int, int]:
    return closed.closes, closed.rank
