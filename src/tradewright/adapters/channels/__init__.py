"""Ways to tell someone outside what happened: one folder or module a channel.

No decision lives here, only delivery. The names to know: `silence.Silence` (nobody listens),
`memory.Recorder` (keeps what was said, for tests and the terminal).
"""
