"""Sources of prices: bars replayed from a file, and a seeded market that needs no network.

Every feed is a pure function of how it was built (`ports.feed.Feed`); pace and waiting belong to
the session. No feed knows another. The names to know: `replay.ReplayFeed`,
`simulated.SimulatedFeed`.
"""
