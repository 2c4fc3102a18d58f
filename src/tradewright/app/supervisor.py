"""A session kept running while somebody is there, and put away in good order."""

from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from tradewright.app.build import Services
    from tradewright.services.sessions.session import Session

LOG = logging.getLogger(__name__)


@asynccontextmanager
async def running(services: Services) -> AsyncGenerator[asyncio.Task[None]]:
    """The session trades while the block runs; then it stops, is saved and lets its journal go.

    Yields
    ------
    The task of the session; it ends before the block when the market data does, or when it fails:
    then `Session.failure` says why and the doors stay open, so that a person can look.
    """
    task = asyncio.create_task(_guarded(services.session), name="session")
    news = asyncio.create_task(_listening(services), name="news")
    try:
        yield task
    finally:
        services.session.stop()
        news.cancel()
        with suppress(asyncio.CancelledError):
            await news
        await task
        services.journal.close()


async def _guarded(session: Session) -> None:
    try:
        await session.run()
    except Exception as error:  # the one broad except: people must see what broke
        LOG.exception("the session stopped")
        session.fail(f"{type(error).__name__}: {error}")


async def _listening(services: Services) -> None:
    """Hear the news; if that breaks the market goes on, and the calendar grows stale in sight."""
    if services.listener is None:
        return
    try:
        await services.listener.run()
    except Exception as error:  # a defect of a source must not stop the trading
        LOG.exception("the economic calendar is no longer heard")
        services.session.news_trouble = f"{type(error).__name__}: {error}"
