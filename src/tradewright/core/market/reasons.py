"""The closed sets of words for what was refused and why a position closed."""

from __future__ import annotations

from enum import IntEnum


class Reason(IntEnum):
    """Why an entry signal was refused; `NONE` means it was not."""

    NONE = 0
    CONFLICTING_SIGNALS = 1
    OPPOSITE_POSITION = 2
    KILL_SWITCH = 3
    STRATEGY_PAUSED = 4
    MAX_POSITIONS = 5
    OUTSIDE_SESSION = 6
    SPREAD_TOO_WIDE = 7
    WARMING_UP = 8
    INVALID_STOP = 9
    VOLUME_BELOW_MINIMUM = 10
    INSUFFICIENT_MARGIN = 11
    NO_CONVERSION_RATE = 12
    VOLATILITY_TOO_LOW = 13
    VOLATILITY_TOO_HIGH = 14
    VOLATILITY_SPIKE = 15
    SUBOPTIMAL_PAIR = 16
    NEWS_BLACKOUT = 17
    NEWS_STALE = 18
    NO_SWING_LEVEL = 19
    INVALID_TARGET = 20
    FRIDAY_ENTRY = 21
    REGIME_NOT_PREFERRED = 22
    REGIME_UNCERTAIN = 23
    REGIME_TRADES_PER_DAY = 24
    CORRELATED = 25
    CORRELATION_UNKNOWN = 26
    CURRENCY_EXPOSURE = 27
    GUARDIAN_DAILY_LOSS = 28
    GUARDIAN_WEEKLY_LOSS = 29
    GUARDIAN_MONTHLY_LOSS = 30
    GUARDIAN_DRAWDOWN = 31
    GUARDIAN_LOSING_STREAK = 32
    GUARDIAN_TRADES_PER_DAY = 33
    GUARDIAN_TRADES_PER_WEEK = 34
    GUARDIAN_COOLDOWN = 35
    GUARDIAN_SYMBOL_POSITIONS = 36
    DAILY_LOSS = 37
    WEEKLY_LOSS = 38
    MONTHLY_LOSS = 39
    DRAWDOWN = 40
    LOSING_STREAK = 41
    TRADES_PER_DAY = 42
    TRADES_PER_WEEK = 43
    COOLDOWN = 44
    SYMBOL_POSITIONS = 45
    GUARDIAN_STATIC_DRAWDOWN = 46
    GUARDIAN_POSITIONS = 47
    GUARDIAN_CURRENCY_POSITIONS = 48
    GUARDIAN_BAD_PRICE = 49
    SIGNAL_COOLDOWN = 50
    PARTLY_CLOSED = 51
    GUARDIAN_CORRELATED = 61
    GUARDIAN_CORRELATION_UNKNOWN = 62
    DAY_NOT_ALLOWED = 66
    AVOIDED_TIME = 67
    OUTSIDE_OPTIMAL_TIME = 68
    OUTSIDE_HOURS = 69
    WEEKEND = 70
    LATE_FRIDAY = 71
    EARLY_SUNDAY = 72
    TRADES_PER_SESSION = 73
    NO_EDGE = 56
    DAILY_RISK = 57
    TOTAL_EXPOSURE = 58
    RETURNS_TOO_VOLATILE = 59

    @property
    def sentence(self) -> str:
        """What happened, for a person."""
        return SENTENCES[self]


class ExitReason(IntEnum):
    """Why a position, or a part of it, closed."""

    NONE = 0
    STOP_LOSS = 1
    TRAILING_STOP = 2
    BREAKEVEN = 3
    TAKE_PROFIT = 4
    PARTIAL = 5
    SIGNAL = 6
    OPPOSITE = 7
    TIME = 8
    SESSION_END = 9
    WEEKEND = 10
    VOLATILITY = 11
    GUARDIAN = 12
    MANUAL = 13
    STOP_OUT = 14

    @property
    def word(self) -> str:
        """The spelling of reports and messages, such as ``stop_loss``."""
        return self.name.lower()


