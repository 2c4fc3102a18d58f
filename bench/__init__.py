"""How fast, beside whom: every number is a ratio of two things run in one process, turn by turn.

Nothing here is imported by the product. The names to know: `python -m bench` (all rows),
`market.walk` (the data), `*.json` (the exact rules), `flat` (the same rules written by hand).
"""
