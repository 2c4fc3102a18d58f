"""The face of contract 04 (Windows Executor V2): REST under /api.

One module per noun, each with a function that gives its router for a `Services`; no state lives
here. Name to know: `routes.routes`.
"""
