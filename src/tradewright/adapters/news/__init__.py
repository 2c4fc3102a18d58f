"""Economic calendars (`ports.news`): published files and addresses, and one in memory for tests.

Nothing here decides about trades. The names to know: `published` (weekly JSON, iCalendar and CSV,
from a file or an address, with a copy on disk), `memory`.
"""
