"""How large a position is and how many there may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from tradewright.core.engine.strategy import FixedLot, PercentRisk, Sizing, Stop
from tradewright.wire.strategy.bounds import COUNT, LOTS, PERCENT
from tradewright.wire.strategy.reader import Reader

MAX_POSITIONS: Final = 1
"""Open positions of a strategy at one time where the document does not say."""

_LATER_RISK: Final = (
    "baseLotSize",
    "maxDailyLoss",
    "maxDailyLossPercent",
    "maxWeeklyLoss",
    "maxMonthlyLoss",
    "maxDailyTrades",
    "maxDrawdown",
    "maxPositionsPerSymbol",
    "maxCorrelatedPositions",
    "correlationThreshold",
    "correlationCheck",
    "recoveryMode",
)
_LATER_SIZING: Final = (
    "atrBased",
    "volatilityBased",
    "kellyCriterion",
    "accountEquity",
    "minPositionSize",
    "positionSizeStep",
    "maxDailyLoss",
    "maxDrawdown",
    "maxTotalExposure",
)
_METHODS: Final[dict[str, Literal["fixed_lot", "percentage_risk"]]] = {
    "fixed_lot": "fixed_lot",
    "percentage_risk": "percentage_risk",
}
_LATER_METHODS: Final = (
    "atr_based",
    "volatility_based",
    "kelly_criterion",
    "account_equity",
)
_WHERE: Final = 'Write "riskManagement": {"lotSize": 0.01} or {"riskPercentage": 1}'


@dataclass(slots=True)
class _Said:
    """What the blocks say, each number with the path that says it."""

    lots: list[tuple[str, float]]
    percent: list[tuple[str, float]]
    cap: list[tuple[str, float]]
    positions: list[tuple[str, int]]


def sizing(rules: Reader, stop: Stop | None) -> tuple[Sizing, int]:
    """Sizing and the number of positions, from `riskManagement` and `positionSizing`."""
    said = _Said([], [], [], [])
    risk = rules.child("riskManagement", "riskManagement")
    if risk is not None:
        _collect(risk, said, "maxLotSize")
        risk.later(*_LATER_RISK)
        risk.finish()
    method = rules.child("positionSizing", "positionSizing")
    if method is not None:
        _positioned(method, said)
    _check_once(rules, said)
    return _choose(rules, said, stop), said.positions[0][1] if said.positions else MAX_POSITIONS


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
    key = "fixedLot" if method == "fixed_lot" else "percentageRisk"
    detail = block.child(key, key)
    if detail is not None:
        _collect(detail, said, "maxLotSize")
        detail.later("maxRiskPerTrade", "maxDailyRisk")
        detail.finish()
    wrong = said.percent if method == "fixed_lot" else said.lots
    for path, _ in wrong:
        block.report.problem(path, f"does not go with the method {method!r}", "Remove one of them")
    block.later(*_LATER_SIZING)
    block.finish()


def _check_once(rules: Reader, said: _Said) -> None:
    for values in (said.lots, said.percent, said.cap, said.positions):
        for path, value in values[1:]:
            message = f"{value:g} stands here and {values[0][1]:g} at {values[0][0]!r}"
            rules.report.problem(path, message, "Keep one of them")


def _choose(rules: Reader, said: _Said, stop: Stop | None) -> Sizing:
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
    return FixedLot(lots=said.lots[0][1])


def _percent(rules: Reader, said: _Said, stop: Stop | None) -> PercentRisk:
    path, percent = said.percent[0]
    if stop is None:
        message = "risk is measured to the stop, and there is no stop"
        fix = 'Add "exit": {"stopLoss": {...}}, or size by "lotSize"'
        rules.report.problem(path, message, fix)
    return PercentRisk(percent=percent, max_lots=said.cap[0][1] if said.cap else None)
