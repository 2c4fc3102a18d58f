"""What the validation answer says block by block."""

import pytest

from tests.unit.wire.strategy.documents import CROSS, changed
from tradewright.wire.strategy import Block, examine


def block(path: str, value: object, at: str | None = None) -> Block:
    found = examine(changed(path, value)).blocks
    return next(each for each in found if each.path == (at or path))


@pytest.mark.parametrize(
    ("path", "value", "support"),
    [
        ("rules.spreadFilter", {"maxSpread": 2}, "supported"),
        ("rules.spreadFilter", {"enabled": False}, "off"),
        ("rules.spreadFilter", {"maxSpread": -2}, "refused"),
        ("rules.newsFilter", {}, "supported"),
        ("rules.newsFilter", {"onStale": 1}, "refused"),
        ("rules.newsFilter", False, "off"),
        ("rules.scoring", {"any": 1}, "descriptive"),
        ("rules.exit.stopLoss", {"type": "pips", "value": 5}, "supported"),
        ("rules.nonsense", {}, "refused"),
        ("rules.mtfSettings", {"confirmationTimeframes": ["D1"]}, "supported"),
    ],
)
def test_each_block_is_answered(path: str, value: object, support: str) -> None:
    found = block(path, value)
    assert found.support == support
    assert bool(found.reason) == (support in {"refused", "descriptive"})


def test_each_condition_is_answered_too() -> None:
    broken = {**CROSS, "value": "ema_9"}
    document = changed("rules.entry.conditions", [CROSS, broken])
    found = {each.path: each for each in examine(document).blocks}
    assert found["rules.entry.conditions[0]"].support == "supported"
    assert found["rules.entry.conditions[1]"].support == "refused"
    assert "compared with itself" in found["rules.entry.conditions[1]"].reason


def test_a_command_is_answered_as_what_it_carries() -> None:
    inside = changed("rules.spreadFilter", {"maxSpread": 2})
    command = {"command": "START_STRATEGY", "parameters": inside}
    assert examine(command).blocks == examine(inside).blocks


@pytest.mark.parametrize("document", [None, 3, [], {"rules": 3}, {"parameters": None}])
def test_what_is_no_document_has_no_blocks(document: object) -> None:
    assert examine(document).strategy is None
    assert examine(document).blocks == ()
