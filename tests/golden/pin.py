"""`python -m tests.golden.pin [EXAMPLE ...]`: run the examples and write down what came of them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final, cast

from tests.golden.cases import case, names, pin, traded

PINS: Final = Path(__file__).with_name("pins.json")


def pins() -> dict[str, dict[str, Any]]:
    """What is written down, by example."""
    return cast("dict[str, dict[str, Any]]", json.loads(PINS.read_text(encoding="utf-8")))


def main(wanted: list[str]) -> None:
    """Pin some examples, or all; what has changed is said."""
    known = pins() if PINS.is_file() else {}
    for name in wanted or names():
        found = pin(traded(case(name)))
        if found != known.get(name):
            sys.stdout.write(f"{name}: {known.get(name)} -> {found}\n")
        known[name] = found
    kept = {name: known[name] for name in names() if name in known}
    PINS.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
