"""The access token on disk: made once, readable by its owner only; and the rules it leads to."""

from __future__ import annotations

import os
import secrets
import socket
from pathlib import Path
from typing import Final

from tradewright.server.access import Access, beyond_loopback, is_loopback, loopback

FILE: Final = "access-token"
_BYTES: Final = 32
_SHORTEST: Final = 20


class BadToken(ValueError):
    """The token file holds something that is no safe token."""


def access_token(data_dir: Path) -> str:
    """The token of a data directory; made there, with mode 0600, if there is none.

    Parameters
    ----------
    data_dir : made if it is missing.

    Raises
    ------
    BadToken
        If the file exists and its content is shorter than 20 characters or not one line.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    path = data_dir / FILE
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path)
    token = secrets.token_urlsafe(_BYTES)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(token + "\n")
    return token


def kept_token(data_dir: Path) -> str | None:
    """The token of a data directory, None where there is none; none is made."""
    path = data_dir / FILE
    return _read(path) if path.is_file() else None


def _read(path: Path) -> str:
    path.chmod(0o600)
    token = path.read_text(encoding="utf-8").strip()
    if len(token) < _SHORTEST or token.split() != [token] or not token.isascii():
        message = (
            f"{path}: expected one line of at least {_SHORTEST} ASCII characters without spaces; "
            "delete the file and a new token is made"
        )
        raise BadToken(message)
    return token


def login_hint(access: Access) -> str | None:
    """What to print once where others can reach the server; None where nobody must log in."""
    if access.token is None:
        return None
    return f"Others can reach this server; the screen asks for the access token: {access.token}"


def access_for(host: str, data_dir: Path, token: str | None = None) -> Access:
    """The rules for a server bound to `host`: none but names on loopback, else a token too.

    Parameters
    ----------
    host : what the server binds to.
    data_dir : where the token is kept if it is not given.
    token : from the settings; None makes or reads the one of the data directory.
    """
    if is_loopback(host):
        return loopback()
    machine = socket.gethostname()
    names = [host, machine, f"{machine}.local"]
    return beyond_loopback(token or access_token(data_dir), names)
