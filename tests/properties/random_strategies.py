"""Random strategies that documents can write, for hypothesis."""

from dataclasses import replace

from hypothesis import strategies as st

from tests.properties.rule_trees import rules, written_out
from tradewright.core.calendar import HOUR, MINUTE, SESSIONS, Timeframe
from tradewright.core.calendar.news import Impact
from tradewright.core.engine.plan import Swing, TimeExit, Weekend
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
from tradewright.core.engine.strategy import Breakeven, Slippage, Stop, Strategy, Target, Trailing
from tradewright.core.exits import VolatilityExit
from tradewright.core.market.regimes import ALL
from tradewright.core.risk import (
    Conduct,
    CorrelationRule,
    Detector,
    NewsFilter,
    Pause,
    RegimeFilter,
    Spell,
    Spike,
    TimeFilter,
    Timing,
    VolatilityFilter,
)

some = st.floats(0.01, 99.0)
some_or_none = st.floats(0.0, 99.0)
periods = st.integers(1, 50)
origins = st.sampled_from(["fill", "signal"])
plain = st.sampled_from(["pips", "percentage", "price"])
stops = st.builds(Stop, kind=plain, value=some, origin=origins) | st.builds(
    Stop, kind=st.just("atr"), value=some, atr_period=periods, origin=origins
)
pips_or_none = st.none() | st.floats(0.5, 9.0)
swings = st.builds(Swing, lookback=periods, strength=periods) | st.builds(
    Swing, lookback=periods, points=st.sampled_from([False])
)
stops = (
    stops
    | st.builds(
        Stop,
        kind=st.just("swing"),
        value=some_or_none,
        origin=origins,
        least_pips=pips_or_none,
        most_pips=st.none() | st.floats(9.0, 99.0),
        swing=swings,
    )
    | st.builds(
        Stop,
        kind=st.sampled_from(["pips", "percentage", "atr"]),
        value=some,
        atr_period=periods,
        stretch=st.sampled_from([True]),
        least_pips=pips_or_none,
    )
)
targets = st.builds(
    Target, kind=st.just("swing"), value=some_or_none, origin=origins, swing=swings
) | st.builds(
    Target,
    kind=st.just("fibonacci"),
    value=st.floats(0.1, 9.0),
    origin=origins,
    least_pips=pips_or_none,
    most_pips=st.none() | st.floats(9.0, 99.0),
    swing=swings,
)
trailings = st.builds(
    Trailing,
    distance_pips=some,
    step_pips=some_or_none,
    activate_pips=some_or_none,
    activate_r=st.just(0.0) | some,
    least_pips=some_or_none,
) | st.builds(
    Trailing,
    distance_pips=some_or_none,
    atr_multiple=some,
    atr_period=periods,
    least_pips=some_or_none,
)
clocks = st.none() | st.integers(0, 24 * 60 - 1).map(lambda minutes: minutes * MINUTE)
weekends = st.builds(
    Weekend,
    friday_close=st.just(23 * HOUR),
    sunday_close=clocks,
    friday_entries=st.integers(0, 20).map(lambda hours: hours * HOUR),
    zone=st.sampled_from(["UTC", "Europe/Athens", "America/Argentina/Buenos_Aires"]),
) | st.builds(Weekend, sunday_close=st.just(22 * HOUR), friday_entries=clocks)
time_exits = st.builds(
    TimeExit,
    longest_minutes=st.floats(1, 9999),
    check_minutes=some,
    progress_pips=st.none() | some_or_none,
    session_end=st.sampled_from([(), ("London",), ("Tokyo", "NewYork")]),
) | st.builds(TimeExit, longest_minutes=some)
storms = st.builds(
    VolatilityExit,
    threshold=st.floats(0.001, 9.0),
    atr_period=periods,
    profit_pips=st.none() | some_or_none,
)
targets |= st.builds(
    Target,
    kind=st.sampled_from(["pips", "percentage", "price", "rr_ratio"]),
    value=some,
    origin=origins,
)
moves = st.builds(Breakeven, trigger_r=some, buffer_pips=some_or_none) | st.builds(
    Breakeven, trigger_pips=st.floats(50.0, 99.0), buffer_pips=st.floats(0.0, 49.0)
)
some_actions = st.sampled_from(["normal", "reduce", "skip"])
filters = st.builds(
    VolatilityFilter,
    period=periods,
    least_pips=st.floats(0.0, 20.0),
    most_pips=st.floats(20.0, 99.0),
    below=some_actions,
    above=some_actions,
    optimal_pips=st.none() | st.tuples(st.floats(0.0, 30.0), st.floats(30.0, 99.0)),
    optimal=st.sampled_from(["normal", "reduce"]),
    spike=st.none()
    | st.builds(Spike, threshold=st.floats(1.01, 9.0), resume_minutes=st.floats(1.0, 600.0)),
)
pauses = st.builds(Pause, before_minutes=st.floats(0.0, 600.0), after_minutes=st.floats(0.1, 600.0))
titles = st.lists(st.sampled_from(["NFP", "CPI m/m", "FOMC"]), min_size=1, unique=True).map(tuple)
named_pauses = st.tuples(titles, pauses).map(lambda two: replace(two[1], titles=two[0]))


