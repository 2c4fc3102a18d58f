"""The front of a session is what the server asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.scenes import paper

if TYPE_CHECKING:
    from tradewright.server.services import Services


def served(services: Services) -> Services:
    """A type checker refuses this call where the front lacks what the server asks for."""
    return services


def test_the_front_is_what_the_server_asks_for() -> None:
    assert served(paper.front(paper.session())).system().mode == "paper"
