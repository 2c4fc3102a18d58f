"""The HTTP and WebSocket doors: the hub, the REST face of contract 04, the screen's files.

Speaks to `services.Services` and never builds one, never trades and never imports
`tradewright.app`. Names to know: `web.create_app`, `serving.serve`, `hub.Hub`, `access.Access`.
"""
