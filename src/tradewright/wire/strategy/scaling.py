"""What makes the sizes of a document smaller or larger, wherever it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tradewright.core.engine.sizes import (
    DEEPEST_DRAWDOWN,
    STORM_SHARE,
    Recovery,
    Scaling,
)
from tradewright.wire.strategy.bounds import COUNT, PERCENT, Bounds
from tradewright.wire.strategy.reader import as_number

if TYPE_CHECKING:
    from tradewright.wire.strategy.reader import Reader
    from tradewright.wire.strategy.report import Fragment, Report

FACTOR: Final = Bounds(above=0, most=10, unit="times the size")
EXPOSURE: Final = Bounds(above=0, unit="per cent of equity")
SHARE: Final = Bounds(above=0, most=10, unit="of the price (0.02 is 2 per cent)")
_REDUCTION: Final = Bounds(least=1, most=99, unit="per cent")
_DRAWDOWN: Final[Fragment] = {
    "anyOf": [{"type": "boolean", "default": False}, {"type": "number", **PERCENT.schema()}]
}


class Scales:
    """Factors and caps as the blocks say them, each with the path that does."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._said: dict[str, tuple[str, object]] = {}

    def say(self, name: str, path: str, value: object) -> None:
        """Take one field of `Scaling`; a second one with another value is a problem."""
        first, old = self._said.setdefault(name, (path, value))
        if old != value:
            message = f"it differs from what stands at {first!r}"
            self._report.problem(path, message, "Keep one of them")

    def caps(self, block: Reader) -> None:
        """Take what one trade, and one day, may risk."""
        self._number(block, "maxRiskPerTrade", "most_risk_percent", PERCENT)
        self._number(block, "maxDailyRisk", "daily_risk_percent", PERCENT)

    def exposure(self, block: Reader) -> None:
        """Take what all positions may be worth."""
        self._number(block, "maxTotalExposure", "exposure_percent", EXPOSURE)

    def curve(self, block: Reader) -> None:
        """Take the factors by the strategy's own trades: drawdown and equity curve."""
        if block.flag("equityCurveAdjustment", absent=False):
            self.say("equity_curve", block.at("equityCurveAdjustment"), value=True)
        value = block.raw("drawdownAdjustment", _DRAWDOWN)
        if not block.has("drawdownAdjustment") or value is False:
            return
        path, number = block.at("drawdownAdjustment"), as_number(value)
        if value is True:
            worst = as_number(block.raw("maxDrawdown", {"type": "number", **PERCENT.schema()}))
            self.say("drawdown_percent", path, worst or DEEPEST_DRAWDOWN)
        elif number is not None and PERCENT.holds(number):
            self.say("drawdown_percent", path, number)
        else:
            expected = f"expected true, false, or a number {PERCENT}"
            block.wrong("drawdownAdjustment", expected, 'Write true, or the "maxDrawdown" it is of')

    def moment(self, block: Reader) -> None:
        """Take the factors of `dynamicRisk` by the weekend and by high volatility."""
        self._number(block, "weekendMultiplier", "weekend", FACTOR)
        share = block.optional_number("volatilityThreshold", SHARE)
        key = "reduceInHighVolatility"
        if block.flag(key, absent=False):
            self.say("storm_share", block.at(key), STORM_SHARE if share is None else share)
        elif share is not None:
            path = block.at("volatilityThreshold")
            self._report.idle(path, f"has no effect without {key}")

    def recovery(self, risk: Reader) -> None:
        """Take `recoveryMode` of `riskManagement`."""
        fix = 'Write "recoveryMode": {"triggerDrawdown": 10, "reduceSizeBy": 50}'
        block = risk.child("recoveryMode", "recoveryMode")
        if block is None:
            return
        drawdown = block.number("triggerDrawdown", PERCENT, fix)
        less = block.number("reduceSizeBy", _REDUCTION, fix)
        wins = block.optional_whole("requireWinStreak", COUNT)
        block.finish()
        found = Recovery(drawdown_percent=drawdown, factor=(100.0 - less) / 100.0, wins=wins)
        self.say("recovery", block.path, found)

    def scaling(self) -> Scaling:
        """All of them."""
        given = {name: value for name, (_, value) in self._said.items()}
        return Scaling(**given)  # pyright: ignore[reportArgumentType]

    def _number(self, block: Reader, key: str, name: str, bounds: Bounds) -> None:
        value = block.optional_number(key, bounds)
        if value is not None:
            self.say(name, block.at(key), value)
