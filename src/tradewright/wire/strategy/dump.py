"""The normalised document of a strategy: every setting said, one spelling for each."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from tradewright.core.engine.strategy import (
    Breakeven,
    Stop,
    Strategy,
    Target,
    Trailing,
)
from tradewright.core.rules import Comparison, Group, Node, Number, Series
from tradewright.wire.strategy.dump_filters import dump_filters
from tradewright.wire.strategy.dump_sizing import dump_sizing

Json: TypeAlias = dict[str, object]


def dump(strategy: Strategy) -> Json:
    """The document of a strategy, ready for JSON; `parse(dump(strategy)) == strategy`."""
    return {
        "strategyId": strategy.id,
        "strategyName": strategy.name,
        "symbol": strategy.symbol,
        "timeframe": strategy.timeframe.value,
        "rules": {
            "entry": _entry(strategy),
            "exit": _exit(strategy),
            **dump_sizing(strategy),
            **dump_filters(strategy),
            "execution": _execution(strategy),
        },
    }


def _entry(strategy: Strategy) -> Json:
    trees = _sides("entry", strategy.rules.entry_long, strategy.rules.entry_short)
    return {**trees, "onOppositeSignal": strategy.on_opposite}


def _exit(strategy: Strategy) -> Json:
    found: Json = {}
    rules = strategy.rules
    if rules.exit_long is not None or rules.exit_short is not None:
        found.update(_sides("exit", rules.exit_long, rules.exit_short))
    if strategy.stop is not None:
        found["stopLoss"] = _distance(strategy.stop)
    if strategy.target is not None:
        found["takeProfit"] = _distance(strategy.target)
    if strategy.trailing is not None:
        found["trailing"] = _trailing(strategy.trailing)
    if strategy.breakeven is not None:
        found.update(_breakeven(strategy.breakeven))
    return found


def _sides(purpose: str, long: Node | None, short: Node | None) -> Json:
    named = (("long", long), ("short", short))
    groups = [_side(f"{side}_{purpose}", side, tree) for side, tree in named if tree is not None]
    return {"logic": "OR", "groups": groups}


def _side(name: str, side: str, tree: Node) -> Json:
    if isinstance(tree, Group):
        return {"name": name, "side": side, **_node(tree)}
    return {"name": name, "side": side, "logic": "AND", "conditions": [_node(tree)]}


def _node(node: Node) -> Json:
    match node:
        case Comparison():
            return {
                "indicator": _series(node.left),
                "condition": node.operator.value,
                "value": node.right.value
                if isinstance(node.right, Number)
                else _series(node.right),
            }
        case Group():
            members = [_node(member) for member in node.members]
            return {"logic": node.logic.value, "conditions": members}
        case _:
            assert_never(node)


def _series(series: Series) -> str | Json:
    if series == Series(column=series.column):
        return series.column.name
    frame = {} if series.timeframe is None else {"timeframe": series.timeframe.value}
    moved = {"barsAgo": series.ago, "multiplier": series.scale, "offset": series.offset}
    return {"indicator": series.column.name, **frame, **moved}


def _distance(block: Stop | Target) -> Json:
    period = {"atrPeriod": block.atr_period} if block.kind == "atr" else {}
    return {"type": block.kind, "value": block.value, **period, "from": block.origin}


def _trailing(trailing: Trailing) -> Json:
    return {
        "enabled": True,
        "distance": trailing.distance_pips,
        "step": trailing.step_pips,
        "activateAfter": trailing.activate_pips,
    }


def _breakeven(move: Breakeven) -> Json:
    if move.trigger_pips is not None:
        block = {"triggerPips": move.trigger_pips, "lockPips": move.buffer_pips}
        return {"breakeven": {"enabled": True, **block}}
    block = {"triggerRatio": move.trigger_r, "bufferPips": move.buffer_pips}
    return {"moveToBreakeven": {"enabled": True, **block}}


def _execution(strategy: Strategy) -> Json:
    found: Json = {"path": strategy.path}
    if strategy.slippage is not None:
        found["slippage"] = {"type": strategy.slippage.kind, "value": strategy.slippage.value}
    return found
