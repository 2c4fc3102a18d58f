"""`tradewright guardian`: look at what protects the account of a running session, and re-arm it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option, Typer

from tradewright.cli.grouping import grouped
from tradewright.cli.options import Json

if TYPE_CHECKING:
    from tradewright.adapters.doors.http import RemoteSession

guardian_app = Typer(no_args_is_help=True, help="Look at what protects the account, and re-arm it.")

GuardianDocument = Annotated[
    Path, Argument(metavar="FILE", help="A guardian document (JSON).", show_default=False)
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Which session is meant."""

    url: Annotated[
        str | None,
        Option("--url", metavar="URL", help="Of the session; else what the settings say."),
    ] = None
    data_dir: Annotated[
        Path | None, Option("--data-dir", metavar="DIR", help="Where its access token is kept.")
    ] = None


def show(where: Where, *, as_json: Json = False) -> None:
    """Show the limits of the account, how they stand, and whether one is breached."""
    with _session(where) as session:
        _print(session.guardian(), as_json=as_json)


def set_(file: GuardianDocument, where: Where, *, as_json: Json = False) -> None:
    """Protect the account of a running session by a document; in breach only by a stricter one."""
    from tradewright.wire.guardian import dump, load

    document = dump(load(file))
    with _session(where) as session:
        _print(session.set_guardian(document), as_json=as_json)


def rearm(where: Where, *, as_json: Json = False) -> None:
    """End a breach: trading again, and all losses are measured anew."""
    with _session(where) as session:
        _print(session.rearm_guardian(), as_json=as_json)


guardian_app.command("show")(grouped(show))
guardian_app.command("set")(grouped(set_))
guardian_app.command("rearm")(grouped(rearm))


def _session(where: Where) -> RemoteSession:
    """The session that the options or the settings name."""
    from tradewright.adapters.doors.http import RemoteSession
    from tradewright.config.settings import load
    from tradewright.server.tokens import kept_token

    settings = load(data_dir=where.data_dir)
    given = settings.access_token
    token = kept_token(settings.data_dir) if given is None else given.get_secret_value()
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104 no bind
    named = f"[{host}]" if ":" in host else host
    return RemoteSession((where.url or f"http://{named}:{settings.port}").rstrip("/"), token)


def _print(state: dict[str, object], *, as_json: bool) -> None:
    from tradewright.cli.printing import console, print_json
    from tradewright.cli.protected import words

    if as_json:
        print_json(state)
    else:
        console().print(words(state))
