"""The tables of the SQLite journal."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, String, Table

SCHEMA_VERSION: Final = 1
"""Layout of the tables; kept in SQLite's `user_version`, 0 means a new file."""

METADATA: Final = MetaData()

ENTRIES: Final = Table(
    "entries",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("chain", BigInteger, nullable=False),
)
"""One row an event; `chain` is `tradewright.adapters.stores.sqlite.chain.link`."""

SNAPSHOTS: Final = Table(
    "snapshots",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("version", String, nullable=False),
    Column("blob", LargeBinary, nullable=False),
    Column("chain", BigInteger, nullable=False),
)
"""One row a snapshot; `chain` covers the row alone."""
