"""Use cases: what a person can ask for, in rows of `tradewright.wire.messages`, over the ports.

No socket, file format or vendor may be known here, and nothing here decides a trade; the core does.
The names to know: `sessions.session.Session` (a running paper account), `sessions.paper.run_paper`
(one strategy over a whole feed).
"""
