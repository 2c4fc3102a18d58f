"""One scene for each `Reason`: a market by hand in which it refuses, and the numbers it then says.

Whoever adds a `Reason` adds a scene here, or in `refused_times` for the clock's, and its words in
`services/sessions/refusal_words.py` (or `signal_words.py`);
`tests/unit/services/sessions/test_refusal_words.py` asks for both.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tests.scenes.calendars import complete, event
from tests.scenes.desks import (
    LONG,
    PLAIN,
    SHORT,
    Market,
    Row,
    at_random,
    by_hand,
    flat,
    named,
)
from tests.scenes.refusing import Scene, alone, says
from tests.scenes.tied import market as tied
from tradewright.core.calendar import HOUR, Timeframe, parse_ts
from tradewright.core.engine import Costs
from tradewright.core.engine.ladder import Ladder, Part
from tradewright.core.engine.plan import Stop, Swing, Target, Weekend
from tradewright.core.engine.sizes import FixedLot, Kelly, PercentRisk, Scaling, VolatilityRisk
from tradewright.core.engine.strategy import Aggressiveness
from tradewright.core.market import Reason
from tradewright.core.market.regimes import Regime
from tradewright.core.risk import (
    Conduct,
    CorrelationRule,
    Detector,
    NewsFilter,
    Pause,
    RegimeFilter,
    Spike,
    VolatilityFilter,
)
from tradewright.core.risk.guardian import Guardian, Limits

if TYPE_CHECKING:
    from tradewright.core.engine import Desk


LOSS: Final[list[Row]] = [
    (1.1, 1.1, 1.1, 1.1, LONG),
    (1.1, 1.1, 1.0985, 1.0985, LONG),
    (1.0985, 1.0985, 1.0985, 1.0985, 0),
]
"""0.1 lots lose 10 pips, 10 dollars, in the second minute; the entry of the third is judged."""
BARE: Final = replace(PLAIN, stop=None, target=None)
MANY: Final = replace(BARE, max_positions=5)
ONE: Final = Swing(lookback=20, strength=1)
DETECTOR: Final = Detector(lookback_days=20 / 1440)
CLIMB: Final[list[Row]] = [
    (p, p + 0.0002, p - 0.0001, p + 0.0001, LONG * (k in {60, 62}))
    for k, p in ((k, round(1.1 + 0.0001 * k, 5)) for k in range(80))
]
LEG: Final[list[Row]] = [
    (1.1, 1.1005, 1.099, 1.1, 0),
    (1.1, 1.1008, 1.098, 1.1, 0),
    (1.1, 1.1006, 1.099, 1.1, 0),
    (1.1, 1.1010, 1.0995, 1.1, 0),
    (1.1, 1.1004, 1.099, 1.1, LONG),
    (1.1, 1.1, 1.1, 1.1, 0),
]
"""A swing low at -20 pips, then a swing high at +10: 38.2 % of the leg lies at -8.54."""
LEAPS: Final[list[Row]] = [
    (1.1, 1.1, 1.1, 1.1, 0),
    (1.1, 1.1011, 1.1, 1.1011, 0),
    (1.1011, 1.1011, 1.1, 1.1, LONG),
]
"""Two returns of 0.0009995, up and down."""
THIRD: Final = Part(percent=30, kind="profit", value=10)
RULE: Final = CorrelationRule(most=0.7)


def guarded(told: str, limits: Limits, rows: list[Row] = LOSS) -> Scene:
    """By the guardian of the account."""
    strategy = PLAIN if rows is LOSS else MANY
    return alone(strategy, rows, told, guardian=Guardian(limits=limits))


def limited(told: str, limits: Limits, rows: list[Row] = LOSS) -> Scene:
    """By a limit of the strategy itself."""
    return alone(replace(PLAIN if rows is LOSS else MANY, limits=limits), rows, told)


def ruled(told: str, rules: RegimeFilter) -> Scene:
    return alone(replace(BARE, regime=rules, max_positions=5), CLIMB, told)


def bound_by(told: str, rule: CorrelationRule) -> Scene:
    """A second symbol that moves with the first, on which a position is open."""
    second = replace(named(BARE, "second", "GBPUSD"), correlations=(rule,))
    bars = tied("EURUSD", 1.1, 1.0, {150: 1}), tied("GBPUSD", 1.3, 0.95, {152: 1})
    return Scene(strategies=(named(BARE, "first"), second), bars=bars, says=told)


def tied_by(told: str, rule: CorrelationRule) -> Scene:
    """The same by the guardian of the account."""
    first, second = bound_by(told, rule).strategies
    watch = Guardian(together=replace(rule, timeframes=(Timeframe.M1,)))
    free = replace(second, correlations=())
    return replace(bound_by(told, rule), strategies=(first, free), guardian=watch)


def spoil(desk: Desk) -> None:
    """The account's balance is lost."""
    desk.tables.account[0].balance = float("nan")


