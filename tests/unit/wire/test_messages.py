"""Messages on the wire: keys, values, schema and decoder say the same."""

from __future__ import annotations

import dataclasses
import json
import math
import subprocess
import sys
from typing import Any, cast

import numpy as np
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradewright.server.hub import writing
from tradewright.server.hub.writing import Head
from tradewright.wire.channels import CHANNELS
from tradewright.wire.decoding import Malformed, decode
from tradewright.wire.encoding import camel, encode, wire_name
from tradewright.wire.frames import Heartbeat, Place, Published, Snapshot, Subscribe
from tradewright.wire.messages import Candle, Health, Quote
from tradewright.wire.requests import SpeedRequest
from tradewright.wire.schema import document, wire_types

SCHEMA: dict[str, Any] = document()
DEFINITIONS: dict[str, Any] = SCHEMA["$defs"]
CANDLE = Candle(
    symbol="EURUSD", timeframe="M15", time=60, open=1.0, high=2.0, low=0.5, close=1.5, volume=3.0
)


def conforms(value: Any, schema: dict[str, Any]) -> bool:  # noqa: ANN401  JSON of any shape
    """A small reading of JSON Schema: just the words that our schema uses."""
    if "$ref" in schema:
        return conforms(value, DEFINITIONS[schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return any(conforms(value, arm) for arm in schema["anyOf"])
    if "enum" in schema:
        return any(value == word and type(value) is type(word) for word in schema["enum"])
    kind = schema.get("type")
    if kind in {"object", "array"}:
        return conforms_inside(value, schema)
    scalars: dict[str, tuple[type, ...]] = {
        "string": (str,), "boolean": (bool,), "integer": (int,), "number": (int, float),
        "null": (type(None),),
    }  # fmt: skip
    return kind is None or type(value) in scalars[kind]


def conforms_inside(value: object, schema: dict[str, Any]) -> bool:
    if schema["type"] == "object":
        whole = cast("dict[str, Any]", value)
        return isinstance(value, dict) and conforms_object(whole, schema)
    return isinstance(value, list) and conforms_array(cast("list[Any]", value), schema)


def conforms_object(value: dict[str, Any], schema: dict[str, Any]) -> bool:
    known, rest = schema.get("properties", {}), schema.get("additionalProperties", True)
    if not set(schema.get("required", ())) <= set(value):
        return False
    if rest is False and not set(value) <= set(known):
        return False
    inner: dict[str, Any] = {} if isinstance(rest, bool) else rest
    return all(conforms(item, known.get(key, inner)) for key, item in value.items())


def conforms_array(value: list[Any], schema: dict[str, Any]) -> bool:
    if "prefixItems" in schema:
        rows = zip(value, schema["prefixItems"], strict=False)
        return len(value) == schema["minItems"] and all(conforms(v, s) for v, s in rows)
    return all(conforms(item, schema["items"]) for item in value)


def test_snake_case_becomes_camel_case_one_way() -> None:
    assert camel("open_price") == "openPrice"
    for cls in wire_types():
        keys = [wire_name(field) for field in dataclasses.fields(cls)]
        assert len(set(keys)) == len(keys)


def test_every_wire_type_is_frozen_slotted_keyword_only_and_explained() -> None:
    assert len(wire_types()) > 30
    for cls in wire_types():
        rows = dataclasses.fields(cls)
        assert all(row.kw_only for row in rows), cls
        assert {row.name for row in rows} <= set(dir(cls)), cls
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(cast("object", object.__new__(cls)), rows[0].name, 1)
        assert hasattr(cls, "__slots__"), cls
        # A dataclass without a docstring gets its signature as one.
        assert not (cls.__doc__ or "x(").startswith(("x(", f"{cls.__name__}(")), cls


@pytest.mark.parametrize("cls", wire_types(), ids=lambda cls: cls.__name__)
def test_examples_conform_to_their_own_schema(cls: type) -> None:
    schema = DEFINITIONS[cls.__name__]
    (example,) = schema["examples"]
    assert conforms(example, schema)
    if "v" not in example:
        assert not conforms({**example, "stray": 1}, schema)


def test_the_reading_of_the_schema_can_say_no() -> None:
    good = json.loads(encode(CANDLE))
    assert conforms(good, DEFINITIONS["Candle"])
    for wrong in ({"open": "1"}, {"time": 1.5}, {"symbol": None}):
        assert not conforms({**good, **wrong}, DEFINITIONS["Candle"])
    del good["low"]
    assert not conforms(good, DEFINITIONS["Candle"])


def test_encoding_of_numbers_nulls_and_containers() -> None:
    candle = dataclasses.replace(CANDLE, open=np.float64(1.25), high=math.nan, low=-math.inf)
    assert orjson.loads(encode({"c": [candle, (1, 2)]})) == {
        "c": [
            {"symbol": "EURUSD", "timeframe": "M15", "time": 60, "open": 1.25, "high": None,
             "low": None, "close": 1.5, "volume": 3.0},
            [1, 2],
        ]
    }  # fmt: skip
    with pytest.raises(TypeError, match="set is not JSON"):
        encode({"x": {1}})
    with pytest.raises(TypeError, match="type is not JSON"):
        encode(Health)


def test_frames_written_by_hand_are_the_frames_of_the_schema() -> None:
    head, body = Head("trades", "e1"), encode(CANDLE).decode()
    frames = {
        Published: [head.published(3, 4, None, body), head.published(3, 4, 'a"\n', "null")],
        Snapshot: [head.rows(3, 4, {"k\\": body}), head.events(3, 4, [(1, 2, body), (2, 3, body)])],
        Heartbeat: [writing.heartbeat(4, {"feed": 0.5}), writing.heartbeat(4, {})],
    }
    for cls, texts in frames.items():
        for text in texts:
            assert conforms(orjson.loads(text), DEFINITIONS[cls.__name__]), text
    fields = {field.name for field in dataclasses.fields(Published)}
    assert set(orjson.loads(frames[Published][1])) == fields


def test_decode_gives_back_what_encode_wrote() -> None:
    request = Subscribe(op="sub", id=1, ch="quotes", since=Place(ep="e", seq=4), max_hz=5.0)
    assert decode(Subscribe, orjson.loads(encode(request))) == request
    assert orjson.loads(encode(request))["max_hz"] == 5.0
    quote = Quote(symbol="EURUSD", bid=1.0, ask=1.1, time=5)
    assert decode(Quote, orjson.loads(encode(quote))) == quote


def test_decode_names_every_fault_at_once() -> None:
    with pytest.raises(Malformed) as caught:
        decode(Subscribe, {"op": "sub", "id": 1.5, "since": {"ep": 3, "seq": True}, "chanel": 1})
    found = {problem.path: problem for problem in caught.value.problems}
    assert set(found) == {"chanel", "id", "ch", "since.ep", "since.seq"}
    assert found["id"].message == "1.5 is not a whole number or a string"
    assert found["since.seq"].message == "True is not a whole number"
    assert found["ch"].message == "missing; expected a string"


@pytest.mark.parametrize("value", [True, "fast", None, [60], float("inf"), "Max"])
def test_a_speed_is_a_number_or_max(value: object) -> None:
    with pytest.raises(Malformed, match='a number or "max"'):
        decode(SpeedRequest, {"speed": value})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON, st.sampled_from([Subscribe, SpeedRequest, Quote, Health]))
def test_decode_refuses_or_gives_the_type_and_never_breaks(
    value: object, cls: type[object]
) -> None:
    try:
        decoded = decode(cls, value)
    except Malformed as error:
        problems = error.problems
    else:
        assert isinstance(decoded, cls)
        return
    assert problems


def test_the_channel_table_of_the_schema_is_complete() -> None:
    assert set(SCHEMA["x-channels"]) == set(CHANNELS)
    for channel in SCHEMA["x-channels"].values():
        assert channel["data"]["$ref"].rpartition("/")[2] in DEFINITIONS


def test_the_module_prints_the_schema() -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "tradewright.wire.schema"], check=True, capture_output=True
    )
    assert json.loads(printed.stdout) == json.loads(json.dumps(SCHEMA))
