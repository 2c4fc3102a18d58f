"""A strategy document as a whole: envelope, identity, rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast, get_args

from tradewright.core.calendar import Timeframe, UnknownTimeframe
from tradewright.core.engine.strategy import OnOpposite, Strategy
from tradewright.core.market import UnknownInstrument, instrument
from tradewright.core.rules import Rules
from tradewright.wire.strategy.entry import BySide, by_side, check_entry
from tradewright.wire.strategy.execution import execution
from tradewright.wire.strategy.exits import Exits, exits
from tradewright.wire.strategy.filters import filters
from tradewright.wire.strategy.problems import Note, Problem, StrategyError
from tradewright.wire.strategy.reader import Reader, reading
from tradewright.wire.strategy.report import Fragment, Report
from tradewright.wire.strategy.risk import sizing

COMMAND: Final = "START_STRATEGY"
_OPPOSITE: Final[dict[str, OnOpposite]] = {word: word for word in get_args(OnOpposite)}
_ABOUT: Final = ("scoring", "aiOptimization", "riskSentimentMonitor", "performanceTracking")
_LATER: Final = (
    "regimeSettings",
    "correlationFilter",
    "mtfSettings",
    "primaryTimeframe",
    "confirmationTimeframes",
    "settings",
    "options",
    "replace",
)
_LATER_RULES: Final = (
    "dynamicRisk",
    "dynamicAdjustments",
    "mtfSettings",
    "multiTimeframe",
    "partialExits",
    "enhancedPartialExits",
)
_ENVELOPE: Final = (
    "id",
    "command_id",
    "cmd_id",
    "priority",
    "executorId",
    "createdAt",
    "timeout",
    "retryCount",
    "maxRetries",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What a document turned out to be; `strategy` is None when there are problems."""

    strategy: Strategy | None
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...]


def parse(document: object) -> Strategy:
    """The strategy that a document describes.

    Parameters
    ----------
    document : decoded JSON: the parameters themselves, or the START_STRATEGY command around them.

    Raises
    ------
    StrategyError : names every problem, each with its path inside the parameters and its fix.
    """
    found = examine(document)
    if found.strategy is None:
        raise StrategyError(found.problems)
    return found.strategy


def examine(document: object) -> Examination:
    """As `parse`, but problems and notes are values."""
    report = Report()
    strategy = read(document, report)
    return Examination(
        strategy=None if report.problems else strategy,
        problems=tuple(report.problems),
        notes=tuple(report.notes),
    )


def read(document: object, report: Report) -> Strategy | None:
    """Read a document into a strategy, which counts only if `report` has no problems after it."""
    block = reading(_unwrapped(document, report), "", "strategy", report)
    if block is None:
        return None
    strategy = _strategy(block)
    block.later(*_LATER)
    block.describe(*_ABOUT)
    block.finish()
    return strategy


def _unwrapped(document: object, report: Report) -> object:
    """The parameters of a command; a document that is no command is the parameters itself."""
    if not isinstance(document, Mapping):
        return document
    fields = cast("Mapping[object, object]", document)
    if not {"command", "parameters", "payload"} & set(fields):
        return fields
    envelope = reading(fields, "", "command", report)
    return fields if envelope is None else _parameters(envelope)


def _parameters(envelope: Reader) -> object:
    _check_command(envelope)
    envelope.describe(*_ENVELOPE)
    fragment: Fragment = {"$ref": "#/$defs/strategy"}
    own, legacy = envelope.raw("parameters", fragment), envelope.raw("payload", fragment)
    envelope.finish()
    if envelope.has("parameters") and envelope.has("payload") and own != legacy:
        envelope.refuse("payload", "differs from parameters", "Send one of them")
    if not envelope.has("parameters") and not envelope.has("payload"):
        envelope.missing("parameters", 'Write "parameters": {"strategyId": ...}')
    return own if envelope.has("parameters") else legacy


