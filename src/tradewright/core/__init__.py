"""The pure tower: what decides, and nothing that touches the world.

No I/O, clock, log, thread, async, pandas or pydantic may enter here; everything is a function of
its arguments. The names to know: `core.engine.Desk` (one step), `core.rules` (conditions),
`core.venue` (how prices fill).
"""
