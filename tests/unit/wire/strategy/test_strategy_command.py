"""What a command says beside its strategy, and keys that only a stored record has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.wire.strategy.documents import VALID, changed, problems
from tradewright.core.engine.sizes import FixedLot, PercentRisk
from tradewright.wire.strategy import dump, examine, parse, replaces

PLAIN = parse(VALID)


@pytest.mark.parametrize(
    ("key", "block", "wins"),
    [
        ("settings", {"lotSize": 0.3}, {"sizing": FixedLot(lots=0.3)}),
        ("settings", {"maxRisk": 2}, {"sizing": PercentRisk(percent=2.0)}),
        ("settings", {"maxOpenTrades": 4}, {"max_positions": 4}),
        ("options", {"maxPositions": 4}, {"max_positions": 4}),
        ("settings", {"enabled": False, "lotSize": 0.3}, {}),
        ("settings", {}, {}),
    ],
)
def test_settings_win_over_the_rules(
    key: str, block: dict[str, object], wins: dict[str, object]
) -> None:
    strategy = parse(changed(key, block))
    assert strategy == replace(PLAIN, **wins)  # pyright: ignore[reportArgumentType]
    assert parse(dump(strategy)) == strategy


@pytest.mark.parametrize("key", ["settings", "options"])
@pytest.mark.parametrize(("loss", "money", "percent"), [(200, 200.0, None), ("5%", None, 5.0)])
def test_a_daily_loss_wins_in_either_unit(
    key: str, loss: object, money: float | None, percent: float | None
) -> None:
    document = changed(key, {"maxDailyLoss": loss})
    document["rules"]["riskManagement"] |= {"maxDailyLoss": 50, "maxWeeklyLoss": 400}
    limits = parse(document).limits
    assert (limits.daily_loss, limits.daily_loss_percent) == (money, percent)
    assert limits.weekly_loss == 400.0


def test_the_normalised_document_shows_what_won() -> None:
    document = changed("settings", {"lotSize": 0.3, "maxOpenTrades": 4, "maxDailyLoss": 100})
    rules = dump(parse(document))["rules"]
    assert isinstance(rules, dict)
    assert rules["riskManagement"] == {"lotSize": 0.3, "maxPositions": 4, "maxDailyLoss": 100.0}


@pytest.mark.parametrize("key", ["startImmediately", "paperTrading"])
def test_options_that_say_what_happens_anyway(key: str) -> None:
    found = examine(changed("options", {key: True}))
    assert found.strategy == PLAIN
    assert [note.path for note in found.notes if note.describes] == [f"options.{key}"]


@pytest.mark.parametrize(
    ("key", "block", "at"),
    [
        ("settings", {"lotSize": 0}, "settings.lotSize"),
        ("settings", {"lotSize": 0.1, "maxRisk": 1}, "settings.maxRisk"),
        ("settings", {"maxRisk": 101}, "settings.maxRisk"),
        ("settings", {"maxDailyLoss": "all"}, "settings.maxDailyLoss"),
        ("settings", {"maxOpenTrades": 1.5}, "settings.maxOpenTrades"),
        ("settings", {"maxPositions": 2}, "settings.maxPositions"),
        ("settings", {"signalCooldownMinutes": 30}, "settings.signalCooldownMinutes"),
        ("settings", 5, "settings"),
        ("options", {"startImmediately": False}, "options.startImmediately"),
        ("options", {"paperTrading": False}, "options.paperTrading"),
        ("options", {"saveState": True}, "options.saveState"),
        ("replace", "yes", "replace"),
    ],
)
def test_what_is_wrong_with_a_command_is_named(key: str, block: object, at: str) -> None:
    (found,) = problems(changed(key, block))
    assert found.path == at
    assert found.message
    assert found.fix


def test_risk_needs_a_stop_and_a_lot_its_cap() -> None:
    document = changed("settings", {"maxRisk": 1})
    del document["rules"]["exit"]["stopLoss"]
    (found,) = problems(document)
    assert found.path == "settings.maxRisk"
    document = changed("settings", {"lotSize": 5})
    document["rules"]["riskManagement"]["maxLotSize"] = 1
    (found,) = problems(document)
    assert (found.path, "at most 1 lots" in found.message) == ("settings.lotSize", True)


def test_two_counts_must_agree() -> None:
    document = {**changed("settings", {"maxOpenTrades": 2}), "options": {"maxPositions": 3}}
    (found,) = problems(document)
    assert found.path == "options.maxPositions"
    document["options"] = {"maxPositions": 2}
    assert parse(document).max_positions == 2


@pytest.mark.parametrize(
    ("document", "asked"),
    [
        ({"replace": True}, True),
        ({"command": "START_STRATEGY", "parameters": {"replace": True}}, True),
        ({"type": "START_STRATEGY", "payload": {"replace": True}}, True),
        ({"replace": "true"}, False),
        ({"replace": 1}, False),
        ({"parameters": [1]}, False),
        ([], False),
        (None, False),
    ],
)
def test_whether_a_command_replaces(document: object, *, asked: bool) -> None:
    assert replaces(document) is asked


@pytest.mark.parametrize(
    "key",
    ["type", "status", "version", "isPublic", "isSystemDefault", "systemDefaultType", "score"],
)
def test_keys_of_a_stored_record_are_refused_with_a_way_out(key: str) -> None:
    (found,) = problems(changed(key, "archived"))
    assert found.path == key
    assert "metadata" in found.fix
    assert parse(changed("metadata", {key: "archived"})) == PLAIN


@pytest.mark.parametrize("own", ["a/b", "a\\b", "a?b", "a#b", "50%", "..", ".", "a\nb", "x" * 201])
def test_an_id_must_fit_into_an_address(own: str) -> None:
    (found,) = problems(changed("strategyId", own))
    assert found.path == "strategyId"
    assert "address" in found.message
    assert found.fix


@pytest.mark.parametrize("own", ["strategy_123", "Ünder lining", "a.b", "x" * 200, "a-b:c"])
def test_ids_that_fit(own: str) -> None:
    assert parse(changed("strategyId", own)).id == own
