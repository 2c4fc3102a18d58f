"""The document as a whole: envelopes, files, identity, indicators, and what errors say."""

import json
from pathlib import Path

import pytest

from tests.unit.wire.strategy.documents import CROSS, VALID, Json, changed, entry, paths, problems
from tradewright.core.calendar import Timeframe
from tradewright.core.engine.sizes import FixedLot
from tradewright.core.engine.strategy import Stop, Target
from tradewright.core.indicators import resolve
from tradewright.core.rules import Comparison, Number, Operator, Rules, Series
from tradewright.wire.strategy import StrategyError, dump, examine, load, parse

EXAMPLES = sorted((Path(__file__).parents[4] / "examples").glob("*.json"))
CONTRACT = Path(__file__).parents[4] / "examples" / "ema_scalping_pro.json"


def test_the_example_of_the_contract_means_what_it_says() -> None:
    strategy = load(CONTRACT)
    cross = Comparison(
        left=Series(column=resolve("ema_9")),
        operator=Operator.CROSSES_ABOVE,
        right=Series(column=resolve("ema_21")),
    )
    assert (strategy.id, strategy.name) == ("strategy_123", "EMA Scalping Pro")
    assert (strategy.symbol, strategy.timeframe) == ("EURUSD", Timeframe.M15)
    assert strategy.rules == Rules(entry_long=cross)
    assert strategy.stop == Stop(kind="atr", value=2.0)
    assert strategy.target == Target(kind="rr_ratio", value=2.5)
    assert (strategy.sizing, strategy.max_positions) == (FixedLot(lots=0.01), 3)
    assert (strategy.sessions, strategy.max_spread_pips) == (("London", "NewYork"), 2.0)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_loads_without_remarks(path: Path) -> None:
    found = examine(json.loads(path.read_text(encoding="utf-8")))
    assert found.problems == ()
    assert [note for note in found.notes if not note.describes] == []
    assert parse(dump(load(path))) == load(path)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 5


@pytest.mark.parametrize(
    "envelope",
    [
        {"command": "START_STRATEGY", "parameters": VALID},
        {"command": "start_strategy", "parameters": VALID, "id": "7", "priority": "HIGH"},
        {"type": "START_STRATEGY", "payload": VALID, "createdAt": "2026-01-01T00:00:00Z"},
        {
            "command": "START_STRATEGY",
            "type": "START_STRATEGY",
            "parameters": VALID,
            "payload": VALID,
        },
    ],
)
def test_the_command_around_the_parameters(envelope: Json) -> None:
    assert parse(envelope) == parse(VALID)


@pytest.mark.parametrize(
    ("envelope", "at"),
    [
        ({"command": "STOP_STRATEGY", "parameters": VALID}, "command"),
        ({"command": "START_STRATEGY"}, "parameters"),
        ({"parameters": VALID}, "command"),
        ({"command": "START_STRATEGY", "parameters": VALID, "payload": {}}, "payload"),
        ({"command": "START_STRATEGY", "parameters": VALID, "Payload": {}}, "Payload"),
        ({"command": "START_STRATEGY", "parameters": changed("symbol", 7)}, "symbol"),
    ],
)
def test_what_is_wrong_with_a_command(envelope: Json, at: str) -> None:
    assert at in paths(envelope)


def test_the_stored_record_calls_id_and_name_shorter() -> None:
    record = {"id": "s1", "name": "One", "description": "text", "tags": ["a"]}
    document = {key: VALID[key] for key in ("symbol", "timeframe", "rules")}
    assert parse({**record, **document}) == parse(VALID)
    assert parse({"strategyId": "s1", **document}).name == "s1"


def test_all_problems_come_at_once_with_their_paths_and_a_hint() -> None:
    document = changed("rules.exit.stopLoss", {"type": "pip", "valu": 25})
    document["rules"]["entry"]["conditions"] = [{**CROSS, "indicator": "emma_9"}]
    document["timeframe"] = "M16"
    found = {problem.path: problem for problem in problems(document)}
    assert set(found) == {
        "timeframe",
        "rules.entry.conditions[0].indicator",
        "rules.exit.stopLoss.type",
        "rules.exit.stopLoss.value",
        "rules.exit.stopLoss.valu",
    }
    assert "'emma_9'" in found["rules.entry.conditions[0].indicator"].message
    assert "did you mean ema_9" in found["rules.entry.conditions[0].indicator"].message
    assert found["rules.exit.stopLoss.type"].fix == "Did you mean 'pips'?"
    assert found["rules.exit.stopLoss.valu"].fix == "Did you mean 'value'?"
    with pytest.raises(StrategyError, match="5 problems:\n  timeframe: "):
        parse(document)


