"""Hand-worked bar sequences: a few bars, settings, and the fills got with pencil and paper.

Prices are whole ticks (EURUSD: 110000 is 1.10000, a pip is 10). The volume column tells what the
bar signals, see `document`. A trade line reads
``side entry-bar entry-price -> exit-bar exit-price reason``. Bars are hourly from Monday
2024-01-08 00:00 UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from tests.external.oracle_book import Terms

START: Final = 1_704_672_000_000_000_000
HOUR: Final = 3_600_000_000_000
TICK: Final = {"EURUSD": 0.00001, "USDJPY": 0.001, "XAUUSD": 0.01}
DIGITS: Final = {"EURUSD": 5, "USDJPY": 3, "XAUUSD": 2}

SIGNALS: Final = [
    {"indicator": "volume", "condition": "equals", "value": 1, "side": "long"},
    {"indicator": "volume", "condition": "equals", "value": 2, "side": "short"},
    {"indicator": "volume", "condition": "equals", "value": 3, "side": "both"},
]
LEAVES: Final = [
    {"indicator": "volume", "condition": "equals", "value": 4, "side": "long"},
    {"indicator": "volume", "condition": "equals", "value": 5, "side": "short"},
]


def pips(value: float, **more: object) -> dict[str, Any]:
    """A stop or target in pips."""
    return {"type": "pips", "value": value, **more}


BRACKET: Final = {"stopLoss": pips(20), "takeProfit": pips(30)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One sequence.

    `bars` are lines ``open high low close volume [spread]``; `first` holds more facts of the first
    trade, `equity` is the last point of the curve.
    """

    name: str
    bars: str
    trades: tuple[str, ...] = ()
    open: int = 0
    reasons: dict[str, int] = field(default_factory=dict[str, int])
    exit: dict[str, Any] = field(default_factory=lambda: dict[str, Any](BRACKET))
    rules: dict[str, Any] = field(default_factory=dict[str, Any])
    opposite: str = "hold"
    symbol: str = "EURUSD"
    terms: Terms = field(default_factory=Terms)
    first: dict[str, Any] = field(default_factory=dict[str, Any])
    equity: float | None = None


def document(case: Case) -> dict[str, Any]:
    """The strategy: volume 1 is a long signal, 2 short, 3 both, 4 closes longs, 5 closes shorts."""
    return {
        "strategyId": "by-hand",
        "strategyName": case.name,
        "symbol": case.symbol,
        "timeframe": "H1",
        "rules": {
            "entry": {"logic": "OR", "conditions": SIGNALS, "onOppositeSignal": case.opposite},
            "exit": {"logic": "OR", "conditions": LEAVES, **case.exit},
            "riskManagement": {"lotSize": 0.1, "maxPositions": 1},
            **case.rules,
        },
    }


def columns(case: Case) -> dict[str, list[float]]:
    """The bars as columns, prices in quote currency."""
    rows = [[int(word) for word in line.split()] for line in case.bars.strip().splitlines()]
    tick, digits = TICK[case.symbol], DIGITS[case.symbol]
    bars: dict[str, list[float]] = {"ts": [START + i * HOUR for i in range(len(rows))]}
    for at, name in enumerate(("open", "high", "low", "close")):
        bars[name] = [round(row[at] * tick, digits) for row in rows]
    bars["volume"] = [float(row[4]) for row in rows]
    if len(rows[0]) > 5:
        bars["spread"] = [float(row[5]) for row in rows]
    return bars
