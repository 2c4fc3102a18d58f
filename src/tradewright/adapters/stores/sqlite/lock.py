"""One process at a time: an operating-system lock that dies with its holder."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from tradewright.ports.journal import JournalBusy

if TYPE_CHECKING:
    from pathlib import Path

# Windows locks bytes for reading too: the locked byte lies far behind the holder's process number,
# which stays readable.
LOCKED_BYTE = 1 << 20


class FileLock:
    """An exclusive lock on a file, held until `release` or the end of the process, however it ends.

    Raises
    ------
    JournalBusy
        If another process holds it; the message names the process.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        # O_RDWR without truncation: the holder's number must stay readable for the one who is
        # refused.
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _take(self._file):
            holder = (
                os.pread(self._file, 32, 0) if hasattr(os, "pread") else os.read(self._file, 32)
            )
            os.close(self._file)
            raise JournalBusy(_busy(path, holder.decode("ascii", "replace").strip()))
        os.truncate(self._file, 0)
        os.write(self._file, f"{os.getpid()}\n".encode())

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def _busy(path: Path, holder: str) -> str:
    return (
        f"{path.parent} is in use by process {holder or 'unknown'}: one session at a time may own "
        f"a data directory. Stop that process, or choose another directory with --data-dir"
    )


if sys.platform == "win32":
    import msvcrt

    def _take(file: int) -> bool:
        os.lseek(file, LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(file, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _take(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
