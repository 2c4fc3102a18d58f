"""Random bars and random condition trees."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from tradewright.core.calendar import MINUTE, Timeframe
from tradewright.core.indicators import resolve
from tradewright.core.market import Bars
from tradewright.core.rules import Comparison, Group, Logic, Node, Number, Operator, Rules, Series

# Coarse prices: ties, touches and flat stretches must happen.
TICK = 0.0005
NAMES = (
    "close",
    "open",
    "ema_3",
    "ema_9",
    "sma_5",
    "rsi_7",
    "macd_5_9_3",
    "macd_signal_5_9_3",
    "stochastic_k_5",
    "bb_upper_6",
    "atr_14",
    "adx_5",
    "sar",
    "obv",
    "williams_r_8",
    "talib:ht_trendline",
    "talib:cdlengulfing",
)
LEVELS = (0.0, 1.0, 1.001, 30.0, 50.0, 70.0, -50.0)


FRAMES = (None, None, None, Timeframe.M15, Timeframe.M30, Timeframe.H1, Timeframe.H4)


def gappy_bars(seed: int, n: int = 200) -> Bars:
    """Bars that begin inside an hour and lack some: single ones, and stretches of hours."""
    rng = np.random.default_rng(seed)
    whole = random_bars(seed, n)
    steps = rng.choice([1, 1, 1, 1, 1, 2, 3, 7, 30], n)
    ts = np.cumsum(steps).astype(np.int64) * 15 * MINUTE
    return replace(whole, ts=ts)


def random_bars(seed: int, n: int = 200) -> Bars:
    """A seeded random walk on a coarse grid."""
    rng = np.random.default_rng(seed)
    close = 1.0 + np.round(np.cumsum(rng.normal(0, 2, n))) * TICK
    opened = np.concatenate(([1.0], close[:-1]))
    reach = rng.integers(0, 3, (2, n)) * TICK
    return Bars(
        symbol="EURUSD",
        timeframe=Timeframe.M15,
        ts=np.arange(n, dtype=np.int64) * 15 * MINUTE,
        open=opened,
        high=np.maximum(opened, close) + reach[0],
        low=np.minimum(opened, close) - reach[1],
        close=close,
        volume=rng.integers(1, 100, n).astype(np.float64),
    )


plain = st.sampled_from(NAMES).map(lambda name: Series(column=resolve(name)))
derived = st.builds(
    Series,
    column=st.sampled_from(NAMES).map(resolve),
    timeframe=st.sampled_from(FRAMES),
    ago=st.sampled_from([0, 0, 1, 3]),
    scale=st.sampled_from([1.0, 1.5]),
    offset=st.sampled_from([0.0, 0.0005, -0.0002]),
)
series = st.one_of(plain, derived)
numbers = st.sampled_from(LEVELS).map(lambda value: Number(value=value))


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """A condition whose sides differ."""
    left = draw(series)
    right = draw(st.one_of(numbers, series.filter(lambda other: other != left)))
    return Comparison(left=left, operator=draw(st.sampled_from(Operator)), right=right)


def _groups(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    many = st.lists(inner, min_size=2, max_size=3).map(tuple)
    joined = st.builds(Group, logic=st.sampled_from([Logic.AND, Logic.OR]), members=many)
    denied = st.builds(Group, logic=st.just(Logic.NOT), members=inner.map(lambda node: (node,)))
    return st.one_of(joined, denied)


leaves: st.SearchStrategy[Node] = comparisons()
nodes = st.recursive(leaves, _groups, max_leaves=8)
rules = st.builds(
    Rules,
    entry_long=nodes,
    entry_short=st.none() | nodes,
    exit_long=st.none() | nodes,
    exit_short=st.none() | nodes,
)
seeds = st.integers(0, 2**32 - 1)


def written_out(tree: Rules) -> Rules:
    """The rules without crosses of one longer timeframe, which documents write as two steps."""
    return Rules(**{name: _written(node) for name, node in tree.trees()})


def _written(node: Node) -> Node:
    if isinstance(node, Group):
        return replace(node, members=tuple(map(_written, node.members)))
    right = node.right
    longer = node.left.timeframe is not None and node.operator.crosses
    if longer and (isinstance(right, Number) or right.timeframe is node.left.timeframe):
        return replace(node, operator=Operator.GREATER_THAN)
    return node
