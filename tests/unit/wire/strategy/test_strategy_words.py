"""Words, ranges and series of other bars: what each condition is written out as."""

import pytest

from tests.unit.wire.strategy.documents import Json, changed, entry, problems
from tradewright.core.rules import Group, Logic, Node, Number, Rules
from tradewright.wire.strategy import dump, examine, parse


def spoken(node: Node | None) -> str:
    """A tree in one line."""
    if node is None:
        return "never"
    if isinstance(node, Group):
        return f"{node.logic}({', '.join(map(spoken, node.members))})"
    right = f"{node.right.value:g}" if isinstance(node.right, Number) else node.right.name
    return f"{node.left.name} {node.operator} {right}"


def rules(*conditions: Json, **settings: object) -> Rules:
    document = entry(*conditions)
    document["timeframe"] = "M15"
    document["rules"].update(settings)
    strategy = parse(document)
    assert parse(dump(strategy)) == strategy
    return strategy.rules


def long(condition: Json) -> str:
    return spoken(rules({"side": "long", **condition}).entry_long)


@pytest.mark.parametrize(
    ("condition", "tree"),
    [
        (
            {"indicator": "rsi", "condition": "in_range", "value": [30, "sma_20"]},
            "AND(rsi_14 greater_or_equal 30, rsi_14 less_or_equal sma_20)",
        ),
        (
            {"indicator": "rsi", "condition": "OUTSIDE", "value": [30, 70]},
            "OR(rsi_14 less_than 30, rsi_14 greater_than 70)",
        ),
        (
            {"indicator": "price", "condition": "breaks_above", "value": "h1_high"},
            "close crosses_above h1_high",
        ),
        (
            {"indicator": "close", "condition": "breaks_below", "value": 1.1, "minBreakPips": 5},
            "close crosses_below 1.0995",
        ),
        (
            {"indicator": "close", "condition": ">", "value": "m15_high"},
            "close greater_than high[1]",
        ),
        (
            {"indicator": "rsi", "condition": "crosses_above", "value": 35, "fromLevel": 30},
            "AND(rsi_14[1] less_or_equal 30, rsi_14 crosses_above 35)",
        ),
        (
            {"indicator": "volume", "condition": ">", "value": "sma_volume", "multiplier": 2},
            "volume greater_than 2 x sma_volume_20",
        ),
        (
            {"indicator": "rsi", "condition": ">", "value": 50, "volumeConfirmation": True},
            "AND(rsi_14 greater_than 50, volume greater_than sma_volume_20)",
        ),
        (
            {
                "indicator": "ema_9",
                "condition": "crosses_below",
                "value": "ema_21",
                "timeframe": "4h",
            },
            "AND(h4_ema_9[1] greater_or_equal h4_ema_21[1], h4_ema_9 less_than h4_ema_21)",
        ),
        ({"indicator": "h4_candle", "condition": "bullish"}, "h4_close greater_than h4_open"),
        ({"indicator": "d1_trend", "condition": "bearish"}, "d1_close less_than d1_ema_20"),
        ({"indicator": "macd", "condition": "bullish"}, "macd greater_than macd_signal"),
        ({"indicator": "macd_histogram", "condition": "bearish"}, "macd_histogram less_than 0"),
        ({"indicator": "williams_r", "condition": "bullish"}, "williams_r_14 greater_than -50"),
        ({"indicator": "obv", "condition": "bullish"}, "obv greater_than obv[1]"),
        (
            {"indicator": "adx", "condition": "bullish"},
            "talib:plus_di_14 greater_than talib:minus_di_14",
        ),
        ({"indicator": "macd", "condition": "histogram_positive"}, "macd_histogram greater_than 0"),
        (
            {"indicator": "stoch", "condition": "k_crosses_above_d"},
            "stochastic_k crosses_above stochastic_d",
        ),
        (
            {"indicator": "bb", "condition": "price_breaks_lower", "stdDev": 2.5},
            "close crosses_below bollinger_lower_20_2.5",
        ),
        (
            {"indicator": "bollinger_bands", "condition": "squeeze_expansion_down"},
            "AND(2 x talib:stddev_20 crosses_above 1.5 x atr_20, close less_than bollinger_middle)",
        ),
    ],
)
def test_a_condition_written_out(condition: Json, tree: str) -> None:
    assert long(condition) == tree


