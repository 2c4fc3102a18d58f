"""Clocks and time zones of the real world.

Reads the system clock and the zone database and hands them to the core as numbers and tables; it
never decides anything about trading. The names to know: `zones.zone`, `zones.session_zones`.
"""
