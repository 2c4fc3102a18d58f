"""What holds for every test: no network but loopback, printed seeds, bounded time."""

import ipaddress
import os
import random
import sys
from typing import cast

import hypothesis
import numpy as np
import pytest

LOOPBACK_NAMES = frozenset({"localhost", "localhost.localdomain", "testserver", ""})
GUARDED = frozenset({"socket.connect", "socket.sendto", "socket.getaddrinfo"})

hypothesis.settings.register_profile(
    "house",
    deadline=None,  # a first call may compile a kernel
    print_blob=True,
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "100")),
)
hypothesis.settings.load_profile("house")


class NetworkBlocked(RuntimeError):
    """A test reached for the network beyond this machine."""


def is_loopback(host: object) -> bool:
    """Whether a host, by name or number, is this machine."""
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name in LOOPBACK_NAMES:
        return True
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def host_of(event: str, details: tuple[object, ...]) -> object:
    """The host a socket event is about; a Unix socket's address is a path on this machine."""
    if event == "socket.getaddrinfo":
        return details[0]
    address = details[1]
    return cast("tuple[object, ...]", address)[0] if isinstance(address, tuple) else None


def guard(event: str, details: tuple[object, ...]) -> None:
    """Audit hook that lets only loopback pass."""
    if event in GUARDED and not is_loopback(host := host_of(event, details)):
        msg = f"{event} to {host!r}: tests may only reach loopback; use the memory adapter instead"
        raise NetworkBlocked(msg)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--seed", type=int, default=None, help="repeat a run with the seed it printed")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """One seed for hypothesis and for our own generators, the same in every worker."""
    if config.option.seed is None:
        config.option.seed = random.SystemRandom().randrange(2**32)
    if config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = str(config.option.seed)
    sys.addaudithook(guard)


def pytest_report_header(config: pytest.Config) -> str:
    return f"seed: {config.option.seed} (repeat with --seed {config.option.seed})"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything under tests/proofs is slow, and runs only when asked for."""
    for item in items:
        if "proofs" in item.path.relative_to(item.config.rootpath).parts:
            item.add_marker("proof")


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """The seed of this run, as printed in the header."""
    return int(request.config.option.seed)


@pytest.fixture
def rng(seed: int) -> np.random.Generator:
    """A fresh random generator from the seed of this run."""
    return np.random.default_rng(seed)
