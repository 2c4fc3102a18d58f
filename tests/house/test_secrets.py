"""Nothing in the repository ties it to one package registry or one machine."""

import re

import pytest

from tests.house.tree import files, short

# Assembled, so that this file does not match itself.
HOSTS = [
    r"pypi\." + "org",
    r"python" + r"hosted\.org",
    r"registry\.npm" + "js",
    r"registry\.yarn" + r"pkg",
    r"npm" + r"mirror\.com",
    r"conda\.anac" + "onda",
    r"--(extra-)?index-" + r"url\s*[= ]\s*\S*//",
]
REGISTRY = re.compile("|".join(HOSTS), re.IGNORECASE)
BINARY = frozenset({".png", ".jpg", ".ico", ".woff", ".woff2", ".parquet", ".gz", ".zip", ".db"})


def mentions(text: str) -> list[str]:
    """The lines of a text that name a registry."""
    return [line.strip()[:120] for line in text.splitlines() if REGISTRY.search(line)]


def test_no_file_names_a_registry() -> None:
    # Replaced, not refused: somebody's journal may lie in the checkout, and is not text.
    texts = {
        short(p): p.read_text(encoding="utf-8", errors="replace")
        for p in files()
        if p.suffix not in BINARY
    }
    assert {path: found for path, text in texts.items() if (found := mentions(text))} == {}


@pytest.mark.parametrize(
    "host", ["https://" + "pypi" + ".org/simple", "https://files.python" + "hosted.org/x"]
)
def test_a_registry_is_recognised(host: str) -> None:
    assert mentions(f"one line\nurl = {host}\n") == [f"url = {host}"]


def test_every_locked_package_has_hashes() -> None:
    locks = [p for p in files() if short(p).startswith("requirements/") and p.suffix == ".txt"]
    assert len(locks) >= 4
    for path in locks:
        lines = path.read_text(encoding="utf-8").splitlines()
        pins = [i for i, line in enumerate(lines) if re.match(r"[A-Za-z]", line)]
        assert pins, short(path)
        assert [lines[i] for i in pins if "--hash=sha256:" not in lines[i + 1]] == [], short(path)
