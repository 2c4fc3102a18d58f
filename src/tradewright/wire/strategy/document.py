"""A strategy document as a whole: envelope, identity, rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast, get_args

from tradewright.core.engine.strategy import OnOpposite, Strategy
from tradewright.core.market import UnknownInstrument, instrument
from tradewright.core.rules import Rules, series
from tradewright.wire.strategy.alignment import alignment, frames, primary
from tradewright.wire.strategy.blocks import Block, blocks
from tradewright.wire.strategy.command import commanded
from tradewright.wire.strategy.confirmations import BySide
from tradewright.wire.strategy.correlation import given
from tradewright.wire.strategy.entry import by_side, check_depth, check_entry
from tradewright.wire.strategy.execution import execution
from tradewright.wire.strategy.exits import Exits, exits
from tradewright.wire.strategy.filters import Filters, filters
from tradewright.wire.strategy.ground import Ground
from tradewright.wire.strategy.identity import Identity, identity
from tradewright.wire.strategy.ladder import ladder_of, laddered
from tradewright.wire.strategy.limits import PER_SESSION, Told
from tradewright.wire.strategy.patterns import Patterns, either
from tradewright.wire.strategy.problems import Note, Problem, StrategyError, shown
from tradewright.wire.strategy.reader import Reader, reading
from tradewright.wire.strategy.regime import check_trailing
from tradewright.wire.strategy.report import Fragment, Report
from tradewright.wire.strategy.risk import sizing

SCHEMA_VERSION: Final = 1
"""Of the document; one that does not say is read as this."""
COMMAND: Final = "START_STRATEGY"
DEEPEST: Final = 64
"""Levels of objects and lists that a document may have."""

_OPPOSITE: Final[dict[str, OnOpposite]] = {word: word for word in get_args(OnOpposite)}
_ABOUT: Final = ("scoring", "aiOptimization", "riskSentimentMonitor", "performanceTracking")
_RECORD: Final = (
    "type",
    "status",
    "version",
    "isPublic",
    "isSystemDefault",
    "systemDefaultType",
    "score",
)
"""Keys of a platform's stored record that say nothing of trading."""
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
    blocks: tuple[Block, ...] = ()


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
    if _nests_deeper(document, DEEPEST):
        report.problem("", f"it nests deeper than {DEEPEST} levels", "Flatten the innermost parts")
        return Examination(strategy=None, problems=tuple(report.problems), notes=())
    strategy = read(document, report)
    return Examination(
        strategy=None if report.problems else strategy,
        problems=tuple(report.problems),
        notes=tuple(report.notes),
        blocks=blocks(_parameters_of(document), report.problems, report.notes),
    )


def _parameters_of(document: object) -> object:
    """The parameters of a command, or the document itself; nothing is judged."""
    if not isinstance(document, Mapping):
        return document
    fields = cast("Mapping[object, object]", document)
    return fields.get("parameters", fields.get("payload", fields))


def read(document: object, report: Report) -> Strategy | None:
    """Read a document into a strategy, which counts only if `report` has no problems after it."""
    block = reading(_unwrapped(document, report), "", "strategy", report)
    if block is None:
        return None
    strategy = commanded(block, _strategy(block))
    _check_record(block)
    block.describe(*_ABOUT)
    block.finish()
    return strategy


def _check_record(block: Reader) -> None:
    """Refuse what a platform keeps of a strategy: it would be ignored, and a status may not be."""
    for key in _RECORD:
        block.raw(key, {"enum": []})
        if block.has(key):
            message = f"{key!r} is of a platform's stored record and would do nothing here"
            block.refuse(key, message, f'Remove it, or write "metadata": {{"{key}": ...}}')


def _nests_deeper(document: object, most: int) -> bool:
    """Whether objects and lists nest deeper than `most` levels; everything after may recurse."""
    level = [document]
    for _ in range(most + 1):
        level = [child for value in level for child in _children(value)]
        if not level:
            return False
    return True


