"""A server on this machine that publishes a calendar, well or badly; raw, to be faithful."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import orjson

REASONS = {200: "OK", 304: "Not Modified", 429: "Too Many Requests", 500: "Server Error"}
PAGE = b"<!DOCTYPE html><html><body>Request denied: too many requests</body></html>"


@dataclass(slots=True, kw_only=True)
class Answer:
    """What the server says next.

    `length` lies about the body's length where it is given.
    """

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    length: int | None = None

    def text(self) -> bytes:
        """The answer as it goes over the wire."""
        length = len(self.body) if self.length is None else self.length
        lines = [
            f"HTTP/1.1 {self.status} {REASONS[self.status]}",
            *(f"{name}: {value}" for name, value in self.headers.items()),
            f"Content-Length: {length}",
            "Connection: close",
        ]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + self.body


@dataclass(slots=True, kw_only=True)
class Publisher:
    """A running server: what it will say, and what it was asked (headers in lower case)."""

    url: str = ""
    answer: Answer = field(default_factory=Answer)
    asked: list[dict[str, str]] = field(default_factory=list[dict[str, str]])

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request and hang up."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        pairs = (line.partition(": ") for line in head.splitlines()[1:] if line)
        self.asked.append({name.lower(): value for name, _, value in pairs})
        writer.write(self.answer.text())
        await writer.drain()
        writer.close()
        await writer.wait_closed()


@asynccontextmanager
async def publishing(answer: Answer) -> AsyncGenerator[Publisher]:
    """A server that says `answer` until it is told otherwise."""
    publisher = Publisher(answer=answer)
    server = await asyncio.start_server(publisher.serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    publisher.url = f"http://{host}:{port}/week.json"
    async with server:
        yield publisher


def week(*events: tuple[str, str, str, str]) -> bytes:
    """A weekly export: (title, country, date, impact) of each event."""
    return orjson.dumps([
        {"title": t, "country": c, "date": d, "impact": i, "forecast": "", "previous": "1.0%"}
        for t, c, d, i in events
    ])
