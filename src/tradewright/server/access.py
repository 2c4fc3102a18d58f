"""Who may come in: names the server answers to, origins it trusts, the access token."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

COOKIE: Final = "tradewright_access"
LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The rules of one server.

    Parameters
    ----------
    names : host names (lower case, no port) that a Host header may carry.
    addresses : whether any IP address will do as well; a web page cannot make a browser send
        one that is not the server's, while a name of its own (DNS rebinding) it can.
    origins : further origins, such as a development server of the screen, that may call.
    token : the access token; None where none is needed.
    """

    names: frozenset[str]
    addresses: bool = False
    origins: frozenset[str] = frozenset()
    token: str | None = None

    def knows_host(self, host: str) -> bool:
        """Whether a Host header names this server."""
        name = host_name(host)
        if name is None:
            return False
        return name in self.names or (self.addresses and _is_address(name))

    def trusts_origin(self, origin: str, host: str, scheme: str) -> bool:
        """Whether a browser page of `origin` may call the server it reached as `scheme://host`."""
        return origin.lower() in {f"{scheme}://{host}".lower(), *self.origins}

    def admits(self, token: str) -> bool:
        """Whether a token opens the door, in constant time; without a token anyone may enter."""
        return self.token is None or _same(token, self.token)

    def admits_cookie(self, cookie: str | None) -> bool:
        """Whether the login cookie is the one this token gives."""
        return self.token is None or (cookie is not None and _same(cookie, self.cookie()))

    def cookie(self) -> str:
        """The cookie's value: derived from the token, so that the token itself is not stored."""
        key = (self.token or "").encode()
        return hmac.new(key, b"tradewright login cookie v1", hashlib.sha256).hexdigest()


def loopback(origins: Iterable[str] = ()) -> Access:
    """Access for a server that only this machine reaches."""
    return Access(names=LOOPBACK_NAMES, origins=_lower(origins))


def beyond_loopback(token: str, names: Iterable[str], origins: Iterable[str] = ()) -> Access:
    """Access for a server that others reach: token required.

    Parameters
    ----------
    token : as made by `tokens.access_token`.
    names : the machine's host names besides loopback.
    origins : further origins to trust.
    """
    if not token:
        message = "an empty access token would let everyone in; use tokens.access_token()"
        raise ValueError(message)
    known = LOOPBACK_NAMES | _lower(names)
    return Access(names=known, addresses=True, origins=_lower(origins), token=token)


def is_loopback(host: str) -> bool:
    """Whether binding to `host` reaches this machine only: `127.0.0.1`, `::1`, `localhost`."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def host_name(host: str) -> str | None:
    """The name in a Host header, lower case, without port and brackets; None if malformed."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return None
    plain = parts.username is None and not (parts.path or parts.query or parts.fragment)
    return parts.hostname if plain else None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _same(left: str, right: str) -> bool:
    return hmac.compare_digest(left.encode(errors="replace"), right.encode())


def _lower(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word.lower() for word in words)
