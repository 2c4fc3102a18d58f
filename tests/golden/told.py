"""`python -m tests.golden.told HOURS`: the trades of every example in the first hours, as text.

Run as a program it prints them, so that another interpreter can.
"""

from __future__ import annotations

import sys

from tests.golden.cases import case, digest, names, traded
from tradewright.core import kernel


def told(hours: int) -> list[str]:
    """A line for each example: its name, how many trades, and their SHA-256."""
    runs = ((name, traded(case(name), hours)) for name in names())
    return [f"{name} {len(done.trades)} {digest(done)}" for name, done in runs]


if __name__ == "__main__":
    sys.stdout.write("\n".join([f"compiled: {kernel.compiled}", *told(int(sys.argv[1]))]) + "\n")
