"""The first answer to each command, so that a repeated command does nothing twice."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from tradewright.ports.errors import Conflict
from tradewright.wire import messages as m

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tradewright.wire.vocabulary import Speed


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedSet:
    """The pace from now on."""

    speed: Speed


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardianSet:
    """What the guardian is from now on; `breach` as in `GuardianState`."""

    breach: str | None


Reply = (
    m.StrategyRow
    | m.StrategyStopped
    | m.KillSwitch
    | m.TradeClosing
    | m.ClosingAll
    | SpeedSet
    | GuardianSet
)

REPLIES_KEPT: Final = 1000
"""Commands that are remembered; a client that repeats an older one would act again."""

TYPES: Final[dict[str, type[Reply]]] = {
    cls.__name__: cls
    for cls in (
        m.StrategyRow, m.StrategyStopped, m.KillSwitch, m.TradeClosing, m.ClosingAll, SpeedSet,
        GuardianSet,
    )
}  # fmt: skip


class Replies:
    """Replies by command id, the oldest forgotten first."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, Reply]] = {}

    def get(self, command_id: str, kind: str) -> Reply | None:
        """The first reply to that command; None if it was not seen, or too long ago.

        Raises
        ------
        Conflict
            If the id belongs to a command of another kind.
        """
        first, reply = self._kept.get(command_id, (kind, None))
        if first != kind:
            message = (
                f"command id {command_id!r} was already used for {first!r}, not {kind!r}; "
                f"use a new id for each command"
            )
            raise Conflict(message)
        return reply

    def keep(self, command_id: str, kind: str, reply: Reply) -> None:
        """Remember a reply."""
        self._kept[command_id] = kind, reply
        while len(self._kept) > REPLIES_KEPT:
            del self._kept[next(iter(self._kept))]

    def dump(self) -> list[tuple[str, str, str, Mapping[str, object]]]:
        """(command id, kind, type of reply, its fields) of each, oldest first."""
        return [
            (key, kind, type(reply).__name__, asdict(reply))
            for key, (kind, reply) in self._kept.items()
        ]

    def load(self, dumped: list[tuple[str, str, str, dict[str, Any]]]) -> None:
        """Take up what `dump` gave."""
        self._kept = {key: (kind, TYPES[name](**values)) for key, kind, name, values in dumped}
