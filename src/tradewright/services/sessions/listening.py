"""A session that listens to the news: a source is asked again and again, beside the market."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from tradewright.ports.errors import Unavailable
from tradewright.ports.news import BadCalendar

if TYPE_CHECKING:
    from tradewright.ports.news import News
    from tradewright.services.sessions.session import Session

SOON_S: Final = 1.0
"""Seconds until the next look at what could not be taken yet."""
LOG = logging.getLogger(__name__)


class Listener:
    """Lets a session hear what a source of news says.

    Parameters
    ----------
    session : whose journal takes it. source : is asked. every_s : seconds between two looks.

    Notes
    -----
    Where the source has nothing, the calendar of the session grows older, and its strategies do
    what they say of a stale one.
    """

    def __init__(self, session: Session, source: News, every_s: float) -> None:
        self._session = session
        self._source = source
        self._every_s = every_s

    async def run(self) -> None:
        """Listen until cancelled."""
        while True:
            heard = await self.look()
            await self._session.world.clock.sleep(self._every_s if heard else SOON_S)

    async def look(self) -> bool:
        """Look once, and take in what is new; False if the session could not take it yet."""
        heard = True
        try:
            found = await self._source.look()
            trouble = self._source.trouble
            heard = self._session.hear(self._source.name, found)
        except (Unavailable, BadCalendar) as error:
            trouble = str(error)
        if trouble is not None and trouble != self._session.news_trouble:
            LOG.warning("economic calendar: %s", trouble)
        self._session.news_trouble = trouble
        return heard
