"""The correlation part of the oracle: which open positions are the same bet as an entry."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tests.external.oracle_book import Book, Position
from tests.external.oracle_clock import MINUTE
from tests.external.oracle_frames import MINUTES
from tests.external.oracle_market import Market
from tests.external.oracle_settings import Json, Settings, on, part

HOUR: Final = 60 * MINUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule that looks at the positions of other strategies."""

    threshold: float
    count: int
    halves: bool
    frames: Sequence[str]
    bars: Callable[[str], int]
    least: int
    every: float
    stricter: bool
    symbols: Sequence[str] | None
    currency: bool


def rules_of(rules: Json, timeframe: str) -> list[Rule]:
    """The rules of a document, in the order they are asked."""
    found: list[Rule] = []
    block = part(rules, "correlationFilter")
    if "correlationFilter" in rules and on(rules["correlationFilter"]):
        days = block.get("lookbackPeriod")

        def bars(frame: str) -> int:
            return 100 if days is None else int(days * 1440 // MINUTES[frame])

        found.append(
            Rule(
                threshold=float(block.get("maxCorrelation", 0.7)),
                count=int(block.get("maxCorrelatedPositions", 1)),
                halves=block.get("actionOnHighCorrelation", "skip_trade") == "reduce_size",
                frames=block.get("timeframes", [timeframe]),
                bars=bars,
                least=int(block.get("minDataPoints", 30)),
                every=float(block.get("updateFrequency", 0)),
                stricter=block.get("dynamicThreshold", False),
                symbols=block.get("checkPairs"),
                currency=block.get("groupByCurrency", False),
            )
        )
    check = part(rules["riskManagement"], "correlationCheck")
    if check:
        found.append(
            Rule(
                threshold=float(check.get("threshold", 0.7)),
                count=int(check.get("maxCorrelatedPositions", 2)),
                halves=False,
                frames=[timeframe],
                bars=lambda _: 100,
                least=30,
                every=0.0,
                stricter=False,
                symbols=None,
                currency=False,
            )
        )
    return found


def verdicts(
    book: Book, said: Settings, rules: Sequence[Rule], market: Market, side: int, i: int
) -> Iterator[str | float]:
    """What each rule says of an entry at the open of row `i`: a refusal, or a factor."""
    for rule in rules:
        others = [
            one
            for one in book.positions
            if one.said is not said and (rule.symbols is None or one.said.symbol in rule.symbols)
        ]
        found = conflict(rule, others, market, side, i)
        if found is not None and (found == "CORRELATION_UNKNOWN" or not rule.halves):
            yield found
        yield 1.0 if found is None else 0.5


def conflict(
    rule: Rule, others: Sequence[Position], market: Market, side: int, i: int
) -> str | None:
    """The reason of a conflict, None without."""
    if rule.threshold < 1:
        same = 0
        for one in others:
            r = together(rule, one, market, side, i)
            if r is None:
                return "CORRELATION_UNKNOWN"
            same += r > rule.threshold
        if same >= rule.count:
            return "CORRELATED"
    if rule.currency and crowd(others, market, side) >= rule.count:
        return "CURRENCY_EXPOSURE"
    return None


def together(rule: Rule, one: Position, market: Market, side: int, i: int) -> float | None:
    """How much a position is the same bet: the largest of the timeframes; None: not known."""
    if one.market is market:
        return 1.0 * one.side * side
    by = [correlation(rule, frame, one.market, market, i) for frame in rule.frames]
    known = [r * one.side * side for r in by if r is not None]
    return max(known) if len(known) == len(by) else None


def correlation(rule: Rule, frame: str, one: Market, other: Market, i: int) -> float | None:
    """Pearson's correlation of the log returns of the last common buckets."""
    until, span = other.ts[i], MINUTES[frame] * MINUTE
    if rule.every:
        every = round(rule.every * HOUR)
        until = until // every * every
    closes = [buckets(market, span, other.ts[i]) for market in (one, other)]
    most = rule.bars(frame) + 1
    lasts = [sorted(end for end in ends if end <= until)[-most:] for ends in closes]
    last = sorted(set(lasts[0]) & set(lasts[1]))
    returns = [[math.log(close[b] / close[a]) for a, b in pairwise(last)] for close in closes]
    return pearson(returns[0], returns[1], rule)


def buckets(market: Market, span: int, now: int) -> dict[int, int]:
    """The close of each bucket by its end, of the bars closed by now."""
    found: dict[int, int] = {}
    for ts, close in zip(market.ts, market.close, strict=True):
        closes = ts + market.length
        if closes <= now:
            found[-(-closes // span) * span] = close
    return found


def pearson(xs: Sequence[float], ys: Sequence[float], rule: Rule) -> float | None:
    """Correlation, or None where there are too few or one never moved."""
    n = len(xs)
    if n < rule.least or n < 2:
        return None
    x, y = math.fsum(xs) / n, math.fsum(ys) / n
    both = math.fsum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True))
    xx, yy = math.fsum((a - x) ** 2 for a in xs), math.fsum((b - y) ** 2 for b in ys)
    if xx == 0 or yy == 0:
        return None
    r = both / math.sqrt(xx * yy)
    if not rule.stricter:
        return r
    return math.copysign(math.tanh(math.atanh(abs(r)) + 1 / math.sqrt(n - 3)), r)


def crowd(others: Sequence[Position], market: Market, side: int) -> int:
    """Positions on the entry's side of one of its currencies, where the account is on that side."""
    counts = [0]
    for currency, mine in legs(market.symbol, side):
        held = [
            (way, amount(one))
            for one in others
            for leg, way in legs(one.said.symbol, one.side)
            if leg == currency
        ]
        if math.fsum(way * much for way, much in held) * mine > 0:
            counts.append(sum(way == mine for way, _ in held))
    return max(counts)


def legs(symbol: str, side: int) -> tuple[tuple[str, int], tuple[str, int]]:
    """Long of the base currency is short of the quote currency."""
    return (symbol[:3], side), (symbol[3:], -side)


def amount(one: Position) -> float:
    """Lots x contract x bid x rate."""
    return one.market.money(one.market.bid, one.lots, one.market.bid)
