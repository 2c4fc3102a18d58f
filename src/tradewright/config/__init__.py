"""What can be set, and where it is set: one frozen object, read once at the start.

Nothing here acts; secrets never show in a repr or an error. The names to know: `settings.Settings`
(every setting with its default), `settings.load` (environment, `.env`, `tradewright.toml`),
`settings.SettingsError`.
"""
