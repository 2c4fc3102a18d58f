"""Random strategies, markets and costs, for hypothesis."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from tests.properties import rule_trees
from tests.scenes.desks import PLAIN, Market
from tests.scenes.random_ladders import ladders
from tests.scenes.random_times import time_filters, timings, usual_spreads
from tradewright.core.calendar import HOUR, Timeframe
from tradewright.core.engine import Costs, Strategy
from tradewright.core.engine.plan import Swing, Weekend
from tradewright.core.engine.sizes import (
    NO_SCALING,
    AtrRisk,
    CalmScale,
    EquityShare,
    FixedLot,
    Kelly,
    PercentRisk,
    Recovery,
    Scaling,
    SessionScale,
    VolatilityRisk,
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
from tradewright.core.indicators import resolve
from tradewright.core.market.regimes import ALL
from tradewright.core.risk import (
    Conduct,
    CorrelationRule,
    Detector,
    RegimeFilter,
    Spike,
    VolatilityFilter,
)
from tradewright.core.risk.guardian import NO_LIMITS, Guardian, Limits
from tradewright.core.rules import Comparison, Group, Logic, Number, Operator, Rules, Series

origins = st.sampled_from(["fill", "signal"])
seeds = st.integers(0, 2**32 - 1)

stops = st.one_of(
    st.builds(Stop, kind=st.just("pips"), value=st.sampled_from([3, 7.5, 20]), origin=origins),
    st.builds(Stop, kind=st.just("percentage"), value=st.sampled_from([0.03, 0.1]), origin=origins),
    st.builds(
        Stop,
        kind=st.just("atr"),
        value=st.sampled_from([0.7, 1.5, 3.0]),
        atr_period=st.sampled_from([3, 14]),
        origin=origins,
    ),
)
swings = st.builds(
    Swing,
    lookback=st.sampled_from([5, 20]),
    strength=st.sampled_from([1, 2]),
    points=st.booleans(),
)
clamped_stops = st.builds(
    Stop,
    kind=st.sampled_from(["pips", "atr", "swing"]),
    value=st.sampled_from([1.5, 4.0]),
    atr_period=st.just(5),
    origin=origins,
    least_pips=st.none() | st.sampled_from([3, 8.25]),
    most_pips=st.none() | st.sampled_from([9, 12.05]),
    swing=swings,
)
stretched_stops = st.builds(
    Stop, kind=st.sampled_from(["pips", "atr"]), value=st.just(3.0), stretch=st.sampled_from([True])
)
structure_targets = st.one_of(
    st.builds(Target, kind=st.just("swing"), value=st.sampled_from([0, 1.5]), swing=swings),
    st.builds(
        Target,
        kind=st.just("fibonacci"),
        value=st.sampled_from([0.618, 1.0, 1.618]),
        origin=origins,
        least_pips=st.none() | st.just(4),
        most_pips=st.none() | st.just(25.5),
        swing=swings,
    ),
)
plain_targets = st.one_of(
    st.builds(Target, kind=st.just("pips"), value=st.sampled_from([2, 9.5, 30]), origin=origins),
    st.builds(Target, kind=st.just("atr"), value=st.sampled_from([0.5, 2.0]), origin=origins),
)
ratios = st.builds(
    Target, kind=st.just("rr_ratio"), value=st.sampled_from([0.5, 1.0, 2.5]), origin=origins
)
trailings = st.builds(
    Trailing,
    distance_pips=st.sampled_from([2, 5.05, 15]),
    step_pips=st.sampled_from([0, 1, 2.5]),
    activate_pips=st.sampled_from([0, 4]),
)
volatile_trailings = st.builds(
    Trailing,
    distance_pips=st.sampled_from([0, 3]),
    step_pips=st.sampled_from([0, 1]),
    atr_multiple=st.sampled_from([0.5, 1.5]),
    atr_period=st.sampled_from([3, 14]),
    least_pips=st.sampled_from([0, 6]),
)
by_r = st.builds(
    Trailing,
    distance_pips=st.just(4),
    activate_r=st.sampled_from([0.5, 1]),
    atr_multiple=st.just(1),
)
weekends = st.builds(
    Weekend,
    friday_close=st.none() | st.just(12 * HOUR),
    sunday_close=st.none() | st.just(22 * HOUR),
    friday_entries=st.none() | st.sampled_from([0, 11 * HOUR]),
    zone=st.sampled_from(["UTC", "America/New_York", "Europe/Athens"]),
)
storms = st.builds(
    VolatilityExit,
    threshold=st.sampled_from([6e-4, 1.05]),
    atr_period=st.just(3),
    profit_pips=st.none() | st.just(0.5),
)
lives = st.builds(
    TimeExit,
    longest_minutes=st.none() | st.sampled_from([1, 7.5, 30]),
    check_minutes=st.sampled_from([1, 4]),
    progress_pips=st.none() | st.sampled_from([0, 2.5]),
    session_end=st.sampled_from([(), ("Tokyo",), ("Tokyo", "London")]),
)
breakevens = st.one_of(
    st.builds(
        Breakeven, trigger_r=st.sampled_from([0.5, 1.0]), buffer_pips=st.sampled_from([0, 1.25])
    ),
    st.builds(Breakeven, trigger_pips=st.just(6.0), buffer_pips=st.sampled_from([0, 2])),
)
slippages = st.one_of(
    st.builds(Slippage, kind=st.just("pips"), value=st.sampled_from([0.3, 1.0])),
    st.builds(Slippage, kind=st.just("atr"), value=st.just(0.1)),
)
sizings = st.one_of(
    st.builds(FixedLot, lots=st.sampled_from([0.01, 0.1, 0.337])),
    st.builds(
        PercentRisk,
        percent=st.sampled_from([0.5, 2.0]),
        max_lots=st.none() | st.just(0.5),
        of=st.sampled_from(["equity", "balance"]),
    ),
    st.builds(
        Kelly,
        fraction=st.sampled_from([0.1, 1.0]),
        most_percent=st.sampled_from([0.5, 3.0]),
        min_trades=st.sampled_from([1, 4]),
    ),
    st.builds(
        Kelly, min_trades=st.just(3), win_rate=st.sampled_from([0.3, 0.6]), payoff=st.just(1.5)
    ),
)
aggressiveness = st.builds(
    Aggressiveness,
    optimal=st.sampled_from([0.75, 1.0, 1.5]),
    suboptimal=st.sampled_from([0.0, 0.5]),
)
volatility = st.builds(
    VolatilityFilter,
    period=st.sampled_from([3, 14]),
    least_pips=st.none() | st.sampled_from([4.0, 6.0]),
    most_pips=st.none() | st.sampled_from([7.0, 9.0]),
    below=st.sampled_from(["normal", "reduce", "skip"]),
    above=st.sampled_from(["normal", "reduce", "skip"]),
    optimal_pips=st.none() | st.just((5.0, 8.0)),
    spike=st.none()
    | st.builds(Spike, threshold=st.sampled_from([1.2, 2.0]), resume_minutes=st.just(20.0)),
)
detectors = st.builds(
    Detector,
    trend_period=st.sampled_from([5, 20]),
    trend_threshold=st.sampled_from([0.0, 2e-3]),
    volatility_period=st.sampled_from([3, 14]),
    volatility_threshold=st.sampled_from([0.0, 1e-3]),
    range_period=st.sampled_from([4, 20]),
    range_threshold=st.sampled_from([0.0, 2e-3]),
    weights=st.sampled_from([(1.0, 1.0, 1.0), (1.0, 0.5, 0.7)]),
    lookback_days=st.sampled_from([0.02, 0.6]),
    min_bars=st.sampled_from([0, 60]),
    update_minutes=st.sampled_from([0.0, 15.0]),
    holds=st.booleans(),
)
conducts = st.builds(
    Conduct,
    size=st.sampled_from([0.0, 0.5, 1.5]),
    stop=st.sampled_from([0.7, 1.0, 1.4]),
    target=st.sampled_from([0.5, 1.0, 2.0]),
    least_confidence=st.sampled_from([0.0, 60.0]),
    trades_per_day=st.none() | st.just(4),
    trailing_pips=st.none() | st.just(5.0),
)
regimes = st.builds(
    RegimeFilter,
    detector=detectors,
    timeframe=st.sampled_from([None, None, Timeframe.M5]),
    confirming=st.sampled_from([(), (), (Timeframe.M5,)]),
    least_confidence=st.sampled_from([0.0, 40.0]),
    preferred=st.just(()) | st.lists(st.sampled_from(ALL), min_size=3, unique=True).map(tuple),
    conduct=st.lists(st.tuples(st.sampled_from(ALL), conducts), unique_by=lambda one: one[0]).map(
        tuple
    ),
)
bonds = st.builds(
    CorrelationRule,
    most=st.sampled_from([0.02, 0.2, 1.0]),
    positions=st.integers(1, 2),
    reduces=st.booleans(),
    timeframes=st.sampled_from([(), (Timeframe.M1, Timeframe.M5)]),
    lookback_days=st.none() | st.just(0.03),
    least_points=st.sampled_from([5, 30]),
    update_hours=st.sampled_from([0.0, 0.5]),
    cautious=st.booleans(),
    symbols=st.sampled_from([(), (), ("USDJPY",)]),
    by_currency=st.booleans(),
)
free_sizings = st.one_of(
    st.builds(FixedLot, lots=st.just(0.1)),
    st.builds(
        AtrRisk,
        percent=st.sampled_from([0.5, 2.0]),
        multiplier=st.sampled_from([1.0, 2.5]),
        atr_period=st.sampled_from([3, 14]),
        max_lots=st.none() | st.just(0.5),
        of=st.sampled_from(["equity", "balance"]),
        least_pips=st.none() | st.just(6.0),
        most_pips=st.none() | st.just(7.0),
        steadies=st.booleans(),
    ),
    st.builds(
        VolatilityRisk,
        percent=st.sampled_from([0.5, 2.0]),
        multiplier=st.just(2.0),
        period=st.sampled_from([2, 20]),
        most=st.none() | st.just(6e-4),
    ),
    st.builds(EquityShare, percent=st.sampled_from([20.0, 100.0])),
)
scalings = st.builds(
    Scaling,
    drawdown_percent=st.none() | st.just(2.0),
    equity_curve=st.booleans(),
    recovery=st.none()
    | st.builds(
        Recovery,
        drawdown_percent=st.sampled_from([0.1, 1.0]),
        factor=st.just(0.4),
        wins=st.none() | st.just(2),
    ),
    calm=st.none()
    | st.builds(
        CalmScale,
        low=st.just(1.3),
        high=st.just(0.6),
        measure=st.sampled_from(["atr", "stddev"]),
        lookback=st.just(40),
    ),
    sessions=st.sampled_from([
        (),
        (
            SessionScale(session="Tokyo", factor=0.5, opens=9 * HOUR, closes=18 * HOUR),
            SessionScale(session="London", factor=1.25, opens=8 * HOUR, closes=17 * HOUR),
        ),
    ]),
    weekend=st.none() | st.just(0.5),
    storm_share=st.none() | st.just(6e-4),
    most_risk_percent=st.none() | st.just(1.0),
    daily_risk_percent=st.none() | st.just(6.0),
    exposure_percent=st.none() | st.sampled_from([120.0, 500.0]),
)
costs = st.builds(
    Costs,
    spread_pips=st.sampled_from([0.0, 0.8, 2.0]),
    commission_per_lot=st.sampled_from([0.0, 3.5]),
    commission_rate=st.sampled_from([0.0, 2e-5]),
    slippage_pips=st.sampled_from([0.0, 0.25]),
)


limits = st.builds(
    Limits,
    daily_loss=st.none() | st.sampled_from([20.0, 150.0]),
    weekly_loss=st.none() | st.just(200.0),
    monthly_loss_percent=st.none() | st.just(1.5),
    drawdown_percent=st.none() | st.sampled_from([0.4, 2.0]),
    losing_streak=st.none() | st.sampled_from([2, 4]),
    trades_per_day=st.none() | st.sampled_from([3, 12]),
    max_positions_per_symbol=st.none() | st.sampled_from([1, 2]),
    cooldown_minutes=st.none() | st.just(7.5),
    spacing_minutes=st.none() | st.just(5.0),
)
guardians = st.builds(
    Guardian,
    limits=st.builds(
        Limits,
        daily_loss_percent=st.none() | st.sampled_from([0.2, 1.0]),
        static_drawdown_percent=st.none() | st.just(1.5),
        drawdown_percent=st.none() | st.sampled_from([0.5, 1.5]),
        trades_per_week=st.none() | st.just(10),
        max_positions=st.none() | st.sampled_from([1, 3]),
        max_positions_per_currency=st.none() | st.just(2),
    ),
    flatten=st.booleans(),
    rearm=st.sampled_from(["manual", "period"]),
    day_start=st.sampled_from([0, 11 * HOUR, 17 * HOUR]),
    zone=st.sampled_from(["UTC", "America/New_York"]),
    together=st.none()
    | st.builds(
        CorrelationRule,
        most=st.sampled_from([0.02, 0.7]),
        positions=st.integers(1, 2),
        timeframes=st.sampled_from([(), (Timeframe.M5,)]),
        least_points=st.sampled_from([5, 30]),
    ),
)


@st.composite
def strategies(draw: st.DrawFn) -> Strategy:
    """A strategy that does what the volume says; risk sizing and ratios only with a stop."""
    stop = draw(st.none() | stops | clamped_stops | stretched_stops)
    target = plain_targets | structure_targets
    regime = draw(st.none() | regimes)
    sessions = draw(st.sampled_from([(), ("London",), ("Tokyo", "NewYork")]))
    return replace(
        PLAIN,
        ladder=draw(st.none() | ladders(stop, regime)),
        stop=stop,
        target=draw(st.none() | target | (ratios if stop else target)),
        trailing=draw(st.none() | trailings | volatile_trailings | (by_r if stop else trailings)),
        breakeven=draw(st.none() | breakevens) if stop else None,
        sizing=draw(sizings | free_sizings if stop else free_sizings),
        max_positions=draw(st.integers(1, 3)),
        min_lots=draw(st.sampled_from([0.0, 0.0, 0.05])),
        lot_step=draw(st.sampled_from([0.0, 0.03])),
        on_opposite=draw(st.sampled_from(["hold", "close", "reverse", "hedge"])),
        path=draw(st.sampled_from(["pessimistic", "ohlc", "optimistic"])),
        slippage=draw(st.none() | slippages),
        sessions=sessions,
        trades_per_session=draw(st.none() | st.sampled_from([1, 3])) if sessions else None,
        session_hours=draw(st.just(()) | st.just((("London", 9 * HOUR, 12 * HOUR),))),
        timing=draw(st.none() | timings),
        time_filter=draw(st.none() | time_filters),
        spread_by_session=draw(usual_spreads),
        max_spread_pips=draw(st.none() | st.just(1.5)),
        wide_spread=draw(st.sampled_from(["skip", "reduce"])),
        aggressiveness=draw(st.none() | aggressiveness),
        volatility=draw(st.none() | volatility),
        time_exit=draw(st.none() | lives),
        weekend=draw(st.none() | weekends),
        volatility_exit=draw(st.none() | storms),
        regime=regime,
        correlations=draw(st.lists(bonds, max_size=2).map(tuple)),
        limits=draw(st.just(NO_LIMITS) | limits),
        scaling=draw(st.just(NO_SCALING) | scalings),
    )


LOUD = Comparison(
    left=Series(column=resolve("volume")),
    operator=Operator.GREATER_THAN,
    right=Number(value=0.0),
)


@st.composite
def ruled(draw: st.DrawFn) -> Strategy:
    """A strategy by random condition trees, some of them only heard when the volume speaks."""
    rules: Rules = draw(rule_trees.rules)
    logic = draw(st.sampled_from([Logic.AND, Logic.OR]))
    long = Group(logic=logic, members=(rules.entry_long or LOUD, LOUD))
    return replace(draw(strategies()), rules=replace(rules, entry_long=long))


markets = st.builds(
    Market,
    seed=seeds,
    n=st.just(250),
    gaps=st.booleans(),
    spread=st.booleans(),
    volatility=st.sampled_from([1e-4, 4e-4, 2e-3]),
)
