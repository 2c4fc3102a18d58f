"""One busy run told as text; run as a program it prints it, so that other interpreters can."""

from __future__ import annotations

import sys
from dataclasses import replace

from tests.scenes import calendars
from tests.scenes.desks import PLAIN, Market, at_random, in_batch, named, step_by_step
from tradewright.core import kernel
from tradewright.core.calendar import HOUR, Timeframe
from tradewright.core.calendar.news import Impact
from tradewright.core.engine import Costs
from tradewright.core.engine.ladder import Ladder, Part
from tradewright.core.engine.plan import Swing, Weekend
from tradewright.core.engine.sizes import (
    AtrRisk,
    CalmScale,
    FixedLot,
    Kelly,
    PercentRisk,
    Recovery,
    Scaling,
    SessionScale,
)
from tradewright.core.engine.strategy import (
    Aggressiveness,
    Breakeven,
    Slippage,
    Stop,
    Target,
    TimeExit,
    Trailing,
)
from tradewright.core.exits import VolatilityExit
from tradewright.core.market.regimes import Regime
from tradewright.core.risk import (
    Conduct,
    CorrelationRule,
    Detector,
    NewsFilter,
    Pause,
    RegimeFilter,
    Spell,
    TimeFilter,
    Timing,
    VolatilityFilter,
)
from tradewright.core.risk.timing import EVERY_DAY

BUSY = replace(
    PLAIN,
    stop=Stop(kind="atr", value=1.5, atr_period=5),
    target=Target(kind="rr_ratio", value=2.0),
    trailing=Trailing(distance_pips=9, step_pips=1, activate_pips=3),
    breakeven=Breakeven(trigger_r=0.7, buffer_pips=1),
    sizing=PercentRisk(percent=1.0),
    slippage=Slippage(kind="atr", value=0.1),
    max_positions=3,
    on_opposite="reverse",
    path="ohlc",
    sessions=("London",),
    aggressiveness=Aggressiveness(optimal=1.5, suboptimal=0.5),
    max_spread_pips=0.9,
    wide_spread="reduce",
    volatility=VolatilityFilter(period=3, least_pips=6.0, below="reduce"),
    lot_step=0.02,
)
TELLING = replace(
    BUSY,
    sessions=(),
    aggressiveness=None,
    regime=RegimeFilter(
        detector=Detector(lookback_days=0.05, update_minutes=5.0, trend_threshold=2e-3),
        confirming=(Timeframe.M5,),
        least_confidence=20.0,
        conduct=(
            (Regime.RANGING, Conduct(size=0.5, stop=1.3, target=0.8)),
            (Regime.QUIET, Conduct(size=0.0)),
        ),
    ),
)
ATR_SIZED = replace(
    PLAIN,
    correlations=(
        CorrelationRule(most=0.05, least_points=20, reduces=True, cautious=True),
        CorrelationRule(most=1.0, positions=2, by_currency=True),
    ),
    sizing=AtrRisk(percent=1.0, multiplier=2.0),
    trailing=Trailing(distance_pips=2, atr_multiple=1.3, activate_r=0.2, least_pips=4),
    time_exit=TimeExit(longest_minutes=40, check_minutes=5, progress_pips=-3),
)
PAUSING = replace(
    PLAIN,
    news=NewsFilter(pauses=(Pause(impacts=(Impact.HIGH,), before_minutes=20),), max_age_hours=1.0),
)
STRUCTURED = replace(
    PLAIN,
    sizing=FixedLot(lots=0.17),
    ladder=Ladder(
        parts=(
            Part(percent=30, kind="profit", value=4, breakeven=True, by_volatility=True),
            Part(percent=20, kind="loss", unit="atr", value=1.5),
            Part(percent=25, kind="trailing", value=3, activate=5),
            Part(percent=10, kind="duration", value=25),
        ),
        sequence="parallel",
        trail_rest_pips=4.0,
        cooldown_minutes=2.0,
    ),
    stop=Stop(kind="swing", value=1, least_pips=4, most_pips=15, swing=Swing(lookback=20)),
    target=Target(kind="fibonacci", value=1.618, least_pips=6, swing=Swing(lookback=40)),
    time_exit=TimeExit(session_end=("Tokyo",)),
    weekend=Weekend(friday_close=16 * HOUR, friday_entries=0, zone="America/New_York"),
    volatility_exit=VolatilityExit(threshold=1.3, atr_period=3, profit_pips=2),
)
TIMED = replace(
    PLAIN,
    sessions=("London",),
    trades_per_session=9,
    session_hours=(("London", 9 * HOUR, 17 * HOUR),),
    timing=Timing(
        optimal=(Spell(EVERY_DAY, 10 * HOUR, 12 * HOUR),),
        optimal_factor=1.5,
        suboptimal_factor=0.5,
        avoid=(Spell(EVERY_DAY, 13 * HOUR, 14 * HOUR),),
        zone="Europe/Athens",
    ),
    time_filter=TimeFilter(weekends=False, friday_until=20 * HOUR),
    max_spread_pips=1.0,
    spread_by_session=(("London", 1.5),),
)
SCALED = replace(
    PLAIN,
    sizing=Kelly(min_trades=4, win_rate=0.5, payoff=1.5, most_percent=2.0),
    scaling=Scaling(
        drawdown_percent=3.0,
        equity_curve=True,
        recovery=Recovery(drawdown_percent=0.5, factor=0.5, wins=1),
        calm=CalmScale(low=1.2, high=0.7, lookback=30),
        sessions=(SessionScale(session="London", factor=0.8, opens=8 * HOUR, closes=17 * HOUR),),
        storm_share=7e-4,
        exposure_percent=400.0,
    ),
)
COSTS = Costs(spread_pips=0.7, commission_per_lot=3.0)


def recital() -> str:
    """Notes, trades and equity of one feed and of several, exact to the bit."""
    bars = [
        at_random(Market(seed=11, n=600, gaps=True, spread=True, talk=0.3)),
        at_random(Market(seed=12, n=300, gaps=True, symbol="USDJPY", price=150.0)),
    ]
    alone = in_batch(BUSY, bars[0], costs=COSTS)
    seated = [
        named(BUSY, "a"),
        named(STRUCTURED, "s"),
        named(BUSY, "b", "USDJPY"),
        named(ATR_SIZED, "c"),
        named(TELLING, "d"),
        named(PAUSING, "e"),
        named(TIMED, "f"),
        named(SCALED, "k"),
    ]
    known = calendars.at_random(3)
    together = step_by_step(seated, [bars[0][:300], bars[1]], costs=COSTS, news=known)
    lines = [f"{done.bytes().hex()}\n{done.notes}\n{done.trades}" for done in (alone, together)]
    return "\n".join([f"{len(alone.trades)} {len(together.trades)}", *lines])


if __name__ == "__main__":
    sys.stdout.write(f"compiled: {kernel.compiled}\n{recital()}\n")
