"""What a strategy may lose, hold and trade: the limits of its document, wherever they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tradewright.core.risk.guardian import NO_LIMITS, Limits
from tradewright.wire.strategy.bounds import COUNT, MINUTES, PERCENT, Bounds
from tradewright.wire.strategy.reader import as_number

if TYPE_CHECKING:
    from tradewright.wire.strategy.reader import Reader
    from tradewright.wire.strategy.report import Fragment

MONEY: Final = Bounds(above=0, unit="in account currency")
SPACING: Final = Bounds(least=5, most=480, unit="minutes")
_SHARE: Final = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*%\s*")
_LOSS: Final[Fragment] = {
    "anyOf": [
        {"type": "number", **MONEY.schema()},
        {"type": "string", "pattern": rf"^{_SHARE.pattern}$"},
    ]
}
_LOSSES: Final = {
    "maxDailyLoss": "daily_loss",
    "maxWeeklyLoss": "weekly_loss",
    "maxMonthlyLoss": "monthly_loss",
}
_SHARES: Final = {f"{key}Percent": f"{name}_percent" for key, name in _LOSSES.items()}
_COUNTS: Final = {
    "maxDailyTrades": "trades_per_day",
    "maxTradesPerWeek": "trades_per_week",
    "maxPositionsPerSymbol": "max_positions_per_symbol",
    "maxConsecutiveLosses": "losing_streak",
}
_PAUSES: Final = {
    "cooldownAfterLossMinutes": ("cooldown_minutes", MINUTES),
    "signalCooldownMinutes": ("spacing_minutes", SPACING),
}
DRAWDOWN: Final = "maxDrawdown"
PER_SESSION: Final = "maxTradesPerSession"
KEYS: Final[dict[str, str]] = {
    name: key
    for key, name in (
        *_LOSSES.items(),
        *_SHARES.items(),
        *_COUNTS.items(),
        (DRAWDOWN, "drawdown_percent"),
        *((key, name) for key, (name, _) in _PAUSES.items()),
    )
}
"""The key of `riskManagement` that says a limit, by its field of `Limits`."""


class Told:
    """Limits as the blocks of a document say them, each with the path that does.

    Parameters
    ----------
    rules : of the document; a limit that stands there itself is taken at once.
    spaced : False takes none there, for other blocks than the rules.
    """

    def __init__(self, rules: Reader, *, spaced: bool = True) -> None:
        self._report = rules.report
        self.per_session: int | None = None
        """Entries in one session; not a limit of the guardian's kind."""
        self._said: dict[str, list[tuple[str, float]]] = {}
        if spaced:
            self.pause(rules, "signalCooldownMinutes")

    def risk(self, block: Reader) -> None:
        """Take the limits of `riskManagement`."""
        for key in _LOSSES:
            self.loss(block, key)
        for key, name in _SHARES.items():
            self._number(block, key, name, PERCENT)
        for key in _COUNTS:
            self.count(block, key)
        for key in _PAUSES:
            self.pause(block, key)
        self.drawdown(block)
        self.per_session = block.optional_whole(PER_SESSION, COUNT)

    def sizing(self, block: Reader) -> None:
        """Take the limits of `positionSizing`."""
        self.loss(block, "maxDailyLoss")
        self.drawdown(block)

    def dynamic(self, block: Reader) -> None:
        """Take the limits of `dynamicRisk`; after a loss, the day is over if that is asked."""
        self.sizing(block)
        self.count(block, "maxDailyTrades")
        if block.flag("stopTradingAfterLoss", absent=False):
            self._say("losing_streak", block.at("stopTradingAfterLoss"), 1)

    def loss(self, block: Reader, key: str) -> None:
        """Take a loss in money, or in per cent where it is a text such as "5%"."""
        value = block.raw(key, _LOSS)
        if not block.has(key):
            return
        share = _SHARE.fullmatch(value) if isinstance(value, str) else None
        money, percent = as_number(value), None if share is None else float(share[1])
        if money is not None and MONEY.holds(money):
            self._say(_LOSSES[key], block.at(key), money)
        elif percent is not None and PERCENT.holds(percent):
            self._say(f"{_LOSSES[key]}_percent", block.at(key), percent)
        else:
            expected = f'expected a number {MONEY}, or a percentage such as "5%", at most "100%"'
            block.wrong(key, expected, f'Write "{key}": 100, or "5%", or leave it out')

    def drawdown(self, block: Reader) -> None:
        """Take `maxDrawdown`, per cent of the highest worth."""
        self._number(block, DRAWDOWN, "drawdown_percent", PERCENT)

    def count(self, block: Reader, key: str) -> None:
        """Take a limit that is a whole number."""
        value = block.optional_whole(key, COUNT)
        if value is not None:
            self._say(_COUNTS[key], block.at(key), value)

    def pause(self, block: Reader, key: str) -> None:
        """Take a time without entries, minutes."""
        name, bounds = _PAUSES[key]
        self._number(block, key, name, bounds)

    def limits(self) -> Limits:
        """All of them; a limit that stands twice with different values is a problem."""
        given: dict[str, float] = {}
        for name, [(first, value), *others] in self._said.items():
            given[name] = value
            for path, other in others:
                if other != value:
                    message = f"the same limit is {other:g} here and {value:g} at {first!r}"
                    self._report.problem(path, message, "Keep one of them")
        return Limits(**given) if given else NO_LIMITS  # pyright: ignore[reportArgumentType]

    def _number(self, block: Reader, key: str, name: str, bounds: Bounds) -> None:
        value = block.optional_number(key, bounds)
        if value is not None:
            self._say(name, block.at(key), value)

    def _say(self, name: str, path: str, value: float) -> None:
        self._said.setdefault(name, []).append((path, value))


def dump_limits(limits: Limits) -> dict[str, object]:
    """The limits of a normalised document, as keys of `riskManagement`.

    Raises
    ------
    KeyError
        If a limit has no key in a document.
    """
    return {KEYS[name]: value for name, value in limits.given()}
