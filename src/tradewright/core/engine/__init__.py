"""The desk and its step."""
