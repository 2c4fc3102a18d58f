"""Guardian documents as a session reads them: faults are answers of its doors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradewright.ports.errors import Invalid
from tradewright.wire import messages as m
from tradewright.wire.guardian import GuardianError, parse

if TYPE_CHECKING:
    from tradewright.core.engine import Zones
    from tradewright.core.risk.guardian import Guardian


def read_guardian(document: object, zones: Zones) -> Guardian:
    """The guardian of a document.

    Raises
    ------
    Invalid
        With every problem of the document at once.
    """
    try:
        guardian = parse(document)
    except GuardianError as error:
        problems = [m.Problem(path=p.path, message=p.message, fix=p.fix) for p in error.problems]
        raise Invalid(problems) from error
    try:
        zones[guardian.zone]
    except (KeyError, ValueError) as error:
        message = f"{guardian.zone!r} is not known on this machine: {error}"
        problem = m.Problem(path="timezone", message=message, fix='write "timezone": "UTC"')
        raise Invalid([problem]) from error
    return guardian
