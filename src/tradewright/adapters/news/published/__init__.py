"""Published calendars: three formats, read from a file or an address, with a copy on disk.

The names to know: `reading.read` (bytes to events, pure), `archive.write` (the CSV that knows
when each event was first seen), `source.FileNews` and `source.WebNews` (`ports.news.News`).
"""
