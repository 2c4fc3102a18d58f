"""Where compiled kernels are kept on disk.

Numba notices a change in the file of a kernel but not in the files of the kernels it calls, so a
stale cache could trade by old rules. The directory is therefore named after everything a compiled
kernel depends on: all sources of the core, and the versions of Python, numba, llvmlite, numpy and
the CPU. This is the only module of the core that may look at files, and only at its own sources.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import platformdirs

CORE = Path(__file__).resolve().parents[1]


def fingerprint(root: Path = CORE) -> str:
    """Hash of all that compiled code depends on, 16 hexadecimal digits.

    Parameters
    ----------
    root : the folder whose `*.py` sources count, all levels deep.
    """
    digest = hashlib.sha256()
    for source in sorted(root.rglob("*.py")):
        digest.update(source.relative_to(root).as_posix().encode())
        digest.update(source.read_bytes())
    for package in ("numba", "llvmlite", "numpy"):
        digest.update(f"{package}={version(package)}".encode())
    digest.update(f"{sys.implementation.cache_tag} {platform.machine()} {root}".encode())
    return digest.hexdigest()[:16]


def directory() -> Path:
    """Folder for this exact set of sources; `TRADEWRIGHT_CACHE_DIR` moves its parent."""
    chosen = os.environ.get("TRADEWRIGHT_CACHE_DIR")
    parent = Path(chosen) if chosen else Path(platformdirs.user_cache_dir("tradewright"))
    return parent / "kernels" / fingerprint()
