"""The hub without sockets: numbering, resuming, conflation, bounds."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from tests.unit.server.clock import ManualClock
from tests.unit.server.desk import account, closed_trade, open_trade, quote
from tests.unit.server.listening import Reader
from tradewright.server.hub.hub import Hub, UnknownChannel
from tradewright.server.hub.outbox import CHARACTERS, EVENTS, Outbox
from tradewright.server.hub.streams import RING
from tradewright.wire.encoding import encode
from tradewright.wire.frames import Place, Subscribe


def made() -> tuple[Hub, ManualClock]:
    clock = ManualClock()
    return Hub(clock, "ep1"), clock


def sub(channel: str, since: Place | None = None, max_hz: float | None = None) -> Subscribe:
    return Subscribe(op="sub", id=7, ch=channel, since=since, max_hz=max_hz)


def taken(outbox: Outbox, now: float = 0.0) -> list[dict[str, Any]]:
    return [orjson.loads(text) for text in outbox.take(now).texts]


def silent() -> None:
    """Nobody to wake."""


def test_first_subscription_is_answered_with_ack_then_snapshot() -> None:
    hub, clock = made()
    hub.publish("trades", closed_trade(1))
    outbox = hub.connect(silent)
    hub.subscribe(outbox, sub("trades"))
    ack, snap = taken(outbox)
    ts = clock.now() // 1_000_000
    assert ack == {
        "v": 1, "t": "ack", "id": 7, "ts": ts, "ch": "trades", "ep": "ep1", "seq": 1,
        "recovered": False,
    }  # fmt: skip
    event = {"seq": 1, "ts": ts, "d": orjson.loads(encode(closed_trade(1)))}
    assert snap == {
        "v": 1, "t": "snap", "ch": "trades", "ep": "ep1", "seq": 1, "ts": ts,
        "d": {"rows": {}, "events": [event]},
    }  # fmt: skip


def test_published_frames_carry_place_time_key_and_data() -> None:
    hub, clock = made()
    outbox = hub.connect(silent)
    hub.subscribe(outbox, sub("positions"))
    taken(outbox)
    hub.publish("positions", open_trade(17), 'a"key')
    ts = clock.now() // 1_000_000
    data = orjson.loads(encode(open_trade(17)))
    assert taken(outbox) == [
        {"v": 1, "t": "pub", "ch": "positions", "ep": "ep1", "seq": 1, "ts": ts,
         "k": 'a"key', "d": data},
    ]  # fmt: skip


def test_missed_events_are_replayed_completely_up_to_300() -> None:
    hub, _ = made()
    for ticket in range(1, 351):
        hub.publish("trades", closed_trade(ticket))
    outbox = hub.connect(silent)
    hub.subscribe(outbox, sub("trades", Place(ep="ep1", seq=50)))
    ack, *missed = taken(outbox)
    assert ack["recovered"] is True
    assert [frame["d"]["ticket"] for frame in missed] == list(range(51, 351))
    hub.subscribe(outbox, sub("trades", Place(ep="ep1", seq=49)))
    ack, snap = taken(outbox)
    assert ack["recovered"] is False
    assert len(snap["d"]["events"]) == 350


@pytest.mark.parametrize("since", [Place(ep="other", seq=3), Place(ep="ep1", seq=9)])
def test_a_place_of_another_life_gets_a_snapshot(since: Place) -> None:
    hub, _ = made()
    for ticket in range(5):
        hub.publish("trades", closed_trade(ticket))
    outbox = hub.connect(silent)
    hub.subscribe(outbox, sub("trades", since))
    ack, snap = taken(outbox)
    assert (ack["recovered"], snap["t"], snap["seq"]) == (False, "snap", 5)


def test_nothing_missed_is_recovered_without_further_frames() -> None:
    hub, _ = made()
    hub.publish("trades", closed_trade(1))
    outbox = hub.connect(silent)
    hub.subscribe(outbox, sub("trades", Place(ep="ep1", seq=1)))
    assert [frame["recovered"] for frame in taken(outbox)] == [True]


def test_the_ring_forgets_beyond_its_length() -> None:
    hub, _ = made()
    for ticket in range(RING + 50):
        hub.publish("trades", closed_trade(ticket))
    outbox = hub.connect(silent)
    hub.subscribe(outbox, sub("trades"))
    events = taken(outbox)[1]["d"]["events"]
    assert len(events) == RING
    assert events[-1]["d"]["ticket"] == RING + 49


def test_table_snapshot_holds_rows_and_deletes_remove_them() -> None:
    hub, _ = made()
    for ticket in (1, 2, 3):
        hub.publish("positions", open_trade(ticket), str(ticket))
    hub.publish("positions", None, "2")
    outbox = hub.connect(silent)
    hub.subscribe(outbox, sub("positions"))
    snap = taken(outbox)[1]
    assert list(snap["d"]["rows"]) == ["1", "3"]
    reader = Reader("positions")
    hub.subscribe(outbox, reader.request())
    hub.publish("positions", None, "1")
    hub.publish("positions", open_trade(4), "4")
    for text in outbox.take(0.0).texts:
        reader.hear(text)
    assert list(reader.rows) == ["3", "4"]


def test_latest_values_are_conflated_per_key_and_paced() -> None:
    hub, clock = made()
    outbox = hub.connect(silent)
    hub.subscribe(outbox, sub("quotes", max_hz=10))
    taken(outbox, clock.elapsed())
    for i in range(100):
        hub.publish("quotes", quote(1.0 + i), "EURUSD")
        hub.publish("quotes", quote(2.0 + i, "XAUUSD"), "XAUUSD")
    first = taken(outbox, 0.0)
    assert [(f["k"], f["d"]["bid"]) for f in first] == [("EURUSD", 100.0), ("XAUUSD", 101.0)]
    hub.publish("quotes", quote(7.0), "EURUSD")
    batch = outbox.take(0.04)
    assert batch.texts == []
    assert batch.wait == pytest.approx(0.06)
    hub.publish("quotes", quote(8.0), "EURUSD")
    assert [f["d"]["bid"] for f in taken(outbox, 0.1)] == [8.0]
    assert hub.stats().conflated == 199


def test_latest_resumes_with_the_keys_that_changed() -> None:
    hub, _ = made()
    hub.publish("quotes", quote(1.0), "EURUSD")
    hub.publish("quotes", quote(2.0), "XAUUSD")
    hub.publish("quotes", quote(3.0), "EURUSD")
    outbox = hub.connect(silent)
    hub.subscribe(outbox, sub("quotes", Place(ep="ep1", seq=2)))
    ack, only = taken(outbox)
    assert (ack["recovered"], only["k"], only["d"]["bid"]) == (True, "EURUSD", 3.0)


def test_resubscribing_drops_what_the_snapshot_already_says() -> None:
    hub, _ = made()
    outbox = hub.connect(silent)
    hub.subscribe(outbox, sub("quotes"))
    hub.publish("quotes", quote(1.0), "EURUSD")
    hub.subscribe(outbox, sub("quotes"))
    kinds = [frame["t"] for frame in taken(outbox)]
    assert kinds == ["ack", "snap", "ack", "snap"]


def test_single_row_channels_need_no_key() -> None:
    hub, _ = made()
    hub.publish("account", account(5.0))
    outbox = hub.connect(silent)
    hub.subscribe(outbox, sub("account"))
    assert taken(outbox)[1]["d"]["rows"]["account"]["balance"] == 5.0


@pytest.mark.parametrize("size", [1, 600])
def test_a_slow_reader_is_marked_and_forgotten_while_others_go_on(size: int) -> None:
    hub, _ = made()
    slow, quick = hub.connect(silent), hub.connect(silent)
    for outbox in (slow, quick):
        hub.subscribe(outbox, sub("trades"))
    sent, heard = 0, 0
    while not slow.slow:
        hub.publish("trades", {"ticket": sent, "x": "y" * size})
        sent += 1
        heard += sum(frame["t"] == "pub" for frame in taken(quick))
    assert heard == sent
    assert sent == EVENTS + 1 if size == 1 else 1_000 < sent < CHARACTERS // size
    assert slow.take(0.0).texts == []
    assert hub.stats().closed_slow == 1
    assert hub.stats().connections == 1


def test_snapshots_alone_do_not_make_a_reader_slow() -> None:
    hub, _ = made()
    for channel in ("trades", "bars", "log"):
        for i in range(RING):
            hub.publish(channel, {"i": i, "x": "y" * 400})
    outbox = hub.connect(silent)
    for channel in ("trades", "bars", "log"):
        hub.subscribe(outbox, sub(channel))
    assert not outbox.slow
    assert len(taken(outbox)) == 6


def test_asking_for_snapshots_without_reading_them_is_slow_too() -> None:
    hub, _ = made()
    for i in range(RING):
        hub.publish("log", {"i": i, "x": "y" * 400})
    outbox = hub.connect(silent)
    for _ in range(100):
        hub.subscribe(outbox, sub("log"))
    assert outbox.slow


def test_what_cannot_be_encoded_takes_no_number() -> None:
    hub, _ = made()
    with pytest.raises(TypeError, match="object is not JSON"):
        hub.publish("log", object())
    hub.publish("log", {"fine": 1})
    outbox = hub.connect(silent)
    hub.subscribe(outbox, sub("log"))
    assert [event["seq"] for event in taken(outbox)[1]["d"]["events"]] == [1]


def test_wrong_publications_name_the_fix() -> None:
    hub, _ = made()
    with pytest.raises(UnknownChannel, match="did you mean trades"):
        hub.publish("trade", closed_trade(1))
    with pytest.raises(ValueError, match="needs a key"):
        hub.publish("positions", open_trade(1))
    with pytest.raises(ValueError, match="no table"):
        hub.publish("quotes", None, "EURUSD")


def test_one_encoding_serves_all_listeners() -> None:
    hub, _ = made()
    outboxes = [hub.connect(silent) for _ in range(3)]
    for outbox in outboxes:
        hub.subscribe(outbox, sub("trades"))
        taken(outbox)
    hub.publish("trades", closed_trade(1))
    texts = [outbox.take(0.0).texts[0] for outbox in outboxes]
    assert texts[0] is texts[1] is texts[2]


def test_heartbeat_tells_server_time_and_ages() -> None:
    hub, clock = made()
    outbox = hub.connect(silent)
    hub.beat({"feed": 0.4204})
    ts = clock.now() // 1_000_000
    data = {"serverTime": ts, "sources": {"feed": {"ageMs": 420}}}
    assert taken(outbox) == [{"v": 1, "t": "hb", "ts": ts, "d": data}]
