"""The words people type: reads options, asks `app` and `services`, prints what they answer.

Nothing here trades, computes or keeps anything, and nothing heavy is imported before a command
runs, so that `tradewright --help` is instant. The names to know: `app` (the Typer program), `main`
(the same with our errors and exit codes), `exits.Exit` (what those codes mean).
"""

from tradewright.cli.program import app, main

__all__ = ["app", "main"]
