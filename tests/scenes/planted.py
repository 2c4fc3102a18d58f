"""Python strategies that see the future on purpose, and the same ones that do not."""

from __future__ import annotations

from textwrap import dedent
from typing import Final

CENTRED: Final = dedent("""
    import numpy as np
    import tradewright as tw


    class Centred:
        '''The mean of two bars before, this one and two after.'''

        stop_pips = 15

        def prepare(self, bars):
            close, mean = bars.close, np.full(len(bars), np.nan)
            if len(bars) >= 5:
                mean[2:-2] = np.lib.stride_tricks.sliding_window_view(close, 5).mean(axis=1)
            return {"mean": mean}

        def on_bar(self, view):
            if view["mean"] > view.close + 0.0004:
                return tw.Intent.buy()
            return tw.Intent.close() if view["mean"] < view.close else None
""")
TRAILED: Final = CENTRED.replace("mean[2:-2]", "mean[4:]")
"""The mean of this bar and the four before."""

SHIFTED: Final = dedent("""
    import numpy as np
    import tradewright as tw


    class Shifted:
        '''The close of the next bar, where that of the last one was meant.'''

        stop_pips = 15

        def prepare(self, bars):
            return {"last": np.r_[bars.close[1:], np.nan]}

        def on_bar(self, view):
            if view["last"] > view.close + 0.0006:
                return tw.Intent.buy()
            return tw.Intent.close() if view.positions else None
""")
LAGGED: Final = SHIFTED.replace(
    "np.r_[bars.close[1:], np.nan]", "np.r_[np.full(min(len(bars), 1), np.nan), bars.close[:-1]]"
)

EARLY: Final = dedent("""
    import numpy as np
    import tradewright as tw

    FOUR_HOURS = 4 * 3600 * 10**9


    class Early:
        '''The close of the four-hour bar, on each hour of it.'''

        stop_pips = 15

        def prepare(self, bars):
            bucket = bars.ts // FOUR_HOURS
            last = np.flatnonzero(np.r_[bucket[1:] != bucket[:-1], True])
            place = np.searchsorted(bucket[last], bucket)
            return {"h4_close": bars.close[last][place]}

        def on_bar(self, view):
            if view["h4_close"] > view.close + 0.0008:
                return tw.Intent.buy()
            return tw.Intent.close() if view["h4_close"] < view.close else None
""")
PATIENT: Final = EARLY.replace("bars.close[last][place]", "np.r_[np.nan, bars.close[last]][place]")
"""The close of the four-hour bar before."""

PEEKING: Final = dedent("""
    import tradewright as tw


    class Peeking:
        '''Reaches behind the view for the next close; quietly does without where there is none.'''

        stop_pips = 15

        def on_bar(self, view):
            bars, after = view._bars, view.at + 1
            if after < len(bars) and bars.close[after] > view.close + 0.0006:
                return tw.Intent.buy()
            return tw.Intent.close() if view.positions else None
""")
BROKEN: Final = PEEKING.replace("after < len(bars) and ", "view.ts < JANUARY and ").replace(
    "class Peeking", "JANUARY = 1_769_900_000 * 10**9\n\n\nclass Peeking"
)
"""The same, in January 2026 only; it fails where there is none."""

SIZED: Final = dedent("""
    import tradewright as tw


    class Sized:
        '''Its signals are honest; its size and its target are those of the whole history.'''

        def prepare(self, bars):
            self.highest = float(bars.high.max())
            return {}

        def on_bar(self, view):
            if view.crossed_above("ema_3", "ema_8"):
                stop, target = view.close - 0.0020, self.highest + 0.01
                return tw.Intent.buy(stop=stop, target=target, lots=self.highest / 10)
            return None
""")

BIASED: Final = {
    "a centred window": CENTRED,
    "a shifted series": SHIFTED,
    "a higher bar before its close": EARLY,
    "the bar after the view": PEEKING,
    "the bar after the last": BROKEN,
    "the size of the whole history": SIZED,
}
HONEST: Final = {"a trailing window": TRAILED, "a lagged series": LAGGED, "closed bars": PATIENT}
