"""Where things are kept: the journal (SQLite or memory) and bars (Parquet).

Only bytes and rows live here; what they mean is decided above. The names to know:
`journal_sqlite.SqliteJournal`, `journal_memory.MemoryJournal`, `journal_repair.repair` (what to do
about a damaged journal).
"""
