"""Random ladders, for hypothesis."""

from __future__ import annotations

from typing import cast

from hypothesis import strategies as st

from tradewright.core.calendar import HOUR, MINUTE
from tradewright.core.engine.ladder import Ladder, Part, PartKind, PartUnit
from tradewright.core.engine.plan import Swing
from tradewright.core.market.regimes import ALL

distances = st.one_of(
    st.tuples(st.just("pips"), st.sampled_from([2.0, 5.0, 11.0])),
    st.tuples(st.just("percentage"), st.sampled_from([0.02, 0.1])),
    st.tuples(st.just("atr"), st.sampled_from([0.5, 1.5])),
    st.tuples(st.just("amount"), st.sampled_from([1.0, 40.0])),
)
some = st.lists(st.sampled_from(ALL), min_size=1, max_size=2, unique=True).map(tuple)
in_r = st.tuples(st.just("rr_ratio"), st.sampled_from([0.5, 1.0]))


@st.composite
def parts(draw: st.DrawFn, stop: object, regime: object) -> Part:
    """One step of a ladder; multiples of R only with a stop, regimes only where they are told."""
    timed = ["duration", "clock", "session_end"]
    levels = ["profit", "profit", "loss", "price", "support", "resistance", "trailing"]
    kinds = [*levels, *timed, *(["regime"] if regime else [])]
    kind = cast("PartKind", draw(st.sampled_from(kinds)))
    unit, value = cast("tuple[PartUnit, float]", draw(distances | in_r if stop else distances))
    values = {
        "price": draw(st.sampled_from([1.099, 1.101, 1.104])),
        "duration": draw(st.sampled_from([3.0, 17.0])),
        "clock": float(draw(st.sampled_from([10 * HOUR + 30 * MINUTE, 11 * HOUR]))),
    }
    return Part(
        kind=kind,
        unit=unit if kind in {"profit", "loss", "trailing"} else "pips",
        value=values.get(kind, value),
        activate=draw(st.sampled_from([0.0, 4.0])) if kind == "trailing" else 0.0,
        session="London" if kind == "session_end" else "",
        regimes=draw(some) if kind == "regime" else (),
        confidence=draw(st.sampled_from([0.0, 30.0])) if kind == "regime" else 0.0,
        action=draw(st.sampled_from(["partial_exit", "full_exit", "skip"]))
        if kind == "regime"
        else "partial_exit",
        min_confidence=draw(st.sampled_from([0.0, 20.0])) if regime else 0.0,
        by_volatility=kind == "profit" and draw(st.booleans()),
        by_regime=kind == "profit" and regime is not None and draw(st.booleans()),
        max_spread_pips=draw(st.sampled_from([None, None, 1.0])),
        min_volume=draw(st.sampled_from([0.0, 0.0, 2.0])),
        breakeven=draw(st.booleans()),
        percent=draw(st.sampled_from([15.0, 33.0, 50.0, 100.0])),
    )


@st.composite
def ladders(draw: st.DrawFn, stop: object, regime: object) -> Ladder:
    """A ladder that the strategy's other rules allow."""
    return Ladder(
        parts=tuple(draw(st.lists(parts(stop, regime), min_size=1, max_size=5))),
        sequence=draw(st.sampled_from(["sequential", "parallel", "conditional"])),
        trail_rest_pips=draw(st.sampled_from([None, 3.0, 8.0])),
        reentry=draw(st.booleans()),
        least_lots=draw(st.sampled_from([0.0, 0.0, 0.03])),
        per_day=draw(st.sampled_from([None, None, 7])),
        cooldown_minutes=draw(st.sampled_from([0.0, 0.0, 3.0])),
        high_volatility=draw(st.sampled_from([None, 2e-4, 1.2])),
        spread_percent=draw(st.sampled_from([None, None, 12.0])),
        in_sessions=draw(st.booleans()),
        swing=Swing(lookback=20),
    )