@pytest.mark.parametrize(
    ("condition", "left", "right"),
    [
        ({"indicator": "EMA", "period": 9, "value": "Ema_21"}, "ema_9", "ema_21"),
        (
            {"indicator": "ema", "period": 9, "compareIndicator": "ema", "comparePeriod": 21},
            "ema_9",
            "ema_21",
        ),
        ({"indicator": "macd", "value": "macd_signal", "fastPeriod": 8}, "macd_8", "macd_signal_8"),
        (
            {"indicator": "price", "value": "bb_upper", "period": 30, "stdDev": 3},
            "close",
            "bb_upper_30_3",
        ),
        (
            {"indicator": "stoch", "value": "stochastic_d", "kPeriod": 5},
            "stochastic_k_5",
            "stochastic_d_5",
        ),
        (
            {"indicator": "volume", "value": "average_volume", "multiplier": 1.5},
            "volume",
            "average_volume_1.5x",
        ),
        (
            {"indicator": "talib:KAMA", "timeperiod": 12, "value": "sma_50"},
            "talib:kama_12",
            "sma_50",
        ),
        ({"indicator": "ema", "period": 9, "value": "ema_21"}, "ema_9", "ema_21"),
    ],
)
def test_options_find_the_indicator_they_belong_to(condition: Json, left: str, right: str) -> None:
    tree = parse(entry({**condition, "condition": ">"})).rules.entry_long
    assert isinstance(tree, Comparison)
    assert tree.left.column == resolve(left)
    assert tree.right == Series(column=resolve(right))


@pytest.mark.parametrize(
    ("condition", "key"),
    [
        ({"indicator": "rsi", "stdDev": 2}, "stdDev"),
        ({"indicator": "rsi", "period": "14"}, "period"),
        ({"indicator": "ema"}, "indicator"),
        ({"value": "sma"}, "value"),
        ({"value": "30"}, "value"),
        ({"value": True}, "value"),
        ({"value": None}, "value"),
        ({"value": float("nan")}, "value"),
        ({"value": "ema_9"}, "value"),
        ({"compareIndicator": "ema_50"}, "compareIndicator"),
        ({"comparePeriod": 50}, "comparePeriod"),
        ({"condition": "between"}, "value"),
        ({"condition": "between", "value": [70, 30]}, "value"),
        ({"condition": "between", "value": ["ema_9", 2]}, "value"),
        ({"condition": "bullish"}, "value"),
        ({"fromLevel": "ema_9"}, "fromLevel"),
        ({"condition": "breaks_abov"}, "condition"),
        ({"condition": "crosses"}, "condition"),
        ({"timeframe": "M1"}, "timeframe"),
        ({"indicator": "m1_rsi"}, "indicator"),
        ({"volumeConfirmation": "yes"}, "volumeConfirmation"),
        ({"minBreakPips": -1}, "minBreakPips"),
        ({"fromLevel": "nonsense"}, "fromLevel"),
        ({"perod": 3}, "perod"),
        ({"indicator": ["ema_9"]}, "indicator"),
    ],
)
def test_what_is_wrong_with_a_condition(condition: Json, key: str) -> None:
    assert f"rules.entry.conditions[0].{key}" in paths(entry({**CROSS, **condition}))


def test_what_a_condition_may_carry_without_effect() -> None:
    more: Json = {
        "timeframe": "m15",
        "confirmation": "text",
        "volumeConfirmation": False,
        "tags": [],
    }
    assert parse(entry({**CROSS, **more})) == parse(entry(CROSS))
    assert "rules.entry.conditions[0].confirmation" in [
        n.path for n in examine(entry({**CROSS, **more})).notes
    ]


@pytest.mark.parametrize(("text", "described"), [("a cross of averages", True), ("BUY: up", False)])
def test_a_description_without_a_side_only_describes(text: str, *, described: bool) -> None:
    found = examine(entry({**CROSS, "description": text}))
    path = "rules.entry.conditions[0].description"
    assert [note.describes for note in found.notes if note.path == path] == [True] * described


def test_operators_have_several_spellings() -> None:
    for word in ("crosses_below", "CROSSES BELOW", "cross-below", "crosses_under"):
        tree = parse(entry({**CROSS, "condition": word, "value": 1})).rules.entry_short
        assert isinstance(tree, Comparison)
        assert tree.operator is Operator.CROSSES_BELOW
        assert tree.right == Number(value=1.0)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not JSON"),
        ('{"a": 1, "a": 2}', "'a' stands twice"),
        ("[" * 100_000, "cannot be decoded"),
        ("\ufffe", "not JSON"),
    ],
)
def test_files_that_are_no_documents(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StrategyError, match=says):
        load(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StrategyError, match="cannot be read: No such file"):
        load(tmp_path / "none.json")
    (tmp_path / "latin.json").write_bytes(b'{"strategyName": "\xe9"}')
    with pytest.raises(StrategyError, match="not UTF-8"):
        load(tmp_path / "latin.json")


@pytest.mark.parametrize("depth", [100, 5_000])
@pytest.mark.parametrize("key", ["and", "conditions", "metadata"])
def test_a_document_that_nests_without_end_is_refused(depth: int, key: str) -> None:
    deep: Json = dict(CROSS)
    for _ in range(depth):
        deep = {**CROSS, key: [deep]}
    assert "nests deeper than 64" in problems(entry(deep))[0].message
