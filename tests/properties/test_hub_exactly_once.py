"""Whatever dies when, every client ends with every event once, in order, and the same table."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.server.clock import ManualClock
from tests.unit.server.listening import Reader
from tradewright.server.hub.hub import Hub
from tradewright.server.hub.outbox import Outbox
from tradewright.server.hub.streams import REPLAY, RING


class Client:
    """A reader whose socket may die with frames under way."""

    def __init__(self, hub: Hub, channel: str) -> None:
        self.hub = hub
        self.reader = Reader(channel)
        self.outbox: Outbox | None = None
        self.deaths = 0

    def connect(self) -> None:
        if self.outbox is None:
            self.outbox = self.hub.connect(lambda: None)
            self.hub.subscribe(self.outbox, self.reader.request())

    def behind(self, market: Market) -> int:
        """Events it has not heard."""
        return len(market.said) - (self.reader.place.seq if self.reader.place else 0)

    def read(self, fraction: float = 1.0) -> None:
        """Take what waits and hear the first part of it."""
        if self.outbox is None:
            return
        texts = self.outbox.take(0.0).texts
        for text in texts[: round(fraction * len(texts))]:
            self.reader.hear(text)

    def die(self, heard: float) -> None:
        self.read(heard)
        if self.outbox is not None:
            self.hub.disconnect(self.outbox)
            self.deaths += 1
        self.outbox = None


class Market:
    """Publishes numbered events and a table, and remembers what it said."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.said: list[Any] = []
        self.rows: dict[str, Any] = {}

    def publish(self, count: int) -> None:
        for _ in range(count):
            number = len(self.said)
            self.said.append({"n": number})
            self.hub.publish("trades", self.said[-1])
            key = str(number % 7)
            if number % 11 == 0:
                self.rows.pop(key, None)
                self.hub.publish("positions", None, key)
            else:
                self.rows[key] = {"n": number}
                self.hub.publish("positions", self.rows[key], key)


def played(moves: list[tuple[int, str, int, float]]) -> tuple[Market, list[Client]]:
    hub = Hub(ManualClock(), "ep")
    market = Market(hub)
    clients = [Client(hub, name) for name in ("trades", "trades", "positions")]
    for index, move, count, fraction in moves:
        client = clients[index]
        if move == "publish":
            market.publish(count)
        elif move == "read":
            client.read(1.0)
        elif move == "die":
            client.die(fraction)
        else:
            client.connect()
        for late in clients:
            if late.behind(market) > RING - 500:  # what the ring forgets is for the store to tell
                late.connect()
                late.read()
    for client in clients:
        client.connect()
        client.read(1.0)
    return market, clients


def check(market: Market, clients: list[Client]) -> None:
    for client in clients[:2]:
        assert client.reader.seen == market.said
    assert clients[2].reader.rows == market.rows


MOVES = st.tuples(
    st.integers(0, 2),
    st.sampled_from(["publish", "publish", "read", "die", "connect"]),
    st.integers(0, 400),
    st.floats(0.0, 1.0),
)


@settings(max_examples=60)
@given(st.lists(MOVES, max_size=40))
def test_any_interleaving(moves: list[tuple[int, str, int, float]]) -> None:
    check(*played(moves))


def test_two_hundred_kills_while_events_flow(rng: np.random.Generator) -> None:
    moves: list[tuple[int, str, int, float]] = [(i, "connect", 0, 0.0) for i in range(3)]
    for _ in range(200):
        index = int(rng.integers(3))
        moves += [
            (0, "publish", int(rng.integers(0, 60)), 0.0),
            (index, "die", 0, float(rng.random())),
            (0, "publish", int(rng.choice([0, 5, REPLAY - 1, REPLAY + 60])), 0.0),
            (index, "connect", 0, 0.0),
        ]
    market, clients = played(moves)
    check(market, clients)
    assert sum(client.deaths for client in clients) == 200
    recovered = [flag for client in clients for flag in client.reader.recovered]
    assert True in recovered
    assert False in recovered
