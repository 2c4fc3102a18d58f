"""Sizing methods of a document."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.unit.wire.strategy.documents import VALID, Json, paths
from tradewright.core.engine.sizes import AtrRisk, EquityShare, Sizing
from tradewright.wire.strategy import dump, parse

ATR = {"riskPercentage": 1, "atrMultiplier": 2}


def sized(block: Json, risk: Json | None = None) -> Json:
    """The valid document, sized by `positionSizing`."""
    document = deepcopy(VALID)
    document["rules"]["riskManagement"] = risk or {"maxPositions": 2}
    document["rules"]["positionSizing"] = block
    return document


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ({"method": "atr_based", "atrBased": ATR}, AtrRisk(percent=1.0, multiplier=2.0)),
        (
            {
                "method": "ATR_BASED",
                "atrBased": {**ATR, "atrPeriod": 20},
                "maxPositionSize": 0.5,
            },
            AtrRisk(percent=1.0, multiplier=2.0, atr_period=20, max_lots=0.5),
        ),
        (
            {"method": "account_equity", "accountEquity": {"equityPercentage": 10}},
            EquityShare(percent=10.0),
        ),
    ],
)
def test_methods(block: Json, expected: Sizing) -> None:
    limits = {"minPositionSize": 0.02, "positionSizeStep": 0.02}
    strategy = parse(sized({**block, **limits}))
    assert strategy.sizing == expected
    assert (strategy.min_lots, strategy.lot_step, strategy.max_positions) == (0.02, 0.02, 2)
    assert parse(dump(strategy)) == strategy


@pytest.mark.parametrize(
    ("block", "risk", "at"),
    [
        ({"method": "atr_based"}, {}, "atrBased"),
        ({"method": "atr_based", "atrBased": {}}, {}, "atrBased.riskPercentage"),
        ({"method": "atr_based", "atrBased": {**ATR, "minATR": 1}}, {}, "atrBased.minATR"),
        ({"method": "account_equity", "accountEquity": {}}, {}, "accountEquity.equityPercentage"),
        ({"method": "fixed_lot", "lotSize": 1, "atrBased": ATR}, {}, "atrBased"),
        (
            {
                "method": "atr_based",
                "atrBased": ATR,
                "minPositionSize": 2,
                "maxPositionSize": 1,
            },
            {},
            "maxPositionSize",
        ),
    ],
)
def test_what_is_refused(block: Json, risk: Json, at: str) -> None:
    assert f"rules.positionSizing.{at}" in paths(sized(block, risk))


def test_two_sizes_are_refused() -> None:
    document = sized({"method": "atr_based", "atrBased": ATR}, {"lotSize": 0.1})
    assert paths(document) == ["rules.riskManagement.lotSize"]