def in_order(chosen: dict[Impact, Pause]) -> tuple[Pause, ...]:
    """Pauses as documents have them: high impact first."""
    return tuple(replace(chosen[impact], impacts=(impact,)) for impact in sorted(chosen)[::-1])


impacts = st.sampled_from([Impact.LOW, Impact.MEDIUM, Impact.HIGH])
news = st.builds(
    NewsFilter,
    pauses=st.tuples(
        st.dictionaries(impacts, pauses, min_size=1).map(in_order),
        st.lists(named_pauses, max_size=1).map(tuple),
    ).map(lambda parts: parts[0] + parts[1])
    | named_pauses.map(lambda pause: (pause,)),
    symbols=st.lists(st.sampled_from(["USD", "GBPJPY", "CNY"]), unique=True).map(tuple),
    max_age_hours=st.floats(0.1, 8_784.0),
    on_stale=st.sampled_from(["block", "allow"]),
)
thresholds = st.just(0.0) | st.floats(1e-4, 0.5)
detectors = st.builds(
    Detector,
    trend_period=st.integers(2, 99),
    trend_threshold=thresholds,
    volatility_period=st.integers(1, 99),
    volatility_threshold=thresholds,
    range_period=st.integers(2, 99),
    range_threshold=thresholds,
    weights=st.tuples(st.floats(0.1, 9.0), some_or_none, some_or_none),
    lookback_days=st.none() | st.floats(0.1, 90.0),
    min_bars=st.integers(0, 999),
    update_minutes=some_or_none,
    holds=st.booleans(),
    weekends=st.booleans(),
)
conducts = st.builds(
    Conduct,
    size=st.floats(0.0, 9.0),
    stop=st.floats(0.1, 9.0),
    target=st.floats(0.1, 9.0),
    least_confidence=some_or_none,
    trades_per_day=st.none() | st.integers(1, 9),
)
regimes = st.builds(
    RegimeFilter,
    detector=detectors,
    timeframe=st.sampled_from([None, Timeframe.H1]),
    confirming=st.sampled_from([(), (Timeframe.H4,), (Timeframe.H4, Timeframe.D1)]),
    least_confidence=some_or_none,
    preferred=st.sets(st.sampled_from(ALL)).map(sorted).map(tuple),
    conduct=st.dictionaries(st.sampled_from(ALL), conducts).map(
        lambda said: tuple(sorted(said.items(), key=lambda one: one[0]))
    ),
)
minutes = st.integers(0, 1439).map(lambda n: n * MINUTE)


def spell(days: int, opens: int, closes: int) -> Spell:
    """A time that does not end when it begins."""
    return Spell(days, opens, closes if closes != opens else opens + MINUTE)


