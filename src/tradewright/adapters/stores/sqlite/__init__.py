"""The journal in one SQLite file: write-ahead log, checksum chain, one process at a time.

Only bytes live here; what an entry means is decided in `services.sessions`. The names to know:
`journal.SqliteJournal`, `repair.repair` (what to do about a damaged file), `lock.FileLock`.
"""
