"""How large a position is and how many there may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from tradewright.core.engine.strategy import (
    ATR_PERIOD,
    AtrRisk,
    EquityShare,
    FixedLot,
    PercentRisk,
    Sizing,
    Stop,
)
from tradewright.core.risk import CorrelationRule
from tradewright.core.risk.guardian import NO_LIMITS, Limits
from tradewright.wire.strategy.bounds import BARS, COUNT, LOTS, PERCENT, RATIO
from tradewright.wire.strategy.correlation import correlation_check
from tradewright.wire.strategy.limits import Told
from tradewright.wire.strategy.reader import Reader

MAX_POSITIONS: Final = 1
"""Open positions of a strategy at one time where the document does not say."""

_LATER_RISK: Final = (
    "baseLotSize",
    "recoveryMode",
)
_LATER_SIZING: Final = (
    "volatilityBased",
    "kellyCriterion",
    "maxTotalExposure",
)
Method = Literal["fixed_lot", "percentage_risk", "atr_based", "account_equity"]
_METHODS: Final[dict[str, Method]] = {word: word for word in get_args(Method)}
_LATER_METHODS: Final = ("volatility_based", "kelly_criterion")
_LATER_ATR: Final = ("volatilityAdjustment", "minATR", "maxATR")
_LATER_EQUITY: Final = ("drawdownAdjustment", "maxDrawdown", "equityCurveAdjustment")
_WHERE: Final = 'Write "riskManagement": {"lotSize": 0.01} or {"riskPercentage": 1}'


@dataclass(slots=True)
class _Said:
    """What the blocks say, each number with the path that says it."""

    lots: list[tuple[str, float]]
    percent: list[tuple[str, float]]
    cap: list[tuple[str, float]]
    positions: list[tuple[str, int]]
    own: list[tuple[str, Sizing]]
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


def sizing(rules: Reader, stop: Stop | None, told: Told) -> Sized:
    """Sizing, limits and the number of positions, from `riskManagement` and `positionSizing`.

    Parameters
    ----------
    told : the limits that other blocks have said.
    """
    said = _Said([], [], [], [], [])
    risk = rules.child("riskManagement", "riskManagement")
    together: CorrelationRule | None = None
    if risk is not None:
        _collect(risk, said, "maxLotSize")
        together = correlation_check(risk)
        told.risk(risk)
        risk.later(*_LATER_RISK)
        risk.finish()
    method = rules.child("positionSizing", "positionSizing")
    if method is not None:
        told.sizing(method)
        _positioned(method, said)
    _check_once(rules, said)
    return Sized(
        sizing=_choose(rules, said, stop),
        max_positions=said.positions[0][1] if said.positions else MAX_POSITIONS,
        min_lots=said.least,
        lot_step=said.step,
        correlation=together,
        limits=told.limits(),
    )


def _collect(block: Reader, said: _Said, cap: str) -> None:
    for key, bounds, into in (
        ("lotSize", LOTS, said.lots),
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
    word = block.raw("method", {"enum": list(_METHODS)})
    if isinstance(word, str) and word.lower() in _LATER_METHODS:
        message = f"{word!r} is not available in this version"
        block.refuse("method", message, f"Use one of: {', '.join(_METHODS)}")
        return
    method = block.choice("method", _METHODS, f'Write "method": one of {", ".join(_METHODS)}')
    _collect(block, said, "maxPositionSize")
    said.least = block.optional_number("minPositionSize", LOTS) or 0.0
    said.step = block.optional_number("positionSizeStep", LOTS) or 0.0
    _detailed(block, method, said)
    wrong = {"fixed_lot": said.percent, "percentage_risk": said.lots}
    for path, _ in wrong.get(method, [*said.lots, *said.percent]):
        block.report.problem(path, f"does not go with the method {method!r}", "Remove one of them")
    block.later(*_LATER_SIZING)
    block.finish()
    for path, most in said.cap:
        if most < said.least:
            message = f"at most {most:g} lots, but minPositionSize is {said.least:g}"
            block.report.problem(path, message, "Raise it, or lower minPositionSize")


def _detailed(block: Reader, method: Method, said: _Said) -> None:
    match method:
        case "fixed_lot":
            _detail(block.child("fixedLot", "fixedLot"), said)
        case "percentage_risk":
            _detail(block.child("percentageRisk", "percentageRisk"), said)
        case "atr_based":
            said.own.append((block.at("method"), _atr_risk(block, said)))
        case "account_equity":
            said.own.append((block.at("method"), _share(block, said)))


def _detail(detail: Reader | None, said: _Said) -> None:
    if detail is None:
        return
    _collect(detail, said, "maxLotSize")
    detail.later("maxRiskPerTrade", "maxDailyRisk")
    detail.finish()


def _atr_risk(block: Reader, said: _Said) -> AtrRisk:
    fix = 'Write "atrBased": {"riskPercentage": 1, "atrMultiplier": 2}'
    detail = block.required_child("atrBased", "atrBased", fix)
    if detail is None:
        return AtrRisk(percent=1.0, multiplier=1.0)
    percent = detail.number("riskPercentage", PERCENT, fix)
    multiplier = detail.number("atrMultiplier", RATIO, fix)
    period = detail.optional_whole("atrPeriod", BARS) or ATR_PERIOD
    detail.later(*_LATER_ATR)
    detail.finish()
    return AtrRisk(percent=percent, multiplier=multiplier, atr_period=period, max_lots=_cap(said))


def _share(block: Reader, said: _Said) -> EquityShare:
    fix = 'Write "accountEquity": {"equityPercentage": 10}'
    detail = block.required_child("accountEquity", "accountEquity", fix)
    if detail is None:
        return EquityShare(percent=1.0)
    percent = detail.number("equityPercentage", PERCENT, fix)
    detail.later(*_LATER_EQUITY)
    detail.finish()
    return EquityShare(percent=percent, max_lots=_cap(said))


def _cap(said: _Said) -> float | None:
    return said.cap[0][1] if said.cap else None


def _check_once(rules: Reader, said: _Said) -> None:
    for values in (said.lots, said.percent, said.cap, said.positions):
        for path, value in values[1:]:
            message = f"{value:g} stands here and {values[0][1]:g} at {values[0][0]!r}"
            rules.report.problem(path, message, "Keep one of them")


def _choose(rules: Reader, said: _Said, stop: Stop | None) -> Sizing:
    if said.own:
        return said.own[0][1]
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
        message = "risk is measured to the stop, and there is no stop"
        fix = 'Add "exit": {"stopLoss": {...}}, or size by "lotSize"'
        rules.report.problem(path, message, fix)
    return PercentRisk(percent=percent, max_lots=_cap(said))
