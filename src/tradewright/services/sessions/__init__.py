"""A running paper account: market data and commands go through one ordered inbox, journal first.

Everything a session knows is a fold over its journal, so start-up and crash recovery are one path.
No socket, file format or trading rule lives here. The names to know: `session.Session` (the running
account), `books.Books` (the fold), `recovery.recover` (journal to books), `paper.run_paper`.
"""
