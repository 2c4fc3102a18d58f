"""Where output goes: people read tables, programs read one JSON object."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


def print_json(document: object) -> None:
    """One object on stdout, indented; NaN and infinities become null."""
    import orjson

    options = orjson.OPT_INDENT_2 | orjson.OPT_SERIALIZE_NUMPY
    sys.stdout.write(orjson.dumps(document, option=options).decode() + "\n")


def console() -> Console:
    """Stdout for people; into a file or pipe as wide as the terminal was, without colours."""
    from rich.console import Console

    return Console(highlight=False)


def console_aside() -> Console:
    """Stderr for people: progress, notes and hints, so that stdout stays what was asked for."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def print_wire(message: object) -> None:
    """A message on stdout as a server would send it, indented."""
    import orjson

    from tradewright.wire.encoding import encode

    print_json(orjson.loads(encode(message)))
