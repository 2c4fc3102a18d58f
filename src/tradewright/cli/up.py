"""`tradewright up`: a session with the screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

from typer import BadParameter, Option

if TYPE_CHECKING:
    import socket

    from tradewright.config.settings import Settings

HIGHEST_PORT: Final = 65535


def _port(value: int | None) -> int | None:
    if value is not None and not 0 <= value <= HIGHEST_PORT:
        message = f"{value} is no port; give 0 to {HIGHEST_PORT}, such as 8081"
        raise BadParameter(message)
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line sets; None leaves it to environment, files and defaults."""

    host: Annotated[
        str | None,
        Option("--host", help="Address to listen on; others than 127.0.0.1 need an access token."),
    ] = None
    port: Annotated[
        int | None, Option("--port", callback=_port, help="Default 8081; 0 takes a free one.")
    ] = None
    no_browser: Annotated[bool, Option("--no-browser", help="Do not open the browser.")] = False
    data_dir: Annotated[
        Path | None, Option("--data-dir", metavar="DIR", help="Where the session is kept.")
    ] = None
    speed: Annotated[
        str | None,
        Option("--speed", metavar="N", help="Pace of the market: 1x, 60x, max; 60x at first."),
    ] = None
    market: Annotated[
        str | None,
        Option("--market", help="simulated[:SYMBOL[:seed]] or replay:FILE."),
    ] = None
    guardian: Annotated[
        Path | None,
        Option("--guardian", metavar="FILE", help="What protects the account; else the last."),
    ] = None


def up(asked: Asked) -> None:
    """Start paper trading with the screen and open the browser; Ctrl-C stops it.

    The next start continues where it was.
    """
    import asyncio

    from tradewright.cli.waiting import note_first_run
    from tradewright.config.settings import load
    from tradewright.server.serving import listen

    settings = load(
        host=asked.host,
        port=asked.port,
        data_dir=asked.data_dir,
        speed=asked.speed,
        market=asked.market,
        guardian_file=asked.guardian,
    )
    listener = listen(settings.host, settings.port)
    note_first_run()
    asyncio.run(_serve(settings, listener, browser=not asked.no_browser))


async def _serve(settings: Settings, listener: socket.socket, *, browser: bool) -> None:
    from contextlib import closing

    from tradewright import server
    from tradewright.adapters.clocks.system import SystemClock
    from tradewright.app.build import build, new_id
    from tradewright.app.supervisor import running
    from tradewright.cli.greeting import Greeting
    from tradewright.server.hub.hub import Hub
    from tradewright.server.serving import serve_on
    from tradewright.server.tokens import access_for
    from tradewright.server.web import create_app

    token = settings.access_token
    with closing(listener):
        hub = Hub(SystemClock(), new_id())
        services = build(settings, hub)
        access = access_for(
            settings.host, settings.data_dir, None if token is None else token.get_secret_value()
        )
        static = Path(server.__file__).parent / "static"
        app = create_app(services.front, hub, access, static)
        greeting = Greeting(services.front.system(), access, browser=browser)
        async with running(services) as trading:
            trading.add_done_callback(lambda _: greeting.ended(services.session))
            await serve_on(app, listener, greeting.started)
            greeting.stopping()
    greeting.stopped()