def _check_command(envelope: Reader) -> None:
    options = {COMMAND: COMMAND}
    envelope.optional_choice("type", options)
    if envelope.has("command") or not envelope.has("type"):
        envelope.choice("command", options, f'Write "command": "{COMMAND}"')


def _strategy(block: Reader) -> Strategy | None:
    identity = _one_text(block, ("strategyId", "id"))
    name = _one_text(block, ("strategyName", "name")) if _named(block) else identity
    symbol = _symbol(block)
    timeframe = _timeframe(block)
    rules = block.required_child("rules", "rules", 'Write "rules": {"entry": ..., "exit": ...}')
    if rules is None:
        if block.has("rules"):
            block.report.problem("rules", "the rules cannot be read", "Give entry and exit rules")
        return None
    entries, on_opposite = _entries(rules, timeframe)
    leaving, exit_trees = _exits(rules, timeframe)
    size, positions = sizing(rules, leaving.stop)
    sessions, max_spread = filters(rules)
    path, slippage = execution(rules)
    rules.later(*_LATER_RULES)
    rules.describe(*_ABOUT)
    rules.finish()
    if timeframe is None:
        return None
    return Strategy(
        id=identity,
        name=name,
        symbol=symbol,
        timeframe=timeframe,
        rules=Rules(
            entry_long=entries.long,
            entry_short=entries.short,
            exit_long=exit_trees.long,
            exit_short=exit_trees.short,
        ),
        stop=leaving.stop,
        target=leaving.target,
        trailing=leaving.trailing,
        breakeven=leaving.breakeven,
        sizing=size,
        max_positions=positions,
        on_opposite=on_opposite,
        path=path,
        slippage=slippage,
        sessions=sessions,
        max_spread_pips=max_spread,
    )


def _named(block: Reader) -> bool:
    return block.has("strategyName") or block.has("name")


def _one_text(block: Reader, keys: tuple[str, str]) -> str:
    """A text under its own key, or under the shorter one of a stored record."""
    own, record = keys
    if block.has(own) and block.has(record):
        block.refuse(record, f"{record!r} repeats {own!r}", f'Remove "{record}"')
    if block.has(record) and not block.has(own):
        block.optional_text(own)
        return block.text(record, "")
    block.optional_text(record)
    return block.text(own, f'Write "{own}": "..."')


def _symbol(block: Reader) -> str:
    symbol = block.text("symbol", 'Write "symbol": "EURUSD"')
    try:
        if symbol:
            instrument(symbol)
    except UnknownInstrument as error:
        block.refuse("symbol", str(error), "Use the name of a currency pair, metal, coin or index")
    return symbol


def _timeframe(block: Reader) -> Timeframe | None:
    word = block.text("timeframe", 'Write "timeframe": "M15"')
    try:
        return Timeframe.parse(word) if word else None
    except UnknownTimeframe as error:
        block.refuse("timeframe", str(error), f"Use one of: {', '.join(Timeframe)}")
        return None


def _entries(rules: Reader, timeframe: Timeframe | None) -> tuple[BySide, OnOpposite]:
    block = rules.required_child("entry", "entry", 'Write "entry": {"conditions": [...]}')
    if block is None:
        if rules.has("entry") and not rules.report.problems:
            message = "the entry is switched off, so the strategy could never trade"
            rules.refuse("entry", message, "Switch it on")
        return BySide(), "hold"
    trees = by_side(block, "entry", timeframe)
    on_opposite = block.optional_choice("onOppositeSignal", _OPPOSITE) or "hold"
    block.finish()
    check_entry(block, trees)
    return trees, on_opposite


def _exits(rules: Reader, timeframe: Timeframe | None) -> tuple[Exits, BySide]:
    block = rules.child("exit", "exit")
    if block is None:
        return Exits(), BySide()
    trees = by_side(block, "exit", timeframe)
    found = exits(block)
    block.finish()
    return found, trees
