"""Each import contract of pyproject.toml is alive: a planted violation breaks that very one."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.house.tree import ROOT, SOURCE


class Planted(NamedTuple):
    """A violation: the contract it must break, and the files that commit it."""

    contract: str
    files: dict[str, str]
    climbs: bool = False  # an import up the stairs closes a circle too, where one leads down


PLANTED = {
    "app and server are strangers": Planted(
        "The house has one staircase", {"app/planted.py": "import tradewright.server"}
    ),
    "ports never look up": Planted(
        "The house has one staircase",
        {"ports/planted.py": "import tradewright.services"},
        climbs=True,
    ),
    "a room without a place on the staircase": Planted(
        "The house has one staircase", {"utils/__init__.py": ""}
    ),
    "exits and risk are strangers": Planted(
        "The core is a tower", {"core/exits/planted.py": "import tradewright.core.metrics"}
    ),
    "the calendar lies below the market": Planted(
        "The core is a tower",
        {"core/calendar/planted.py": "import tradewright.core.market"},
        climbs=True,
    ),
    "a room without a place in the tower": Planted(
        "The core is a tower", {"core/attic/__init__.py": ""}
    ),
    "the core touches files": Planted(
        "The core does no I/O", {"core/market/planted.py": "import os"}
    ),
    "the core reads a clock": Planted(
        "The core does no I/O", {"core/engine/planted.py": "from datetime import datetime"}
    ),
    "the cache alone touches files, not the rest of the kernel": Planted(
        "The core does no I/O", {"core/kernel/planted.py": "import pathlib"}
    ),
    "the core borrows pandas": Planted(
        "The core does no I/O", {"core/metrics/planted.py": "import pandas"}
    ),
    "a feed leans on a clock": Planted(
        "Adapters do not know each other",
        {"adapters/feeds/planted.py": "import tradewright.adapters.clocks.zones"},
    ),
    "a second door to the compiler": Planted(
        "Only one room may compile", {"core/venue/planted.py": "import numba"}
    ),
    "rules compute their own indicators": Planted(
        "Only the indicators may import TA-Lib", {"core/rules/planted.py": "import talib.stream"}
    ),
    "a service learns": Planted(
        "Only learn may import torch", {"services/planted.py": "import torch.nn"}
    ),
    "two services in a circle": Planted(
        "No circles",
        {
            "services/planted.py": "import tradewright.services.planted_too",
            "services/planted_too.py": "import tradewright.services.planted",
        },
    ),
    "a route drives the engine itself": Planted(
        "The server speaks to services only",
        {"server/planted.py": "import tradewright.core.engine"},
    ),
    "a route opens a store": Planted(
        "The server speaks to services only",
        {"server/planted.py": "import tradewright.adapters.stores"},
    ),
}
VERDICT = re.compile(r"^(?P<name>.+) (?P<verdict>KEPT|BROKEN)\b", re.MULTILINE)


def verdicts(checkout: Path) -> dict[str, str]:
    """What import-linter says about each contract in a checkout."""
    program = shutil.which("lint-imports", path=Path(sys.executable).parent)
    assert program, "lint-imports is missing: run `python3 dev.py setup`"
    surroundings = {**os.environ, "PYTHONPATH": str(checkout / "src"), "COLUMNS": "200"}
    done = subprocess.run(
        [program, "--no-cache", "--no-logo"],
        cwd=checkout,
        env=surroundings,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    found = {match["name"]: match["verdict"] for match in VERDICT.finditer(done.stdout)}
    assert found, done.stdout + done.stderr
    return found


def broken(checkout: Path) -> set[str]:
    """The names of the broken contracts of a checkout."""
    return {name for name, verdict in verdicts(checkout).items() if verdict == "BROKEN"}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package and its contracts to do harm in."""
    place = tmp_path_factory.mktemp("checkout")
    shutil.copytree(SOURCE, place / "src", ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


@pytest.fixture(scope="module")
def broken_before(checkout: Path) -> set[str]:
    """What is broken without our doing: nothing, once the first test below passes."""
    return broken(checkout)


def test_the_house_keeps_its_law(checkout: Path) -> None:
    assert verdicts(checkout) == dict.fromkeys(contracts(), "KEPT")


@pytest.mark.parametrize("deed", PLANTED)
def test_a_planted_violation_breaks_its_contract(
    deed: str, checkout: Path, broken_before: set[str]
) -> None:
    violation = PLANTED[deed]
    package = checkout / "src" / "tradewright"
    planted = {package / name: text for name, text in violation.files.items()}
    for path, text in planted.items():
        path.parent.mkdir(exist_ok=True)
        assert not path.exists()
        path.write_text(text, encoding="utf-8")
    try:
        found = broken(checkout) - broken_before - ({"No circles"} if violation.climbs else set())
        assert found == {violation.contract}
    finally:
        for path in planted:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()


def test_every_contract_is_proved() -> None:
    assert {planted.contract for planted in PLANTED.values()} == set(contracts())


def contracts() -> list[str]:
    """The names of the contracts in pyproject.toml."""
    document = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["name"] for contract in document["tool"]["importlinter"]["contracts"]]
