"""The guardian in the terminal: in a backtest, on paper, and of a session that runs."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.cli.desk_files import say, strategy, write_json, write_prices
from tests.unit.server.running import Running, served
from tradewright.cli.exits import Exit
from tradewright.cli.protected import words


@pytest.fixture
def guardian(tmp_path: Path) -> Path:
    document = {"limits": {"losingStreak": 2}, "flatten": True}
    return write_json(tmp_path / "guardian.json", document)


@pytest.fixture
def running() -> Iterator[Running]:
    """A server on loopback, in a thread of its own; its account is in breach."""
    ready: list[Running] = []
    up, over = threading.Event(), threading.Event()

    async def serve() -> None:
        async with served() as found:
            ready.append(found)
            up.set()
            await asyncio.to_thread(over.wait)

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    assert up.wait(30)
    yield ready[0]
    over.set()
    thread.join()


def test_a_backtest_is_guarded_and_names_the_breach(
    tmp_path: Path, guardian: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = write_json(tmp_path / "one.json", strategy())
    given = ("backtest", one, "--data", write_prices(tmp_path), "--accept-gaps")
    free = say(capsys, *given, "--json").document
    assert free["breaches"] == []
    found = say(capsys, *given, "--guardian", guardian, "--json").document
    (breach,) = found["breaches"]
    assert (breach["reason"], breach["strategy"]) == ("GUARDIAN_LOSING_STREAK", None)
    assert (breach["measured"], breach["bound"]) == (2.0, 2.0)
    assert found["reasons"]["GUARDIAN_LOSING_STREAK"] > 1
    assert len(found["trades"]) < len(free["trades"])
    page = tmp_path / "page.html"
    told = say(capsys, *given, "--guardian", guardian, "--html", page)
    assert "Limits reached" in told.out
    assert "the account" in told.out
    html = page.read_text(encoding="utf-8")
    assert "1 limit was reached" in html
    assert "<code>GUARDIAN_LOSING_STREAK</code>" in html


def test_explain_gives_the_numbers_of_a_refusal(
    tmp_path: Path, guardian: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = write_json(tmp_path / "one.json", strategy())
    prices = write_prices(tmp_path)
    given = ("--data", prices, "--accept-gaps", "--guardian", guardian)
    found = say(capsys, "backtest", one, *given, "--json").document
    since = found["breaches"][0]["time"]
    hours = [line.split(",")[0] for line in prices.read_text(encoding="utf-8").splitlines()[1:]]
    told = [
        said.document
        for hour in hours[hours.index(since) : hours.index(since) + 60]
        if (said := say(capsys, "explain", one, *given, "--at", hour, "--json")).code == 0
    ]
    details = {one["detail"] for one in told if one["reason"] == "GUARDIAN_LOSING_STREAK"}
    assert details == {"2 losing trades in a row, the limit is 2"}


def test_paper_is_guarded_as_well(
    tmp_path: Path, guardian: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = write_json(tmp_path / "one.json", strategy())
    feed = f"replay:{write_prices(tmp_path)}"
    found = say(capsys, "paper", one, "--feed", feed, "--guardian", guardian, "--json")
    assert found.document["reasons"]["GUARDIAN_LOSING_STREAK"] > 1


def test_a_document_that_is_none_is_named_with_its_paths(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = write_json(tmp_path / "wrong.json", {"limits": {"dailyLoss": -1}, "rearm": "never"})
    one = write_json(tmp_path / "one.json", strategy())
    given = ("backtest", one, "--data", write_prices(tmp_path), "--guardian", wrong)
    said = say(capsys, *given)
    assert said.code == Exit.INPUT
    assert "the guardian has 2 problems" in said.err
    assert "limits.dailyLoss" in said.err
    found = say(capsys, *given, "--json").document["error"]
    assert [one["path"] for one in found["problems"]] == ["limits.dailyLoss", "rearm"]


def test_a_running_session_is_asked_and_rearmed(
    running: Running, tmp_path: Path, guardian: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ("--url", running.url, "--data-dir", tmp_path)
    shown = say(capsys, "guardian", "show", *where)
    assert "GUARDIAN_DAILY_LOSS since 2026-01-05 12:00 UTC" in shown.out
    assert "dailyLoss" in shown.out
    assert "101%" in shown.out
    state = say(capsys, "guardian", "show", *where, "--json").document
    assert state["breach"] == "GUARDIAN_DAILY_LOSS"
    refused = say(capsys, "guardian", "set", guardian, *where)
    assert refused.code == Exit.INPUT
    assert "would protect less" in refused.err
    assert say(capsys, "guardian", "rearm", *where, "--json").document["breach"] is None
    assert "No limit is breached." in say(capsys, "guardian", "show", *where).out
    changed = say(capsys, "guardian", "set", guardian, *where, "--json").document
    assert changed["document"]["limits"] == {"losingStreak": 2}
    assert running.desk.protection["flatten"] is True


def test_nobody_there_is_said_with_the_fix(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = say(capsys, "guardian", "show", "--url", "http://127.0.0.1:9", "--data-dir", tmp_path)
    assert said.code == Exit.INPUT
    assert "no session answers at http://127.0.0.1:9" in said.err
    assert "tradewright up" in said.err


def test_an_account_without_limits_says_so() -> None:
    assert str(words({"active": False})) == "The account has no limits."
