"""The world outside: prices, clocks, disks and channels, one folder per thing.

Each folder speaks to one port of `tradewright.ports`. Adapters never import each other, decide
nothing about trades, and are built by `tradewright.app` alone. The names to know: `feeds`,
`stores`, `clocks`.
"""
