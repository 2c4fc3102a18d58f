"""The spoken language: messages, frames, the strategy document, their codecs and JSON Schema.

Types that cross a door live here, with the one encoder and the strict decoder; no I/O, no clock
and no trading decision ever does. Names to know: `messages`, `channels.CHANNELS`,
`encoding.encode`.
"""
