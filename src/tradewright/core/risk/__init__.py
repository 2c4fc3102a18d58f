"""May this entry be made, and how large: gates first, then size.

A refusal is a `Reason`; nothing here books or fills. The names to know: `refusal` (the gates before
a price is known), `lots_for` (the size), `in_hours` (the session gate and its `Hours`).
"""

from tradewright.core.risk.gates import refusal
from tradewright.core.risk.hours import Hours, Window, in_hours
from tradewright.core.risk.sizing import lots_for, whole_lots

__all__ = ["Hours", "Window", "in_hours", "lots_for", "refusal", "whole_lots"]
