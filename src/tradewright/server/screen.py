"""The screen's files: hashed assets for ever, the page itself asked for anew, deep links served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import Scope

INDEX: Final = "index.html"
_FOREVER: Final = "public, max-age=31536000, immutable"
_ASK: Final = "no-cache"
_MISSING: Final = """<!doctype html><meta charset="utf-8"><title>Tradewright</title>
<h1>Tradewright is running</h1>
<p>The screen has not been built. Run <code>python3 dev.py ui</code> and reload.</p>
<p>The API is at <a href="/api/health">/api/health</a>, its description at
<a href="/api/openapi.json">/api/openapi.json</a>.</p>
"""


class Screen:
    """Answers for every address outside /api and /ws.

    Parameters
    ----------
    directory : what the screen's build wrote; may be missing, then the page says how to make it.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._files = StaticFiles(directory=directory, check_dir=False)

    async def respond(self, path: str, scope: Scope) -> Response:
        """A file, or the page itself for addresses the screen's own router knows.

        Raises
        ------
        HTTPException
            404 for a missing file: what has a suffix is a file, not a place in the screen.
        """
        name = path.strip("/") or INDEX
        try:
            found = await self._files.get_response(name, scope)
        except HTTPException as error:
            if error.status_code != 404 or "." in name.rpartition("/")[2]:
                return self._missing(name, error)
            return await self._page(scope)
        found.headers["cache-control"] = _FOREVER if name.startswith("assets/") else _ASK
        return found

    async def _page(self, scope: Scope) -> Response:
        try:
            page = await self._files.get_response(INDEX, scope)
        except HTTPException as error:
            return self._missing(INDEX, error)
        page.headers["cache-control"] = _ASK
        return page

    def _missing(self, name: str, error: HTTPException) -> Response:
        if name == INDEX and error.status_code == 404:
            return HTMLResponse(_MISSING, headers={"cache-control": _ASK})
        raise error
