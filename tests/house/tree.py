"""The files of this checkout, as the house tests look at them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
DOCS = ROOT / "docs"


@cache
def files() -> tuple[Path, ...]:
    """Every file that git tracks or would track, that exists."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8")
    paths = {ROOT / name for name in listed.stdout.split("\0") if name}
    return tuple(sorted(path for path in paths if path.is_file()))


def files_like(*suffixes: str) -> tuple[Path, ...]:
    """The files with one of these suffixes."""
    return tuple(path for path in files() if path.suffix in suffixes)


def short(path: Path) -> str:
    """A path as people write it: from the root, with forward slashes."""
    return path.relative_to(ROOT).as_posix()
