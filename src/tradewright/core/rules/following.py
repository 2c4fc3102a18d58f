"""The values of series after each closed bar, equal to `frames.values` bit for bit."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from tradewright.core.calendar import Timeframe
from tradewright.core.indicators import Column, Stream
from tradewright.core.market import Bars
from tradewright.core.market.bar import Bar, each_bar
from tradewright.core.market.resample import Resampler, bucket_end, resample
from tradewright.core.rules.frames import values
from tradewright.core.rules.operands import Series


class Follower:
    """Series over a history that grows by one closed bar at a time.

    Parameters
    ----------
    series : what is wanted, once each; the order of `values`.
    history : closed bars, oldest first; the anchor of every indicator and of every timeframe.
    """

    def __init__(self, series: Sequence[Series], history: Bars) -> None:
        frames = dict.fromkeys(each.timeframe for each in series)
        own = _Track([each for each in series if each.timeframe is None], history)
        self._own = own
        self._longer = tuple(
            _Longer([each for each in series if each.timeframe is frame], history, frame)
            for frame in frames
            if frame is not None
        )
        tracks = [own, *(longer.track for longer in self._longer)]
        place = {each: (track, i) for track in tracks for i, each in enumerate(track.series)}
        self._order = tuple(place[each] for each in series)

    def push(self, bar: Bar) -> None:
        """Append a closed bar."""
        self._own.push(bar)
        for longer in self._longer:
            longer.push(bar)

    def values(self) -> list[float]:
        """The values on the last bar, in the order of the series given; NaN while unknown."""
        if not self._longer:
            return self._own.values()
        found = {id(track): track.values() for track, _ in self._order}
        return [found[id(track)][i] for track, i in self._order]


class _Track:
    """Series of one timeframe."""

    def __init__(self, series: Sequence[Series], bars: Bars) -> None:
        self.series = tuple(series)
        columns = tuple(dict.fromkeys(each.column for each in series))
        place = {column: i for i, column in enumerate(columns)}
        self._stream = Stream(columns, bars)
        deepest = max((each.ago for each in series), default=0)
        self._derived = tuple((place[e.column], e.ago, e.scale, e.offset) for e in series)
        self._plain = all(each == Series(column=each.column) for each in map(_at_home, series))
        self._past = deque(_past(columns, bars, deepest), maxlen=deepest + 1)

    def push(self, bar: Bar) -> None:
        self._stream.update(*bar[1:6], bar.ts)
        if not self._plain:
            self._past.append(self._stream.values())

    def values(self) -> list[float]:
        if self._plain:
            return self._stream.values()
        return [self._value(*each) for each in self._derived]

    def _value(self, place: int, ago: int, scale: float, offset: float) -> float:
        if ago >= len(self._past):
            return float("nan")
        value = self._past[-1 - ago][place]
        value = value if scale == 1.0 else value * scale
        return value + offset if offset else value


class _Longer:
    """Series of a longer timeframe, whose bars are made of the bars pushed."""

    def __init__(self, series: Sequence[Series], history: Bars, timeframe: Timeframe) -> None:
        closed = resample(history, timeframe)
        self.track = _Track(series, closed)
        self._bars = Resampler(history.timeframe, timeframe)
        for bar in each_bar(history[_first_open(closed, history) :]):
            self._bars.push(bar)

    def push(self, bar: Bar) -> None:
        for closed in self._bars.push(bar):
            self.track.push(closed)


def _first_open(closed: Bars, history: Bars) -> int:
    """The first bar of the history that is in no closed bar of the longer timeframe."""
    if not len(closed):
        return 0
    ends = bucket_end(int(closed.ts[-1]), closed.timeframe)
    return int(history.ts.searchsorted(ends))


def _at_home(series: Series) -> Series:
    return Series(column=series.column, ago=series.ago, scale=series.scale, offset=series.offset)


def _past(columns: Sequence[Column], bars: Bars, deepest: int) -> list[list[float]]:
    """The values of the last bars, oldest first."""
    table = values((Series(column=column) for column in columns), bars)
    tails = [table[Series(column=column)][-deepest - 1 :].tolist() for column in columns]
    return [list(row) for row in zip(*tails, strict=True)]
