"""Where things are kept: the journal (SQLite or memory) and bars (Parquet).

Only bytes and rows live here; what they mean is decided above. The names to
know: `sqlite` (the journal in a file), `memory.MemoryJournal`, `parquet` (bars).
"""