def ranged(told: str, rules: VolatilityFilter, reach: float) -> Scene:
    rows: list[Row] = [(1.1, 1.1 + reach, 1.1 - reach, 1.1, 0)] * 9
    last: Row = (1.1, 1.1 + reach, 1.1 - reach, 1.1, LONG)
    return alone(replace(BARE, volatility=rules), [*rows, last, *flat(1.1, 1)], told)


NEWS: Final = NewsFilter(pauses=(Pause(titles=("price index",)),), max_age_hours=2.0)
TEN: Final = "2026-03-03T10:00Z"
TWICE: Final = says(LONG, LONG, 0)

SCENES: Final[dict[Reason, Scene]] = {
    Reason.CONFLICTING_SIGNALS: alone(BARE, says(LONG | SHORT, 0), None),
    Reason.OPPOSITE_POSITION: alone(
        BARE, says(LONG, SHORT, 0), "position #1 is open on the other side"
    ),
    Reason.KILL_SWITCH: alone(BARE, says(LONG, 0), None, before=lambda desk: desk.kill()),
    Reason.STRATEGY_PAUSED: alone(
        BARE, says(LONG, 0), None, before=lambda desk: desk.pause("plain")
    ),
    Reason.MAX_POSITIONS: alone(BARE, TWICE, "1 of at most 1 of its positions are open"),
    Reason.OUTSIDE_SESSION: alone(
        replace(BARE, sessions=("Tokyo",)),
        says(LONG, 0),
        "the open was at 10:01Z; allowed: Tokyo 09:00-18:00 (Asia/Tokyo)",
    ),
    Reason.SPREAD_TOO_WIDE: alone(
        replace(BARE, max_spread_pips=1.5),
        says(LONG, 0),
        "1.6 pips, at most 1.5",
        costs=Costs(spread_pips=1.6),
    ),
    Reason.WARMING_UP: alone(
        replace(BARE, stop=Stop(kind="atr", value=2.0, atr_period=5)),
        says(LONG, 0),
        "atr_5 is not known after 1 bars",
    ),
    Reason.INVALID_STOP: alone(
        replace(BARE, stop=Stop(kind="price", value=1.101)),
        says(LONG, 0),
        "-10 pips behind its anchor, must be more than 0",
    ),
    Reason.VOLUME_BELOW_MINIMUM: alone(
        replace(PLAIN, sizing=PercentRisk(percent=0.05)),
        says(LONG, 0),
        "0.005 lots wanted, at least 0.01",
        cash=1_000.0,
    ),
    Reason.NO_EDGE: alone(
        replace(PLAIN, sizing=Kelly(win_rate=0.3, payoff=2.0)),
        says(LONG, 0),
        "Kelly gives -1.25 % of the equity",
    ),
    Reason.DAILY_RISK: alone(
        replace(
            PLAIN,
            sizing=PercentRisk(percent=1.0),
            max_positions=5,
            scaling=Scaling(daily_risk_percent=1.5),
        ),
        TWICE,
        "with it the day would risk 2.00 % of the equity, 1.5 % are allowed",
    ),
    Reason.TOTAL_EXPOSURE: alone(
        replace(PLAIN, scaling=Scaling(exposure_percent=1.0)),
        says(LONG, 0),
        "0.0009 lots remain; the least is 0.01",
    ),
    Reason.RETURNS_TOO_VOLATILE: alone(
        replace(BARE, sizing=VolatilityRisk(percent=1.0, multiplier=2.0, period=2, most=0.0009)),
        [*LEAPS, (1.1, 1.1, 1.1, 1.1, 0)],
        "the volatility was 0.00100 of the price, at most 0.0009",
    ),
    Reason.INSUFFICIENT_MARGIN: alone(
        replace(BARE, sizing=FixedLot(lots=1.0)),
        says(LONG, 0),
        "1,100.00 USD of margin needed in all, equity is 1,000.00",
        cash=1_000.0,
    ),
    Reason.NO_CONVERSION_RATE: Scene(
        strategies=(replace(BARE, symbol="EURGBP"),),
        bars=(
            by_hand(flat(1.25, 9), "GBPUSD")[5:],
            by_hand(says(LONG, 0, 0, price=0.85), "EURGBP"),
        ),
        says="no price yet that turns GBP into the currency of the account",
    ),
    Reason.VOLATILITY_TOO_LOW: ranged(
        "ATR(3) is 4.00 pips, at least 5", VolatilityFilter(period=3, least_pips=5), 0.0002
    ),
    Reason.VOLATILITY_TOO_HIGH: ranged(
        "ATR(3) is 8.00 pips, at most 5",
        VolatilityFilter(period=3, most_pips=5, above="skip"),
        0.0004,
    ),
    Reason.VOLATILITY_SPIKE: alone(
        replace(
            BARE,
            volatility=VolatilityFilter(period=1, spike=Spike(threshold=2.0, resume_minutes=20.0)),
        ),
        [*flat(1.1, 130), (1.1, 1.103, 1.097, 1.1, 0), *says(0, 0, 0, LONG, 0)],
        "ATR(1) was 100.00 x ATR(100) at 2026-03-03T12:10:00Z, a spike from 2 on; 4 of 20 minutes "
        "ago",
    ),
    Reason.SUBOPTIMAL_PAIR: alone(
        replace(BARE, sessions=("Tokyo", "London"), aggressiveness=Aggressiveness()),
        says(LONG, 0),
        "open: Tokyo; EURUSD belongs to London, NewYork",
        opens=parse_ts("2026-03-03T06:00Z"),
    ),
    Reason.NEWS_BLACKOUT: alone(
        replace(BARE, news=NEWS),
        says(LONG, 0),
        "Invented Price Index (USD, high) at 10:10Z, paused 09:40-10:40",
        news=complete(event("2026-03-03T10:10Z")),
    ),
    Reason.NEWS_STALE: alone(
        replace(BARE, news=NEWS),
        says(LONG, 0),
        "last confirmed at 2026-03-03T07:00:00Z, 3.0 h before; at most 2 h",
        news=complete(until="2026-03-03T07:00Z"),
    ),
    Reason.NO_SWING_LEVEL: alone(
        replace(BARE, stop=Stop(kind="swing", value=2, swing=ONE)),
        [*flat(1.1, 8), *says(LONG, 0)],
        "stop: a swing low below the close, 20 bars back, 1 bars on each side",
    ),
    Reason.INVALID_TARGET: alone(
        replace(BARE, target=Target(kind="fibonacci", value=0.382, swing=ONE)),
        LEG,
        "-8.5 pips ahead of its anchor, must be more than 0",
    ),
    Reason.FRIDAY_ENTRY: alone(
        replace(BARE, weekend=Weekend(friday_entries=18 * HOUR, zone="Europe/Athens")),
        says(LONG, 0),
        "Friday 18:01 (Europe/Athens), no entries from 18:00 on",
        opens=parse_ts("2026-03-06T16:00Z"),
    ),
    Reason.REGIME_NOT_PREFERRED: ruled(
        "trending_up with a confidence of 100.0; traded: ranging",
        RegimeFilter(detector=DETECTOR, preferred=(Regime.RANGING,)),
    ),
    Reason.REGIME_UNCERTAIN: Scene(
        strategies=(replace(BARE, regime=RegimeFilter(detector=DETECTOR, least_confidence=72.0)),),
        bars=(at_random(Market(seed=1, n=120)),),
        says="trending_down with a confidence of 71.7, at least 72",
    ),
    Reason.REGIME_TRADES_PER_DAY: ruled(
        "1 entries on the day, at most 1",
        RegimeFilter(detector=DETECTOR, conduct=((Regime.TRENDING_UP, Conduct(trades_per_day=1)),)),
    ),
    Reason.CORRELATED: bound_by("r = 1.00 with an open position, above 0.7", RULE),
    Reason.CORRELATION_UNKNOWN: bound_by(
        "100 returns in common, at least 151", replace(RULE, least_points=151)
    ),
    Reason.CURRENCY_EXPOSURE: bound_by(
        "1 positions on the same side of the currency, fewer than 1",
        replace(RULE, most=1.0, by_currency=True),
    ),
    Reason.PARTLY_CLOSED: alone(
        replace(MANY, ladder=Ladder(parts=(THIRD,), sequence="parallel", reentry=False)),
        [
            (1.1, 1.1, 1.1, 1.1, LONG),
            (1.1, 1.1, 1.1, 1.1, 0),
            (1.1, 1.1012, 1.1, 1.1012, LONG),
            (1.1012, 1.1012, 1.1012, 1.1012, 0),
        ],
        "0.07 of 0.1 lots are left of a position",
    ),
    Reason.GUARDIAN_DAILY_LOSS: guarded("lost 10.00 USD, the limit is 5.00", Limits(daily_loss=5)),
    Reason.GUARDIAN_WEEKLY_LOSS: guarded(
        "lost 10.00 USD, the limit is 6.00", Limits(weekly_loss=6)
    ),
    Reason.GUARDIAN_MONTHLY_LOSS: guarded(
        "lost 10.00 USD, the limit is 7.00", Limits(monthly_loss=7)
    ),
    Reason.GUARDIAN_DRAWDOWN: guarded(
        "fell by 10.00 USD, the limit is 8.00", Limits(drawdown_percent=0.08)
    ),
    Reason.GUARDIAN_STATIC_DRAWDOWN: guarded(
        "fell by 10.00 USD, the limit is 9.00", Limits(static_drawdown_percent=0.09)
    ),
    Reason.GUARDIAN_LOSING_STREAK: guarded(
        "1 losing trades in a row, the limit is 1", Limits(losing_streak=1)
    ),
    Reason.GUARDIAN_TRADES_PER_DAY: guarded(
        "1 entries on the day, at most 1", Limits(trades_per_day=1)
    ),
    Reason.GUARDIAN_TRADES_PER_WEEK: guarded(
        "1 entries in the week, at most 1", Limits(trades_per_week=1)
    ),
    Reason.GUARDIAN_COOLDOWN: guarded(
        "1 min after the loss, rests for 30 min", Limits(cooldown_minutes=30)
    ),
    Reason.GUARDIAN_SYMBOL_POSITIONS: guarded(
        "1 of at most 1 positions of the symbol are open",
        Limits(max_positions_per_symbol=1),
        TWICE,
    ),
    Reason.GUARDIAN_POSITIONS: guarded(
        "1 of at most 1 positions are open", Limits(max_positions=1), TWICE
    ),
    Reason.GUARDIAN_CURRENCY_POSITIONS: guarded(
        "1 of at most 1 positions hold the currency", Limits(max_positions_per_currency=1), TWICE
    ),
    Reason.GUARDIAN_CORRELATED: tied_by("1 open positions are the same bet, at most 1", RULE),
    Reason.GUARDIAN_CORRELATION_UNKNOWN: tied_by(
        "fewer than 151 returns in common with one of them", replace(RULE, least_points=151)
    ),
    Reason.GUARDIAN_BAD_PRICE: alone(
        BARE,
        says(LONG, 0),
        "worth nan",
        guardian=Guardian(limits=Limits(daily_loss=500)),
        before=spoil,
    ),
    Reason.DAILY_LOSS: limited("lost 10.00 USD, the limit is 5.00", Limits(daily_loss=5)),
    Reason.WEEKLY_LOSS: limited("lost 10.00 USD, the limit is 6.00", Limits(weekly_loss=6)),
    Reason.MONTHLY_LOSS: limited("lost 10.00 USD, the limit is 7.00", Limits(monthly_loss=7)),
    Reason.DRAWDOWN: limited("fell by 10.00 USD, the limit is 8.00", Limits(drawdown_percent=0.08)),
    Reason.LOSING_STREAK: limited(
        "1 losing trades in a row, the limit is 1", Limits(losing_streak=1)
    ),
    Reason.TRADES_PER_DAY: limited("1 entries on the day, at most 1", Limits(trades_per_day=1)),
    Reason.TRADES_PER_WEEK: limited("1 entries in the week, at most 1", Limits(trades_per_week=1)),
    Reason.COOLDOWN: limited("1 min after the loss, rests for 30 min", Limits(cooldown_minutes=30)),
    Reason.SYMBOL_POSITIONS: limited(
        "1 of at most 1 positions of the symbol are open",
        Limits(max_positions_per_symbol=1),
        TWICE,
    ),
    Reason.SIGNAL_COOLDOWN: limited(
        "1 min after the last entry, waits for 10 min", Limits(spacing_minutes=10), TWICE
    ),
}
