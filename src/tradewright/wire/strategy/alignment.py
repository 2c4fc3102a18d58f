"""Timeframes that must agree with an entry: `mtfSettings` and `multiTimeframe`.

Each timeframe has one vote: its last closed bar is above its exponential average for a long entry,
below it for a short one. A vote that is not known yet does not count, and neither against.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

from tradewright.core.calendar import Timeframe
from tradewright.core.rules import Logic, Node
from tradewright.wire.strategy.bounds import BARS, COUNT, Bounds
from tradewright.wire.strategy.confirmations import BySide, aligned, all_or_one
from tradewright.wire.strategy.entry import by_side
from tradewright.wire.strategy.ground import Ground, timeframe_of
from tradewright.wire.strategy.meanings import TREND_PERIOD
from tradewright.wire.strategy.problems import shown
from tradewright.wire.strategy.reader import Reader
from tradewright.wire.strategy.sides import Side

HALF: Final = 0.5
"""The share of the weights that `"weightedScore": true` asks for."""
_PLACES: Final = ("primary", "secondary", "tertiary", "quaternary")
_LISTED: Final = "confirmationTimeframes"
_WEIGHT: Final = Bounds(above=0, most=1e6)
_SHARE: Final = Bounds(above=0, most=1)
_ROUNDING: Final = 1e-9


def alignment(blocks: Sequence[Reader], ground: Ground, sides: Sequence[Side]) -> list[BySide]:
    """The gates of every `mtfSettings` and `multiTimeframe` that is switched on.

    Parameters
    ----------
    sides : that the entry trades.
    """
    readers = {"mtfSettings": _settings, "multiTimeframe": _by_place}
    found = [
        read(child, ground, sides)
        for block in blocks
        for key, read in readers.items()
        if (child := block.child(key, key)) is not None
    ]
    return [gate for gate in found if gate is not None]


def _settings(block: Reader, ground: Ground, sides: Sequence[Side]) -> BySide | None:
    primary(block, "primaryTimeframe", ground)
    listed = frames(block, _LISTED)
    rules = block.child("rules", "mtfRules")
    if rules is None:
        block.require(_LISTED, f'Write "{_LISTED}": ["H4", "D1"]')
    voters = {
        ground.longer(block, _LISTED, each): f"{block.at(_LISTED)}[{i}]"
        for i, each in enumerate(listed)
    }
    gate = _voted(block, block, voters)
    block.finish()
    return gate if rules is None else _own_rules(rules, ground, sides).joined(gate, block.path)


def _own_rules(rules: Reader, ground: Ground, sides: Sequence[Side]) -> BySide:
    """The entry of a `mtfSettings` block, in the shape of the strategy's own."""
    entry = rules.required_child("entry", "entry", 'Write "entry": {"primary": [...]}')
    rules.finish()
    if entry is None:
        return BySide()
    trees = by_side(entry, "entry", ground)
    entry.finish()
    if not trees.sides() and not entry.report.broken(entry.path):
        entry.refuse("primary", "there is no enabled condition", 'Write "primary": [{...}]')
    unused = [side for side in trees.sides() if sides and side not in sides]
    for side in unused:
        node = trees.long if side == "long" else trees.short
        whole = len(unused) == len(trees.sides())
        path = entry.path if whole or node is None else node.path
        if whole or path != entry.path:
            entry.report.idle(path, f"holds nothing back, as the entry does not trade {side}")
    return trees


def _by_place(block: Reader, ground: Ground, _sides: Sequence[Side]) -> BySide | None:
    fix = 'Write "timeframes": {"primary": "M15", "secondary": "H4", "tertiary": "D1"}'
    places = block.required_child("timeframes", "timeframes", fix)
    voters: dict[Timeframe | None, str] = {}
    if places is not None:
        primary(places, "primary", ground)
        for key in _PLACES:
            word = places.optional_text(key)
            named = timeframe_of(places, key, word) if word else None
            if named is not None:
                voters.setdefault(ground.longer(places, key, named), places.at(key))
        places.finish()
    votes = block.child("confirmations", "confirmations")
    gate = _voted(block, votes or block, voters)
    if votes is not None:
        votes.finish()
    block.finish()
    return gate


def primary(block: Reader, key: str, ground: Ground) -> None:
    """Hold a primary timeframe to the strategy's own."""
    word = block.optional_text(key)
    named = timeframe_of(block, key, word) if word else None
    if named is not None and ground.timeframe not in {None, named}:
        message = f"{named} is not the strategy's timeframe {ground.timeframe}"
        block.refuse(key, message, f'Write "{ground.timeframe}", or change the timeframe')


