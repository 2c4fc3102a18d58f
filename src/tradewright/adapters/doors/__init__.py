"""Sessions that run in another process, reached through the doors they offer."""
