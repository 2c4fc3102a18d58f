"""The same few bars in every dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from tradewright.core.calendar import HOUR, Timeframe, format_ts, parse_ts
from tradewright.core.market import Bars

if TYPE_CHECKING:
    from pathlib import Path

START: Final = parse_ts("2017-06-01T08:00Z")  # a Thursday
N: Final = 6


def bars(symbol: str = "EURUSD", n: int = N, *, spread: bool = False) -> Bars:
    count = np.arange(n, dtype=np.float64)
    close = np.round(1.1207 + 0.0007 * count, 5)
    opens = np.round(close - 0.0003, 5)
    return Bars(
        symbol=symbol,
        timeframe=Timeframe.H1,
        ts=START + np.arange(n, dtype=np.int64) * HOUR,
        open=opens,
        high=np.round(close + 0.0002, 5),
        low=np.round(opens - 0.0001, 5),
        close=close,
        volume=100.0 + count,
        spread=8.0 + count % 3 if spread else None,
    )


def same(left: Bars, right: Bars) -> bool:
    """Whether two histories hold the same bars, spread included."""
    spreads = (left.spread is None) == (right.spread is None)
    names = ("ts", "open", "high", "low", "close", "volume")
    equal = all(np.array_equal(getattr(left, name), getattr(right, name)) for name in names)
    if left.spread is not None and right.spread is not None:
        spreads = np.array_equal(left.spread, right.spread)
    return equal and spreads and (left.symbol, left.timeframe) == (right.symbol, right.timeframe)


def row(of: Bars, i: int) -> tuple[str, str, str, str, str]:
    prices = (of.open[i], of.high[i], of.low[i], of.close[i])
    first, second, third, fourth = (f"{price:.5f}" for price in prices)
    return first, second, third, fourth, f"{of.volume[i]:g}"


def clock(ts: int, form: str) -> str:
    """A time as a dialect writes it: {y} {m} {d} {h} {i} {s}."""
    text = format_ts(ts)
    parts = {"y": text[:4], "m": text[5:7], "d": text[8:10]}
    return form.format(**parts, h=text[11:13], i=text[14:16], s=text[17:19])


def text_of(of: Bars, form: str, header: str = "", separator: str = ",") -> str:
    """A text file: time in a form, then prices and volume."""
    lines = [separator.join([clock(int(of.ts[i]), form), *row(of, i)]) for i in range(len(of))]
    return "\n".join(([header] if header else []) + lines) + "\n"


def save(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path