def _children(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return cast("Mapping[object, object]", value).values()
    return cast("Sequence[object]", value) if isinstance(value, (list, tuple)) else ()


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
    _check_version(block)
    who = identity(block)
    rules = block.required_child("rules", "rules", 'Write "rules": {"entry": ..., "exit": ...}')
    if rules is None:
        if block.has("rules") and not block.report.broken("rules"):
            block.refuse("rules", "the rules are switched off", "Switch them on")
        return None
    strategy = _trading(block, who, rules)
    _check_timeframes(block, who, strategy)
    rules.describe(*_ABOUT)
    rules.finish()
    if strategy is not None and _never_closes(strategy):
        message = "no stop, target, exit rule or opposite signal ever closes a position"
        rules.report.note("rules.exit", message)
    return strategy


def _check_version(block: Reader) -> None:
    value = block.raw("schemaVersion", {"enum": [SCHEMA_VERSION]})
    if block.has("schemaVersion") and (value != SCHEMA_VERSION or isinstance(value, bool)):
        message = f"{shown(value)} is no version of the document that is known here"
        block.refuse("schemaVersion", message, f'Write "schemaVersion": {SCHEMA_VERSION}')


def _never_closes(strategy: Strategy) -> bool:
    exits_by = (
        strategy.stop,
        strategy.target,
        strategy.trailing,
        strategy.time_exit,
        strategy.weekend,
        strategy.volatility_exit,
        strategy.rules.exit_long,
        strategy.rules.exit_short,
    )
    return strategy.on_opposite in {"hold", "hedge"} and all(each is None for each in exits_by)


def _trading(top: Reader, who: Identity, rules: Reader) -> Strategy | None:
    ground = _ground(who)
    found = filters(top, rules, ground)
    entries, on_opposite = _entries(top, rules, ground, found.volume)
    leaving, closing = _exits(rules, ground, found)
    told = Told(rules)
    size = sizing(rules, leaving.stop, told)
    _check_counted(rules, told, found)
    path, slippage = execution(rules)
    if who.timeframe is None:
        return None
    strategy = Strategy(
        id=who.id,
        name=who.name,
        symbol=who.symbol,
        timeframe=who.timeframe,
        rules=_trees(entries, closing),
        stop=leaving.stop,
        target=leaving.target,
        trailing=leaving.trailing,
        breakeven=leaving.breakeven,
        sizing=size.sizing,
        max_positions=size.max_positions,
        min_lots=size.min_lots,
        lot_step=size.lot_step,
        on_opposite=_opposite(rules, on_opposite, leaving.patterns),
        path=path,
        slippage=slippage,
        sessions=found.when.sessions,
        max_spread_pips=found.max_spread_pips,
        volatility=found.volatility,
        regime=found.regime,
        correlations=given(found.correlation, size.correlation),
        news=found.news,
        time_exit=leaving.time_exit,
        weekend=leaving.weekend,
        volatility_exit=leaving.volatility_exit,
        limits=size.limits,
        scaling=replace(size.scaling, calm=found.adjusted.calm, sessions=found.adjusted.sessions),
    )
    return laddered(_timed(strategy, found, told), leaving.ladder, rules)


def _timed(strategy: Strategy, found: Filters, told: Told) -> Strategy:
    """The strategy with the times of its entries, and the sizes and spreads of those."""
    return replace(
        strategy,
        aggressiveness=found.when.aggressiveness,
        wide_spread=found.wide_spread,
        timing=found.when.timing,
        session_hours=found.when.session_hours,
        time_filter=found.time_filter,
        spread_by_session=found.spread_by_session,
        trades_per_session=told.per_session,
    )


def _check_counted(rules: Reader, told: Told, found: Filters) -> None:
    """Entries of a session can be counted where sessions are said."""
    path = f"rules.riskManagement.{PER_SESSION}"
    if told.per_session is not None and not found.when.sessions and not rules.report.broken(path):
        message = "no sessionFilter says which sessions are meant"
        fix = 'Add "sessionFilter": {"allowedSessions": [...]}, or use "maxDailyTrades"'
        rules.report.problem(path, message, fix)


def _trees(entries: BySide, closing: BySide) -> Rules:
    return Rules(
        entry_long=entries.long,
        entry_short=entries.short,
        exit_long=closing.long,
        exit_short=closing.short,
    )


def _ground(who: Identity) -> Ground:
    try:
        pip = instrument(who.symbol).pip
    except UnknownInstrument:
        pip = 1.0
    return Ground(timeframe=who.timeframe, pip=pip)


def _entries(
    top: Reader, rules: Reader, ground: Ground, volume: BySide
) -> tuple[BySide, OnOpposite | None]:
    """The entry's trees, each only while the other timeframes and the volume agree."""
    block = rules.required_child("entry", "entry", 'Write "entry": {"conditions": [...]}')
    trees = BySide() if block is None else by_side(block, "entry", ground)
    gates = [*alignment([top, rules], ground, trees.sides()), volume]
    if block is None:
        if rules.has("entry") and not rules.report.broken("rules.entry"):
            message = "the entry is switched off, so the strategy could never trade"
            rules.refuse("entry", message, "Switch it on")
        return trees, None
    for gate in gates:
        trees = trees.within(gate, block.path)
    on_opposite = block.optional_choice("onOppositeSignal", _OPPOSITE)
    block.finish()
    check_entry(block, trees)
    check_depth(block, trees)
    return trees, on_opposite


def _opposite(rules: Reader, said: OnOpposite | None, patterns: Patterns) -> OnOpposite:
    """What an opposite signal does; `exitOnReverseSignal` is `close` where nothing else is said."""
    if patterns.reverses and said in {"hold", "hedge"}:
        message = f"exitOnReverseSignal closes what onOppositeSignal {said!r} keeps"
        fix = 'Write "onOppositeSignal": "close" or "reverse", or remove one of them'
        rules.report.problem("rules.exit.patternExit.exitOnReverseSignal", message, fix)
    return said or ("close" if patterns.reverses else "hold")


def _exits(rules: Reader, ground: Ground, around: Filters) -> tuple[Exits, BySide]:
    block = rules.child("exit", "exit")
    if block is None:
        check_trailing(around.regime, None, rules)
        return Exits(ladder=ladder_of([rules], [])), BySide()
    trees = by_side(block, "exit", ground)
    found = exits(block, around.when.sessions, rules)
    check_trailing(around.regime, found.trailing, rules)
    trees = either(trees, found.patterns.trees)
    block.finish()
    check_depth(block, trees)
    return found, trees


def _check_timeframes(block: Reader, who: Identity, strategy: Strategy | None) -> None:
    """Hold the timeframes at the top to what the rules read."""
    primary(block, "primaryTimeframe", _ground(who))
    listed = frames(block, "confirmationTimeframes")
    found = () if strategy is None else series(strategy.rules)
    read = {each.timeframe for each in found}
    if listed:
        told = "only says which timeframes the rules read; it has no effect on trading"
        block.report.idle("confirmationTimeframes", told)
    for frame in listed:
        if frame not in read and not block.report.problems:
            message = f"no condition reads {frame}"
            fix = 'Add it to "entry": {"confirmation": [...]} or to "mtfSettings", or remove it'
            block.refuse("confirmationTimeframes", message, fix)
