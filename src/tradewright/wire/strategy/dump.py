"""The normalised document of a strategy: every setting said, one spelling for each."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from tradewright.core.engine.strategy import Strategy
from tradewright.core.rules import Comparison, Group, Node, Number, Series
from tradewright.wire.strategy.dump_exits import dump_exits
from tradewright.wire.strategy.dump_filters import dump_filters
from tradewright.wire.strategy.dump_sizing import dump_adjustments, dump_sizing

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
            **dump_adjustments(strategy.scaling),
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
    found.update(dump_exits(strategy))
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


def _execution(strategy: Strategy) -> Json:
    found: Json = {"path": strategy.path}
    if strategy.slippage is not None:
        found["slippage"] = {"type": strategy.slippage.kind, "value": strategy.slippage.value}
    return found
