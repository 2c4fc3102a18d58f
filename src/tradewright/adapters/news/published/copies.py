"""The last good answer of an address, kept on disk beside the session."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

import orjson

if TYPE_CHECKING:
    from pathlib import Path

VERSION: Final = 1
FILE: Final = "calendar.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What was answered, and when it may be asked again.

    Parameters
    ----------
    url : that was asked. body : of its last good answer; empty before there was one.
    looked : when that answer was confirmed last, ns UTC; 0 never.
    next_ask : not to be asked before, ns UTC.
    failures : in a row since the last good answer.
    etag, modified : headers of the answer; empty where it had none.
    """

    url: str
    body: bytes = b""
    looked: int = 0
    next_ask: int = 0
    failures: int = 0
    etag: str = ""
    modified: str = ""


class Copies:
    """One copy in a folder.

    Notes
    -----
    The file is written beside its name and renamed: a crash leaves the old copy or the new one. A
    copy that cannot be read is no copy; it is fetched again.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    def load(self, url: str) -> Copy:
        """The copy of an address; an empty one where there is none."""
        try:
            document = orjson.loads(self.path.read_bytes())
            if document.pop("version") != VERSION or document["url"] != url:
                return Copy(url=url)
            return Copy(**{**document, "body": document["body"].encode("latin-1")})
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError, AttributeError, ValueError):
            return Copy(url=url)

    def kept_url(self) -> str | None:
        """The address that the kept copy is of; None where there is no copy."""
        try:
            url: object = orjson.loads(self.path.read_bytes())["url"]
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
            return None
        return url if isinstance(url, str) else None

    def save(self, copy: Copy) -> None:
        """Keep a copy instead of the one before."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        body = copy.body.decode("latin-1")  # every byte is a letter of it, so none is lost
        fresh = self.path.with_suffix(".part")
        fresh.write_bytes(orjson.dumps({**asdict(copy), "body": body, "version": VERSION}))
        fresh.replace(self.path)