spells = st.builds(spell, st.sampled_from([127, 1, 16, 64]), minutes, minutes)
some_spells = st.lists(spells, max_size=3).map(tuple)
timings = st.builds(
    Timing,
    days=st.integers(1, 127),
    optimal=some_spells,
    avoid=some_spells,
    zone=st.sampled_from(["UTC", "Europe/London"]),
)
time_filters = st.builds(
    TimeFilter,
    hours=st.lists(st.integers(0, 23), unique=True).map(
        lambda hours: tuple(Spell(127, h * HOUR, (h + 1) * HOUR) for h in sorted(hours))
    ),
    weekends=st.just(value=False),
    friday_until=st.none() | minutes,
    sunday_from=st.none() | minutes.filter(bool),
    zone=st.sampled_from(["UTC", "Asia/Tokyo"]),
)
unit = st.floats(0.0, 1.0)
bonds = st.builds(
    CorrelationRule,
    most=unit,
    positions=st.integers(1, 9),
    reduces=st.booleans(),
    timeframes=st.sampled_from([(), (Timeframe.H1,), (Timeframe.M30, Timeframe.H4)]),
    lookback_days=st.floats(9.0, 12.0),
    least_points=st.integers(3, 40),
    update_hours=some_or_none,
    cautious=st.booleans(),
    symbols=st.lists(st.sampled_from(["EURUSD", "XAUUSD", "US30", "BTCUSDT"]), unique=True).map(
        tuple
    ),
    by_currency=st.booleans(),
)
checks = st.builds(CorrelationRule, most=unit, positions=st.integers(1, 9))
most = st.none() | some
worths = st.sampled_from(["equity", "balance"])
sizings = (
    st.builds(FixedLot, lots=some)
    | st.builds(PercentRisk, percent=some, max_lots=most, of=worths)
    | st.builds(
        AtrRisk,
        percent=some,
        multiplier=some,
        atr_period=periods,
        max_lots=most,
        of=worths,
        least_pips=st.none() | st.floats(0.5, 9.0),
        most_pips=st.none() | st.floats(9.0, 99.0),
        steadies=st.booleans(),
    )
    | st.builds(EquityShare, percent=some, max_lots=most)
    | st.builds(
        VolatilityRisk,
        percent=some,
        multiplier=some,
        period=st.integers(2, 50),
        most=st.none() | st.floats(0.001, 0.5),
        max_lots=most,
    )
    | st.builds(
        Kelly,
        fraction=st.floats(0.01, 1.0),
        most_percent=some,
        min_trades=st.integers(1, 99),
        max_lots=most,
    )
    | st.builds(Kelly, win_rate=st.floats(0.01, 0.99), payoff=some)
)
clocks = st.integers(0, 1439).map(lambda minutes: minutes * MINUTE)
factors = st.floats(0.01, 10.0)
session_scales = st.lists(
    st.builds(
        SessionScale,
        session=st.sampled_from([*SESSIONS]),
        factor=factors,
        opens=clocks,
        closes=clocks,
    ).filter(lambda one: one.opens != one.closes),
    unique_by=lambda one: one.session,
).map(lambda found: tuple(sorted(found, key=lambda one: [*SESSIONS].index(one.session))))
scalings = st.builds(
    Scaling,
    drawdown_percent=st.none() | some,
    equity_curve=st.booleans(),
    recovery=st.none()
    | st.builds(
        Recovery,
        drawdown_percent=some,
        factor=st.integers(1, 99).map(lambda less: (100.0 - less) / 100.0),
        wins=st.none() | st.integers(1, 9),
    ),
    calm=st.none()
    | st.builds(
        CalmScale,
        low=factors,
        high=factors,
        measure=st.sampled_from(["atr", "stddev"]),
        lookback=st.integers(15, 200),
    ),
    sessions=session_scales,
    weekend=st.none() | factors,
    storm_share=st.none() | st.floats(0.001, 9.0),
    most_risk_percent=st.none() | some,
    daily_risk_percent=st.none() | some,
    exposure_percent=st.none() | st.floats(0.1, 9999.0),
)
strategies = st.builds(
    Strategy,
    id=st.text("abc123_-", min_size=1),
    name=st.text(min_size=1).map(str.strip).filter(bool),
    symbol=st.sampled_from(["EURUSD", "USDJPYm", "XAUUSD", "BTCUSDT"]),
    timeframe=st.sampled_from([Timeframe.M1, Timeframe.M5]),  # the rules read longer ones
    rules=rules.map(written_out).filter(lambda tree: tree.entry_long != tree.entry_short),
    stop=stops,
    target=st.none() | targets,
    trailing=st.none() | trailings,
    time_exit=st.none() | time_exits,
    weekend=st.none() | weekends,
    volatility_exit=st.none() | storms,
    breakeven=st.none() | moves,
    sizing=sizings,
    scaling=st.just(NO_SCALING) | scalings,
    min_lots=st.sampled_from([0.0, 0.01]),
    lot_step=st.sampled_from([0.0, 0.05]),
    max_positions=st.integers(1, 9),
    on_opposite=st.sampled_from(["hold", "close", "reverse", "hedge"]),
    path=st.sampled_from(["pessimistic", "ohlc", "optimistic"]),
    slippage=st.none()
    | st.builds(Slippage, kind=st.sampled_from(["pips", "atr"]), value=some_or_none),
    sessions=st.lists(st.sampled_from(sorted(SESSIONS)), unique=True).map(tuple),
    timing=st.none() | timings,
    time_filter=st.none() | time_filters,
    max_spread_pips=st.none() | some_or_none,
    volatility=st.none() | filters,
    news=st.none() | news,
    regime=st.none() | regimes,
    correlations=st.one_of(
        st.just(()),
        st.tuples(bonds | checks),
        st.tuples(bonds, checks),
    ),
)
