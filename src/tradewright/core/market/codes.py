"""Numbers that stand for words inside records; `Terms` and `Feed` say where."""

from __future__ import annotations

from typing import Final

# Terms.stop_kind, Terms.target_kind
NO_LEVEL: Final = 0
TICKS: Final = 1
PERCENT: Final = 2
ATR: Final = 3
PRICE: Final = 4
RATIO: Final = 5
SWING: Final = 6
FIBONACCI: Final = 7

# Terms.stop_origin, Terms.target_origin
FROM_FILL: Final = 0
FROM_SIGNAL: Final = 1

# Terms.even_kind
NO_EVEN: Final = 0
EVEN_R: Final = 1
EVEN_TICKS: Final = 2

# Terms.path
PESSIMISTIC: Final = 0
OHLC: Final = 1
OPTIMISTIC: Final = 2

# Rung.kind: at a distance in profit or in loss, at a price, at a swing, when the price falls back
# from its best, at an instant, while a regime stands
GAIN: Final = 1
LOSS: Final = 2
AT_PRICE: Final = 3
SUPPORT: Final = 4
RESISTANCE: Final = 5
FALL_BACK: Final = 6
AFTER: Final = 7
DAY_CLOCK: Final = 8
SESSION_ENDS: Final = 9
IN_REGIME: Final = 10

# Rung.unit, Rung.activate_unit: TICKS, PERCENT, ATR, RATIO of above, or
MONEY: Final = 8

# Rung.action
PART: Final = 0
WHOLE: Final = 1
WAIT: Final = 2

# Terms.slip_kind
SLIP_FEED: Final = 0
SLIP_TICKS: Final = 1
SLIP_ATR: Final = 2

# Terms.sizing
FIXED: Final = 0
RISK: Final = 1
ATR_RISK: Final = 2
SHARE: Final = 3
VOLATILE: Final = 4
KELLY: Final = 5

# Size.method, beside those
SCRIPTED: Final = 6

# Bits of Size.caps, in the order they hold
MOST_LOTS: Final = 1
RISK_CAP: Final = 2
EXPOSURE_CAP: Final = 4
VENUE_MOST: Final = 8
LEAST_LOTS: Final = 16
"""Not a cap: Kelly has no sample yet, so that the size is the least there is."""

# Terms.opposite
HOLD: Final = 0
CLOSE: Final = 1
REVERSE: Final = 2
HEDGE: Final = 3

# Bits of Terms.weekly
FRIDAY_CLOSE: Final = 1
SUNDAY_CLOSE: Final = 2
FRIDAY_ENTRIES: Final = 4

# Feed.rate_kind
SAME: Final = 0
INVERSE: Final = 1
TIMES: Final = 2
OVER: Final = 3

# Bits of a signal
LONG: Final = 1
SHORT: Final = 2
EXIT_LONG: Final = 4
EXIT_SHORT: Final = 8
UNKNOWN_BIT: Final = 16
"""Set on a bar where some comparison could not be made, whatever the tree made of it."""
OWN_CLOSE: Final = 32
"""A bar of the strategy's own timeframe closes; only where it reads its columns while it holds."""
LATE: Final = 64
"""Set beside it where only the next bar revealed that close: nothing can be done at it any more."""
STORM: Final = 128
"""Volatility is high at this close, by the strategy's own measure."""
ENTRIES: Final = LONG | SHORT
ACTS: Final = LONG | SHORT | EXIT_LONG | EXIT_SHORT

MANNERS: Final = 8
"""Rows of `Tables.manners` for each strategy: one for every `Regime`, and one to spare."""

# Note.kind
OPENED: Final = 1
CLOSED: Final = 2
REFUSED: Final = 3
STOP_MOVED: Final = 4
BREACHED: Final = 5
REARMED: Final = 6
REDUCED: Final = 7
"""A part of a position has closed."""
