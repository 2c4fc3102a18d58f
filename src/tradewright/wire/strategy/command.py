"""What a command says beside its strategy: settings that win over it, options, replacing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from tradewright.core.engine.sizes import FixedLot, PercentRisk
from tradewright.wire.strategy.bounds import COUNT, LOTS, PERCENT
from tradewright.wire.strategy.limits import Told

if TYPE_CHECKING:
    from tradewright.core.engine.strategy import Strategy
    from tradewright.core.risk.guardian import Limits
    from tradewright.wire.strategy.reader import Reader

_TRUE: Final = {
    "startImmediately": "a strategy starts when its command arrives",
    "paperTrading": "every session of this version trades on paper",
}
"""Options that can only say what happens anyway."""
_BLOCKS: Final = ("riskManagement", "positionSizing")
_POSITIONS: Final = tuple(f"rules.{block}.maxPositions" for block in _BLOCKS)
_LOSSES: Final = tuple(f"rules.{block}.maxDailyLoss" for block in _BLOCKS)
"""What the command says over the rules."""


def commanded(block: Reader, strategy: Strategy | None) -> Strategy | None:
    """The strategy as `settings` and `options` of its command leave it.

    Parameters
    ----------
    block : the parameters of the command. strategy : None where it could not be read.
    """
    _replacing(block)
    settings = block.child("settings", "settings")
    options = block.child("options", "options")
    told = Told(block, spaced=False)
    counts: list[tuple[str, int]] = []
    if settings is not None:
        told.loss(settings, "maxDailyLoss")
        _count(settings, "maxOpenTrades", counts)
        strategy = _sized(settings, strategy)
        settings.finish()
    if options is not None:
        told.loss(options, "maxDailyLoss")
        _count(options, "maxPositions", counts)
        for key, why in _TRUE.items():
            _only_true(options, key, why)
        options.finish()
    _agree(block, counts)
    limits = told.limits()
    if strategy is None:
        return None
    _overruled(block, _POSITIONS if counts else ())
    lost = limits.daily_loss is not None or limits.daily_loss_percent is not None
    _overruled(block, _LOSSES if lost else ())
    most = counts[0][1] if counts else strategy.max_positions
    return _limited(replace(strategy, max_positions=most), limits)


def _overruled(block: Reader, paths: Sequence[str]) -> None:
    """Name what the rules say in vain."""
    for path in paths:
        if block.stands(path):
            block.report.idle(path, "has no effect, as the command says it")


def _limited(strategy: Strategy, said: Limits) -> Strategy:
    """The strategy with the loss of a day that is said, in whichever unit."""
    if said.daily_loss is None and said.daily_loss_percent is None:
        return strategy
    own = replace(
        strategy.limits,
        daily_loss=said.daily_loss,
        daily_loss_percent=said.daily_loss_percent,
    )
    return replace(strategy, limits=own)


def _agree(block: Reader, counts: list[tuple[str, int]]) -> None:
    """Report a number of positions that is said twice, and not the same."""
    for path, count in counts[1:]:
        if count != counts[0][1]:
            message = f"{count} stands here and {counts[0][1]} at {counts[0][0]!r}"
            block.report.problem(path, message, "Keep one of them")


def replaces(document: object) -> bool:
    """Whether a START_STRATEGY, or its bare parameters, may take the place of a running one."""
    if not isinstance(document, Mapping):
        return False
    fields = cast("Mapping[object, object]", document)
    inner = fields.get("parameters", fields.get("payload", fields))
    return (
        isinstance(inner, Mapping) and cast("Mapping[object, object]", inner).get("replace") is True
    )


def _replacing(block: Reader) -> None:
    """Note what `replace` does; it is of the command, so the strategy does not change by it."""
    block.flag("replace", absent=False)
    if block.has("replace"):
        message = "is of the command: true starts in the place of a running strategy of this id"
        block.report.note_of_command(block.at("replace"), message)


def _count(block: Reader, key: str, counts: list[tuple[str, int]]) -> None:
    value = block.optional_whole(key, COUNT)
    if value is not None:
        counts.append((block.at(key), value))


def _sized(block: Reader, strategy: Strategy | None) -> Strategy | None:
    """The strategy with the size of `settings`, which wins over that of the rules."""
    lots = block.optional_number("lotSize", LOTS)
    risk = block.optional_number("maxRisk", PERCENT)
    if lots is not None and risk is not None:
        message = "a fixed lot stands beside it, so a percentage of risk cannot apply"
        block.refuse("maxRisk", message, "Keep one of them")
    if strategy is None:
        return None
    most = strategy.sizing.max_lots
    if lots is not None:
        if most is not None and most < lots:
            message = f"the rules allow at most {most:g} lots"
            block.refuse("lotSize", message, "Lower it, or raise maxLotSize in the rules")
        return replace(strategy, sizing=FixedLot(lots=lots, max_lots=most))
    if risk is None:
        return strategy
    if strategy.stop is None:
        message = "risk is measured to the stop, and there is no stop"
        block.refuse("maxRisk", message, 'Add "exit": {"stopLoss": {...}}, or use "lotSize"')
    return replace(strategy, sizing=PercentRisk(percent=risk, max_lots=most))


def _only_true(block: Reader, key: str, why: str) -> None:
    value = block.flag(key, absent=True)
    if not value:
        block.refuse(key, f"false cannot be done: {why}", f'Write "{key}": true, or remove it')
    elif block.has(key):
        block.report.note_of_command(block.at(key), f"is what happens anyway: {why}")
