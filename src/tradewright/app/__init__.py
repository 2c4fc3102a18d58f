"""The one place where things are built: settings in, running services out.

Nothing here trades, serves or speaks to a person. The names to know: `build.build` (settings to
services), `supervisor.running` (a session for as long as a block runs), `paper.build_paper`.
"""