SENTENCES: dict[Reason, str] = {
    Reason.NONE: "not refused",
    Reason.CONFLICTING_SIGNALS: "long and short signals on the same bar refuse each other",
    Reason.OPPOSITE_POSITION: "an opposite position is open and onOppositeSignal is 'hold'",
    Reason.KILL_SWITCH: "the kill switch is on: no new trades",
    Reason.STRATEGY_PAUSED: "the strategy is paused: no new trades, open trades managed",
    Reason.MAX_POSITIONS: "the strategy already holds maxPositions positions",
    Reason.OUTSIDE_SESSION: "the open was outside the allowed sessions",
    Reason.SPREAD_TOO_WIDE: "the spread was above maxSpread",
    Reason.WARMING_UP: "a number the entry needs was not known yet",
    Reason.INVALID_STOP: "the stop would have stood on the wrong side of its anchor price",
    Reason.VOLUME_BELOW_MINIMUM: "the size came out below the instrument's minimum volume",
    Reason.INSUFFICIENT_MARGIN: "the free margin did not cover the position",
    Reason.NO_CONVERSION_RATE: "no rate from the quote currency to the account currency yet",
    Reason.VOLATILITY_TOO_LOW: "the ATR of the signal bar was below minATR",
    Reason.VOLATILITY_TOO_HIGH: "the ATR of the signal bar was above maxATR",
    Reason.VOLATILITY_SPIKE: "entries pause after a spike of volatility",
    Reason.SUBOPTIMAL_PAIR: "the symbol is no optimal pair of the sessions open then",
    Reason.NEWS_BLACKOUT: "entries pause around an economic event",
    Reason.NEWS_STALE: "the economic calendar is older than maxAgeHours, or there is none",
    Reason.NO_SWING_LEVEL: "no swing that stop or target need was confirmed on that side",
    Reason.INVALID_TARGET: "the target would have stood behind its anchor price",
    Reason.FRIDAY_ENTRY: "entries on Friday are avoided at this time",
    Reason.REGIME_NOT_PREFERRED: "the market's regime at the signal bar is not one to trade in",
    Reason.REGIME_UNCERTAIN: "the confidence of the regime at the signal bar was too low",
    Reason.REGIME_TRADES_PER_DAY: "the strategy had made maxTradesPerDay entries of its regime",
    Reason.CORRELATED: "open positions are the same bet: too closely correlated",
    Reason.CORRELATION_UNKNOWN: "too few closes to know the correlation with an open position",
    Reason.CURRENCY_EXPOSURE: "open positions are on the same side of one of its currencies",
    Reason.GUARDIAN_DAILY_LOSS: "the guardian: the account's loss of the day reached its limit",
    Reason.GUARDIAN_WEEKLY_LOSS: "the guardian: the account's loss of the week reached its limit",
    Reason.GUARDIAN_MONTHLY_LOSS: "the guardian: the account's loss of the month reached its limit",
    Reason.GUARDIAN_DRAWDOWN: "the guardian: equity fell too far below its highest",
    Reason.GUARDIAN_LOSING_STREAK: "the guardian: too many losing trades in a row",
    Reason.GUARDIAN_TRADES_PER_DAY: "the guardian: the account made its trades of the day",
    Reason.GUARDIAN_TRADES_PER_WEEK: "the guardian: the account made its trades of the week",
    Reason.GUARDIAN_COOLDOWN: "the guardian: the account rests after a losing trade",
    Reason.GUARDIAN_SYMBOL_POSITIONS: "the guardian: enough positions of the symbol are open",
    Reason.DAILY_LOSS: "the strategy's loss of the day reached maxDailyLoss",
    Reason.WEEKLY_LOSS: "the strategy's loss of the week reached maxWeeklyLoss",
    Reason.MONTHLY_LOSS: "the strategy's loss of the month reached maxMonthlyLoss",
    Reason.DRAWDOWN: "the strategy's result fell maxDrawdown below its highest",
    Reason.LOSING_STREAK: "the strategy lost maxConsecutiveLosses trades in a row",
    Reason.TRADES_PER_DAY: "the strategy made maxDailyTrades entries on the day",
    Reason.TRADES_PER_WEEK: "the strategy made maxTradesPerWeek entries in the week",
    Reason.COOLDOWN: "the strategy rests for cooldownAfterLossMinutes after a losing trade",
    Reason.SYMBOL_POSITIONS: "the account holds maxPositionsPerSymbol positions of the symbol",
    Reason.GUARDIAN_STATIC_DRAWDOWN: "the guardian: equity fell too far below what it began with",
    Reason.GUARDIAN_POSITIONS: "the guardian: enough positions are open",
    Reason.GUARDIAN_CURRENCY_POSITIONS: "the guardian: enough positions hold one of its currencies",
    Reason.GUARDIAN_BAD_PRICE: "the guardian: a price or the equity was no finite number",
    Reason.PARTLY_CLOSED: "a position of the strategy is partly closed and allowReentry is false",
    Reason.GUARDIAN_CORRELATED: "the guardian: enough open positions are the same bet",
    Reason.GUARDIAN_CORRELATION_UNKNOWN: "the guardian: too few closes to know the correlation",
    Reason.DAY_NOT_ALLOWED: "the day is none on which sessionFilter allows entries",
    Reason.AVOIDED_TIME: "the open was in one of sessionFilter's avoidTimes",
    Reason.OUTSIDE_OPTIMAL_TIME: "the open was in none of sessionFilter's optimalTimes",
    Reason.OUTSIDE_HOURS: "the open was in none of timeFilter's allowedHours",
    Reason.WEEKEND: "timeFilter allows no entries on Saturday and Sunday",
    Reason.LATE_FRIDAY: "timeFilter allows no entries so late on Friday",
    Reason.EARLY_SUNDAY: "timeFilter allows no entries so early on Sunday",
    Reason.TRADES_PER_SESSION: "the strategy made maxTradesPerSession entries in the session",
    Reason.SIGNAL_COOLDOWN: "the last entry of the strategy is less than signalCooldownMinutes ago",
    Reason.NO_EDGE: "Kelly's fraction of the trades so far is not above 0, or not defined",
    Reason.DAILY_RISK: "the entries of the day would risk more than maxDailyRisk",
    Reason.TOTAL_EXPOSURE: "maxTotalExposure left less than the least volume",
    Reason.RETURNS_TOO_VOLATILE: "the realised volatility was above maxVolatilityThreshold",
}
