"""What `tradewright up` says while it runs."""

from __future__ import annotations

import os
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from tradewright.cli.printing import console
from tradewright.server.tokens import login_hint

if TYPE_CHECKING:
    from tradewright.server.access import Access
    from tradewright.services.sessions.session import Session
    from tradewright.wire import messages as m


class Greeting:
    """The lines of one start, from "Ready" to "Stopped".

    Parameters
    ----------
    system : what runs, and where it is kept.
    access : who may come in.
    browser : whether to open one.
    """

    def __init__(self, system: m.System, access: Access, *, browser: bool) -> None:
        self._system = system
        self._access = access
        self._browser = browser
        self._leaving = False
        self._out = console()

    def started(self, url: str) -> None:
        """Requests are answered at `url`."""
        speed = self._system.speed
        pace = "as fast as it can" if speed == "max" else f"at {speed:g}x"
        self._say("Tradewright runs at ", (url, "bold cyan"))
        self._say(f"  market    {self._system.market}, {pace}")
        self._say(f"  data      {Path(self._system.data_dir).resolve()}")
        self._say("  stop      Ctrl-C; the next start continues where it was")
        hint = login_hint(self._access)
        if hint is not None:
            self._say("  access    ", (hint, "yellow"))
        if self._browser and has_screen():
            # Some systems' openers wait for the browser to come up.
            threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    def ended(self, session: Session) -> None:
        """The session has ended by itself: the data are at their end, or something broke."""
        if session.failure is not None:
            self._say(("The session stopped: ", "bold red"), session.failure)
        elif not self._leaving:
            self._say("The market data have ended; the screen stays. Ctrl-C ends it.")

    def stopping(self) -> None:
        """Somebody wants it to stop."""
        self._leaving = True
        self._say("Stopping …")

    def stopped(self) -> None:
        """Everything is saved."""
        self._say("Stopped; the same command continues where it was.")

    def _say(self, *parts: str | tuple[str, str]) -> None:
        # Whole lines without wrapping: people copy addresses and paths out of them.
        self._out.print(Text.assemble(*parts), soft_wrap=True)
        self._out.file.flush()


def has_screen() -> bool:
    """Whether a browser can show itself; else a text browser would take the terminal."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
