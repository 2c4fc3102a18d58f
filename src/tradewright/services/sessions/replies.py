"""The first answer to each command, so that a repeated command does nothing twice."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from tradewright.wire import messages as m

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tradewright.wire.vocabulary import Speed


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeedSet:
    """The pace from now on."""

    speed: Speed


Reply = m.StrategyRow | m.StrategyStopped | m.KillSwitch | m.TradeClosing | m.ClosingAll | SpeedSet

REPLIES_KEPT: Final = 1000
"""Commands that are remembered; a client that repeats an older one would act again."""

TYPES: Final[dict[str, type[Reply]]] = {
    cls.__name__: cls
    for cls in (
        m.StrategyRow, m.StrategyStopped, m.KillSwitch, m.TradeClosing, m.ClosingAll, SpeedSet,
    )
}  # fmt: skip


class Replies:
    """Replies by command id, the oldest forgotten first."""

    def __init__(self) -> None:
        self._kept: dict[str, Reply] = {}

    def get(self, command_id: str) -> Reply | None:
        """The first reply to that command; None if it was not seen, or too long ago."""
        return self._kept.get(command_id)

    def keep(self, command_id: str, reply: Reply) -> None:
        """Remember a reply."""
        self._kept[command_id] = reply
        while len(self._kept) > REPLIES_KEPT:
            del self._kept[next(iter(self._kept))]

    def dump(self) -> list[tuple[str, str, Mapping[str, object]]]:
        """(command id, type, fields) of each, oldest first."""
        return [(key, type(reply).__name__, asdict(reply)) for key, reply in self._kept.items()]

    def load(self, dumped: list[tuple[str, str, dict[str, Any]]]) -> None:
        """Take up what `dump` gave."""
        self._kept = {key: TYPES[name](**values) for key, name, values in dumped}
