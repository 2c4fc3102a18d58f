"""The hub: every change, told once to each listener, in order, or as its newest value.

Pure but for `door`: streams number and remember, an outbox waits for one connection, the hub
joins them. No trading, no file, no network client. Names to know: `hub.Hub`, `outbox.Outbox`,
`door.attend`.
"""
