"""What every publisher owes its publisher: it takes every channel and returns at once."""

from __future__ import annotations

import pytest

from tests.unit.server import desk
from tests.unit.server.clock import ManualClock
from tradewright.adapters.channels.memory import Recorder
from tradewright.adapters.channels.silence import Silence
from tradewright.ports.publisher import Publisher
from tradewright.server.hub.hub import Hub
from tradewright.wire.channels import CHANNELS

ROWS = {
    "quotes": (desk.quote(1.0), "EURUSD"),
    "account": (desk.account(5.0), "account"),
    "system": (desk.Desk().system(), "system"),
    "strategies": (desk.row(), "strategy_123"),
    "positions": (desk.open_trade(1), "1"),
    "trades": (desk.closed_trade(1), None),
    "log": (desk.log_entry(1), None),
}


def publishers() -> list[Publisher]:
    return [Hub(ManualClock(), "ep"), Recorder(), Silence()]


@pytest.mark.parametrize("publisher", publishers(), ids=lambda p: type(p).__name__)
def test_every_channel_is_taken_with_and_without_listeners(publisher: Publisher) -> None:
    if isinstance(publisher, Hub):
        publisher.connect(lambda: None)
    publisher.publish("quotes", *ROWS["quotes"])
    publisher.publish("account", *ROWS["account"])
    publisher.publish("system", *ROWS["system"])
    publisher.publish("strategies", *ROWS["strategies"])
    publisher.publish("positions", *ROWS["positions"])
    publisher.publish("positions", None, "1")
    publisher.publish("trades", *ROWS["trades"])
    publisher.publish("log", *ROWS["log"])


def test_the_port_and_the_hub_know_the_same_channels() -> None:
    from typing import get_args

    from tradewright.ports.publisher import Channel

    assert set(get_args(Channel)) == set(CHANNELS)
