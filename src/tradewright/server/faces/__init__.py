"""The faces of the four contracts: routes and codecs over one `Services` and one hub.

A face spells requests and answers; it never decides. Name to know: `executor.routes` (contract 04).
"""