@pytest.mark.parametrize(
    ("condition", "side"),
    [("bullish", "long"), ("bearish", "short"), ("breaks_below", "short")],
)
def test_a_word_leans_to_a_side(condition: str, side: str) -> None:
    value = {"value": 1.0} if condition == "breaks_below" else {}
    found = rules({"indicator": "close", "condition": condition, **value})
    assert (found.entry_long is not None) == (side == "long")
    assert (found.entry_short is not None) == (side == "short")


def test_a_range_leans_to_none() -> None:
    found = problems(entry({"indicator": "rsi", "condition": "between", "value": [1, 2]}))
    assert [each.path for each in found] == ["rules.entry.conditions[0].side"]


CROSS = {"indicator": "ema_9", "condition": "crosses_above", "value": "ema_21"}
DOWN = {"indicator": "ema_9", "condition": "crosses_below", "value": "ema_21"}


def confirmed(*items: Json) -> Rules:
    block = {"primary": [CROSS, DOWN], "confirmation": list(items)}
    document = changed("rules.entry", block)
    document["timeframe"] = "M15"
    return parse(document).rules


def test_a_confirmation_gates_the_side_it_leans_to() -> None:
    rsi = {"indicator": "rsi", "condition": "greater_than", "value": 50}
    found = confirmed({"timeframe": "H4", "condition": rsi, "required": True})
    expected = "AND(ema_9 crosses_above ema_21, h4_rsi_14 greater_than 50)"
    assert spoken(found.entry_long) == expected
    assert spoken(found.entry_short) == "ema_9 crosses_below ema_21"


def test_an_aligned_confirmation_gates_both() -> None:
    found = confirmed({"timeframe": "D1", "condition": "aligned"})
    assert spoken(found.entry_long).endswith("d1_close greater_than d1_ema_20)")
    assert spoken(found.entry_short).endswith("d1_close less_than d1_ema_20)")


def test_what_is_not_required_is_noted_and_holds_nothing_back() -> None:
    block = {"side": "long", "primary": [CROSS], "confirmation": [
        {"timeframe": "H4", "condition": "bullish", "required": False},
    ]}  # fmt: skip
    found = examine(changed("rules.entry", block))
    assert [note.path for note in found.notes] == ["rules.entry.confirmation[0]"]
    assert found.strategy is not None
    assert spoken(found.strategy.rules.entry_long) == "ema_9 crosses_above ema_21"


def test_so_much_weight_must_agree() -> None:
    block = {
        "timeframes": {"primary": "M15", "secondary": "H4", "tertiary": "D1"},
        "confirmations": {"weightedScore": 0.5, "weights": {"D1": 2}},
    }
    tree = rules({"side": "long", **CROSS}, multiTimeframe=block).entry_long
    assert isinstance(tree, Group)
    assert tree.logic is Logic.AND
    assert spoken(tree.members[1]) == (
        "OR(d1_close greater_than d1_ema_20, "
        "AND(close greater_than ema_20, h4_close greater_than h4_ema_20))"
    )


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("primaryTimeframe", "D1", "primaryTimeframe"),
        ("confirmationTimeframes", ["W1"], "confirmationTimeframes"),
        ("schemaVersion", 2, "schemaVersion"),
        ("rules.entry.intrabar", True, "rules.entry.intrabar"),
        ("rules.mtfSettings", {}, "rules.mtfSettings.confirmationTimeframes"),
        (
            "rules.mtfSettings",
            {"confirmationTimeframes": ["D1"], "minimumAligned": 2},
            "rules.mtfSettings.minimumAligned",
        ),
        (
            "rules.entry.confirmation",
            [{"condition": "bullish"}],
            "rules.entry.confirmation[0].timeframe",
        ),
        (
            "rules.entry.confirmation",
            [{"timeframe": "D1", "condition": "up"}],
            "rules.entry.confirmation[0].condition",
        ),
    ],
)
def test_what_is_wrong_with_timeframes(path: str, value: object, where: str) -> None:
    assert where in {each.path for each in problems(changed(path, value))}