def frames(block: Reader, key: str) -> list[Timeframe]:
    """The timeframes of a list, once each."""
    found: list[Timeframe] = []
    for i, item in enumerate(block.items(key, {"type": "string"})):
        path = f"{key}[{i}]"
        if not isinstance(item, str):
            block.refuse(path, f"{shown(item)} is no timeframe", 'Write "H4"')
        elif (named := timeframe_of(block, path, item)) is not None:
            found.append(named)
    return list(dict.fromkeys(found))


def _voted(block: Reader, votes: Reader, voters: Mapping[Timeframe | None, str]) -> BySide | None:
    """A gate that holds while enough of the timeframes agree: all, so many, or so much weight.

    Parameters
    ----------
    voters : the timeframes, each with the path that names it.
    """
    frames = tuple(voters)
    everyone = votes.flag("trendAlignment", absent=True)
    period = votes.optional_whole("trendPeriod", BARS) or TREND_PERIOD
    weights, need = _need(votes, frames)
    if not frames or (not everyone and need is None):
        block.report.idle(block.path, "asks no timeframe to agree, so it holds no entry back")
        return None
    gates = [aligned(frame, period, block.path) for frame in frames]
    enough = _enough(weights, sum(weights) if need is None else min(need, sum(weights)))
    if need is not None and votes.has("weights"):
        share = need / sum(weights)
        if _enough([1.0] * len(frames), min(share, 1.0) * len(frames)) == enough:
            _idle(votes, "weights", "the same timeframes must agree without them")
    for i, path in enumerate(voters.values()):
        if not any(i in each for each in enough):
            block.report.idle(path, "never decides, as the others weigh so much more")
    return BySide(
        long=_at_least([g.long for g in gates if g.long is not None], enough, block.path),
        short=_at_least([g.short for g in gates if g.short is not None], enough, block.path),
    )


def _need(
    votes: Reader, frames: Sequence[Timeframe | None]
) -> tuple[Sequence[float], float | None]:
    """The weight of each vote, and how much of it must agree; None for all."""
    count = votes.optional_whole("minimumAligned", COUNT)
    share = _score(votes)
    weights = _weights(votes, frames)
    if count is not None and share is not None:
        message = "minimumAligned and weightedScore are two ways to count"
        votes.refuse("weightedScore", message, "Keep one of them")
    if count is not None and frames and count > len(frames):
        message = f"{count} timeframes cannot agree, there are {len(frames)}"
        votes.refuse("minimumAligned", message, f"Write at most {len(frames)}")
    if (count is not None or share is not None) and votes.has("trendAlignment"):
        _idle(votes, "trendAlignment", "minimumAligned or weightedScore says how many must agree")
    if share is not None:
        return weights, share * sum(weights)
    if votes.has("weights"):
        _idle(votes, "weights", "weightedScore does not ask for them")
    return [1.0] * len(frames), None if count is None else float(count)


def _idle(votes: Reader, key: str, why: str) -> None:
    votes.report.idle(votes.at(key), f"has no effect, as {why}")


def _score(votes: Reader) -> float | None:
    """The share of the weights that must agree; None where weights are not asked for."""
    value = votes.raw("weightedScore", {"anyOf": [{"type": "boolean"}, {"type": "number"}]})
    if value is None and not votes.has("weightedScore"):
        return None
    if isinstance(value, bool):
        return HALF if value else None
    return votes.optional_number("weightedScore", _SHARE)


def _weights(votes: Reader, frames: Sequence[Timeframe | None]) -> list[float]:
    """A weight for each timeframe, 1 for those that are not named."""
    table = votes.child("weights", "weights")
    if table is None:
        return [1.0] * len(frames)
    own = table.optional_number("primary", _WEIGHT)
    named = {frame: table.optional_number(frame.value, _WEIGHT) for frame in Timeframe}
    table.finish()
    for frame, weight in named.items():
        if weight is not None and frame not in frames:
            fix = 'Remove it; the strategy\'s own timeframe is called "primary" here'
            table.refuse(frame.value, f"{frame} is none of the longer timeframes", fix)
    found = [own if frame is None else named[frame] for frame in frames]
    return [1.0 if weight is None else weight for weight in found]


def _enough(weights: Sequence[float], need: float) -> list[frozenset[int]]:
    """The smallest sets of votes that weigh so much."""
    enough: list[frozenset[int]] = []
    for size in range(1, len(weights) + 1):
        for chosen in map(frozenset, combinations(range(len(weights)), size)):
            weight = sum(weights[i] for i in chosen)
            if weight + _ROUNDING >= need and not any(less < chosen for less in enough):
                enough.append(chosen)
    return enough


def _at_least(votes: Sequence[Node], enough: Sequence[frozenset[int]], path: str) -> Node:
    """Sets of votes, one of which must be true as a whole, joined by OR.

    In three-valued logic that is exact: it is unknown only where an unknown vote decides.
    """
    sets = [all_or_one([votes[i] for i in sorted(each)], Logic.AND, path) for each in enough]
    return all_or_one(sets, Logic.OR, path)
