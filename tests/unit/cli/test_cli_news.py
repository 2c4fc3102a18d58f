"""Economic calendars on the command line: looked at, fetched, imported, archived, traded around."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.scenes.publisher import Answer, Publisher, publishing, week
from tests.unit.cli.desk_files import say, strategy, write_json, write_prices
from tradewright.app import api
from tradewright.core.calendar import HOUR, format_ts, parse_ts
from tradewright.core.market import Reason

Capture = pytest.CaptureFixture[str]
JOBS = ("Non-Farm Payrolls", "USD", "2026-03-06T08:30:00-05:00", "High")
TALK = ("Somebody Speaks", "EUR", "2026-03-06T09:00:00-05:00", "Low")
MOVED = (*JOBS[:2], "2026-03-05T08:30:00-05:00", "High")


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    path = tmp_path / "week.json"
    path.write_bytes(week(JOBS, TALK))
    return path


@contextmanager
def published(answer: Answer) -> Generator[Publisher]:
    """A server in a thread of its own, while the block runs."""
    ready = threading.Event()
    found: list[Publisher] = []
    stop: list[Callable[[], object]] = []

    async def serve() -> None:
        done = asyncio.Event()
        loop = asyncio.get_running_loop()
        stop.append(lambda: loop.call_soon_threadsafe(done.set))
        async with publishing(answer) as publisher:
            found.append(publisher)
            ready.set()
            await done.wait()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(10)
    try:
        yield found[0]
    finally:
        stop[0]()
        thread.join()


def test_show_lists_and_chooses(calendar: Path, capsys: Capture) -> None:
    out = say(capsys, "news", "show", calendar).out
    assert "2026-03-06 13:30Z  USD  high     Non-Farm Payrolls" in out
    assert "2 events; last confirmed at " in out
    told = say(capsys, "news", "show", calendar, "--impact", "medium", "--json").document
    assert [one["title"] for one in told["events"]] == ["Non-Farm Payrolls"]
    told = say(capsys, "news", "show", calendar, "--currency", "eur", "--json").document
    assert [one["currency"] for one in told["events"]] == ["EUR"]


def test_import_states_since_when_events_were_known(
    calendar: Path, tmp_path: Path, capsys: Capture
) -> None:
    out = tmp_path / "news.csv"
    words = ("news", "import", calendar, "-o", out, "--known-before", "7d")
    assert say(capsys, *words, "--json").document == {
        "file": str(out),
        "events": 2,
        "versions": 2,
    }
    told = say(capsys, "news", "show", out, "--json").document
    assert told["events"][0]["first_seen"] == "2026-02-27T13:30:00Z"
    assert told["confirmed"] == [
        {"known_from": "2026-02-27T13:30:00Z", "complete_at": "2026-03-06T14:00:00Z"}
    ]
    assert say(capsys, "news", "show", out, "--at", "2026-02-27T13:30Z").out.startswith("2026")
    assert "0 events" in say(capsys, "news", "show", out, "--at", "2026-02-27T13:29Z").out
    wrong = say(capsys, "news", "import", calendar, "-o", out, "--known-before", "soon")
    assert (wrong.code, "7d, 12h or 30m" in wrong.err) == (2, True)


def test_fetch_keeps_a_copy_and_archive_keeps_the_past(tmp_path: Path, capsys: Capture) -> None:
    data, archive = tmp_path / "data", tmp_path / "archive.csv"
    with published(Answer(body=week(JOBS, TALK))) as publisher:
        here = ("--url", publisher.url, "--data-dir", data)
        fetched = say(capsys, "news", "fetch", *here, "--json").document
        assert (fetched["events"], fetched["trouble"]) == (2, None)
        assert say(capsys, "news", "archive", archive, *here).out.startswith("2 events in 2")
        assert len(publisher.asked) == 1
    shown = say(capsys, "news", "show", "--data-dir", data)
    assert "Non-Farm Payrolls" in shown.out
    (data / "news" / "calendar.json").unlink()
    with published(Answer(body=week(MOVED, TALK))) as publisher:
        here = ("--url", publisher.url, "--data-dir", data)
        assert say(capsys, "news", "archive", archive, *here).out.startswith("2 events in 3")
    told = say(capsys, "news", "show", archive, "--json").document
    assert [one["gone"] is None for one in told["events"]] == [True, False, True]
    assert len(told["confirmed"]) == 2


def test_what_is_missing_is_said_with_its_fix(tmp_path: Path, capsys: Capture) -> None:
    nothing = say(capsys, "news", "show", "--data-dir", tmp_path)
    assert (nothing.code, "tradewright news fetch" in nothing.err) == (2, True)
    unnamed = say(capsys, "news", "fetch", "--data-dir", tmp_path)
    assert (unnamed.code, "--url" in unnamed.err) == (2, True)
    with published(Answer(status=429)) as publisher:
        refused = say(capsys, "news", "fetch", "--url", publisher.url, "--data-dir", tmp_path)
    assert (refused.code, "429" in refused.err) == (2, True)
    odd = say(capsys, "news", "fetch", "--url", "ftp://x", "--data-dir", tmp_path)
    assert (odd.code, "news_url" in odd.err) == (2, True)


@pytest.fixture
def traded(tmp_path: Path) -> tuple[Path, Path, int]:
    """A strategy that pauses around news, prices, and the open of its first entry without."""
    prices = write_prices(tmp_path)
    first = api.backtest(write_json(tmp_path / "plain.json", strategy()), prices).trades[0]
    paused = strategy(newsFilter={"pauseBeforeMinutes": 60, "pauseAfterMinutes": 60})
    return write_json(tmp_path / "paused.json", paused), prices, first.entry_time


def test_a_backtest_pauses_around_the_events_of_a_file(
    traded: tuple[Path, Path, int], tmp_path: Path, capsys: Capture
) -> None:
    document, prices, entry = traded
    news = tmp_path / "news.csv"
    rows = (
        f"{format_ts(entry)},USD,high,Invented Prices,2026-01-01\n2026-12-01,USD,low,End,2026-01-01"
    )
    news.write_text(f"time,currency,impact,title,first_seen\n{rows}\n")
    words = (document, "--data", prices, "--news", news)
    told = say(capsys, "backtest", *words, "--json").document
    assert told["reasons"]["NEWS_BLACKOUT"] >= 1
    assert "NEWS_STALE" not in told["reasons"]
    at = format_ts(entry - HOUR)
    spoken = say(capsys, "explain", *words, "--at", at).out
    detail = f"Invented Prices (USD, high) at {format_ts(entry)[11:16]}Z, paused"
    told_of = f"NEWS_BLACKOUT, {Reason.NEWS_BLACKOUT.sentence}: {detail}"
    assert told_of in " ".join(spoken.split())
    why = say(capsys, "explain", *words, "--at", at, "--json").document
    assert why["detail"].startswith(detail)
    fed = ("--feed", f"replay:{prices}")
    on_paper = say(capsys, "paper", document, *fed, "--news", news, "--json").document
    assert on_paper["reasons"] == told["reasons"]


def test_without_a_calendar_nothing_starts(
    traded: tuple[Path, Path, int], calendar: Path, capsys: Capture
) -> None:
    document, prices, _ = traded
    for words in (
        ("backtest", document, "--data", prices),
        ("paper", document, "--feed", f"replay:{prices}"),
    ):
        said = say(capsys, *words)
        assert (said.code, "--news FILE" in said.err) == (2, True)
        timeless = say(capsys, *words, "--news", calendar)
        assert (timeless.code, "--known-before" in timeless.err) == (2, True)
        missing = say(capsys, *words, "--news", "nowhere.csv")
        assert (missing.code, "nowhere.csv" in missing.err) == (2, True)


def test_the_example_of_the_page(tmp_path: Path, capsys: Capture) -> None:
    news = tmp_path / "news.csv"
    page = Path(__file__).parents[3] / "docs" / "how-to" / "news.md"
    text = page.read_text(encoding="utf-8")
    news.write_text(text.partition("```csv\n")[2].partition("```")[0])
    events = say(capsys, "news", "show", news, "--at", "2026-03-10", "--json").document["events"]
    assert [parse_ts(one["time"]) for one in events] == [
        parse_ts("2026-03-06T13:30Z"),
        parse_ts("2026-03-12T12:30Z"),
    ]
