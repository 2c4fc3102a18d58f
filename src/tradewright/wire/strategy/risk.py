"""How large a position is and how many there may be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from tradewright.core.engine.plan import Stop
from tradewright.core.engine.sizes import (
    NO_SCALING,
    FixedLot,
    Kelly,
    PercentRisk,
    Scaling,
    Sizing,
    Worth,
)
from tradewright.core.risk import CorrelationRule
from tradewright.core.risk.guardian import NO_LIMITS, Limits
from tradewright.wire.strategy.bounds import COUNT, LOTS, PERCENT
from tradewright.wire.strategy.correlation import correlation_check
from tradewright.wire.strategy.limits import Told
from tradewright.wire.strategy.methods import (
    WORTHS,
    atr_risk,
    dynamic_size,
    equity_share,
    kelly,
    volatility_risk,
)
from tradewright.wire.strategy.reader import Reader
from tradewright.wire.strategy.scaling import Scales

MAX_POSITIONS: Final = 1
"""Open positions of a strategy at one time where the document does not say."""

Method = Literal[
    "fixed_lot",
    "percentage_risk",
    "atr_based",
    "volatility_based",
    "kelly_criterion",
    "account_equity",
]
_METHODS: Final[dict[str, Method]] = {word: word for word in get_args(Method)}
_WHERE: Final = 'Write "riskManagement": {"lotSize": 0.01} or {"riskPercentage": 1}'


@dataclass(slots=True)
class _Said:
    """What the blocks say, each number with the path that says it."""

    scales: Scales
    lots: list[tuple[str, float]] = field(default_factory=list["tuple[str, float]"])
    percent: list[tuple[str, float]] = field(default_factory=list["tuple[str, float]"])
    cap: list[tuple[str, float]] = field(default_factory=list["tuple[str, float]"])
    positions: list[tuple[str, int]] = field(default_factory=list["tuple[str, int]"])
    own: list[tuple[str, Sizing]] = field(default_factory=list["tuple[str, Sizing]"])
    method: str = ""
    of: Worth = "equity"
    least: float = 0.0
    step: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sized:
    """How large positions are and how many; the fields are those of `Strategy`.

    `correlation` is the last of its rules about positions that move together.
    """

    sizing: Sizing
    max_positions: int
    min_lots: float
    lot_step: float
    correlation: CorrelationRule | None = None
    limits: Limits = NO_LIMITS
    scaling: Scaling = NO_SCALING


def sizing(rules: Reader, stop: Stop | None, told: Told) -> Sized:
    """Sizing, limits and the number of positions, from the blocks that say them.

    `riskManagement`, `positionSizing` and `dynamicRisk`.

    Parameters
    ----------
    told : the limits that other blocks have said.
    """
    said = _Said(Scales(rules.report))
    risk = rules.child("riskManagement", "riskManagement")
    together: CorrelationRule | None = None
    if risk is not None:
        _collect(risk, said, "maxLotSize")
        together = correlation_check(risk)
        told.risk(risk)
        said.scales.recovery(risk)
        risk.finish()
    method = rules.child("positionSizing", "positionSizing")
    if method is not None:
        told.sizing(method)
        _positioned(method, said)
    dynamic = rules.child("dynamicRisk", "dynamicRisk")
    if dynamic is not None:
        told.dynamic(dynamic)
        _dynamic(dynamic, said)
    _check_once(rules, said)
    return Sized(
        sizing=_choose(rules, said, stop),
        max_positions=said.positions[0][1] if said.positions else MAX_POSITIONS,
        min_lots=said.least,
        lot_step=said.step,
        correlation=together,
        limits=told.limits(),
        scaling=said.scales.scaling(),
    )


def _collect(block: Reader, said: _Said, cap: str) -> None:
    for key, bounds, into in (
        ("lotSize", LOTS, said.lots),
        ("baseLotSize", LOTS, said.lots),
        ("riskPercentage", PERCENT, said.percent),
        (cap, LOTS, said.cap),
    ):
        value = block.optional_number(key, bounds)
        if value is not None:
            into.append((block.at(key), value))
    count = block.optional_whole("maxPositions", COUNT)
    if count is not None:
        said.positions.append((block.at("maxPositions"), count))


def _positioned(block: Reader, said: _Said) -> None:
    method = block.choice("method", _METHODS, f'Write "method": one of {", ".join(_METHODS)}')
    _collect(block, said, "maxPositionSize")
    said.least = block.optional_number("minPositionSize", LOTS) or 0.0
    said.step = block.optional_number("positionSizeStep", LOTS) or 0.0
    said.scales.caps(block)
    said.scales.exposure(block)
    _detailed(block, method, said)
    wrong = {"fixed_lot": said.percent, "percentage_risk": said.lots}
    for path, _ in wrong.get(method, [*said.lots, *said.percent]):
        block.report.problem(path, f"does not go with the method {method!r}", "Remove one of them")
    block.finish()
    for path, most in said.cap:
        if most < said.least:
            message = f"at most {most:g} lots, but minPositionSize is {said.least:g}"
            block.report.problem(path, message, "Raise it, or lower minPositionSize")


def _detailed(block: Reader, method: Method, said: _Said) -> None:
    own: Sizing | None = None
    match method:
        case "fixed_lot":
            _detail(block.child("fixedLot", "fixedLot"), said)
        case "percentage_risk":
            _detail(block.child("percentageRisk", "percentageRisk"), said)
        case "atr_based":
            own = atr_risk(block, _cap(said))
        case "volatility_based":
            own = volatility_risk(block, _cap(said))
        case "kelly_criterion":
            own = kelly(block, _cap(said))
        case "account_equity":
            own = equity_share(block, _cap(said), said.scales)
    if own is not None:
        said.own.append((block.at("method"), own))
    said.method = block.at("method")


def _detail(detail: Reader | None, said: _Said) -> None:
    if detail is None:
        return
    _collect(detail, said, "maxLotSize")
    if detail.shape == "percentageRisk":
        said.scales.caps(detail)
        said.of = detail.optional_choice("riskOf", WORTHS) or "equity"
    detail.finish()


def _dynamic(block: Reader, said: _Said) -> None:
    """Take `dynamicRisk`: its factors, and its size where it asks for one."""
    said.scales.curve(block)
    said.scales.moment(block)
    most = block.optional_number("maxPositionSize", LOTS)
    if most is not None:
        said.cap.append((block.at("maxPositionSize"), most))
    percent = said.percent[0][1] if said.percent else None
    own = dynamic_size(block, percent, _cap(said))
    block.finish()
    if own is None:
        return
    if said.method:
        message = f"it says the size, and {said.method!r} does too"
        block.report.problem(block.path, message, "Keep one of them")
    if percent is not None and block.has("riskPercentage"):
        message = f"{percent:g} stands at {said.percent[0][0]!r} as well"
        block.refuse("riskPercentage", message, "Keep one of them")
    for path, _ in said.lots:
        block.report.idle(path, f"has no effect: {block.path!r} says how large a position is")
    said.own.append((block.path, own))


def _cap(said: _Said) -> float | None:
    return said.cap[0][1] if said.cap else None


def _check_once(rules: Reader, said: _Said) -> None:
    for values in (said.lots, said.percent, said.cap, said.positions):
        for path, value in values[1:]:
            message = f"{value:g} stands here and {values[0][1]:g} at {values[0][0]!r}"
            rules.report.problem(path, message, "Keep one of them")


def _choose(rules: Reader, said: _Said, stop: Stop | None) -> Sizing:
    if said.own:
        path, own = said.own[0]
        if stop is None and isinstance(own, PercentRisk | Kelly):
            _needs_stop(rules, path)
        return own
    if said.lots and said.percent:
        message = f"a fixed lot stands at {said.lots[0][0]!r}, so a percentage of risk cannot apply"
        rules.report.problem(said.percent[0][0], message, "Keep one of them")
    if said.percent:
        return _percent(rules, said, stop)
    if not said.lots:
        rules.refuse("riskManagement", "nothing says how large a position is", _WHERE)
        return FixedLot(lots=1.0)
    if said.cap and said.cap[0][1] < said.lots[0][1]:
        message = f"at most {said.cap[0][1]:g} lots, but the fixed lot is {said.lots[0][1]:g}"
        rules.report.problem(said.cap[0][0], message, "Raise it, or lower the lot")
    return FixedLot(lots=said.lots[0][1], max_lots=_cap(said))


def _percent(rules: Reader, said: _Said, stop: Stop | None) -> PercentRisk:
    path, percent = said.percent[0]
    if stop is None:
        _needs_stop(rules, path)
    return PercentRisk(percent=percent, max_lots=_cap(said), of=said.of)


def _needs_stop(rules: Reader, path: str) -> None:
    message = "risk is measured to the stop, and there is no stop"
    fix = 'Add "exit": {"stopLoss": {...}}, or size by "lotSize"'
    rules.report.problem(path, message, fix)
