"""The checksum that ties a journal entry to everything before it."""

from __future__ import annotations

import zlib


def link(previous: int, seq: int, kind: str, body: bytes) -> int:
    """CRC-32 of one entry, seeded with the checksum of the entry before it (0 before the first).

    Notes
    -----
    A chain, not a sum of each entry alone: a lost, repeated or reordered entry breaks it as surely
    as a flipped bit.
    """
    head = zlib.crc32(f"{seq}:{kind}:".encode(), previous)
    return zlib.crc32(body, head)
