"""What the services need of the world, as small protocols spoken by the consumer.

Only protocols, the values that cross them and the errors they may raise live here; never an
implementation. The names to know: `journal.Journal` (what happened, in order), `feed.Feed`
(prices), `publisher.Publisher` (who is told), `errors.NotFound`, `errors.Conflict`,
`errors.Invalid` (what a refused command says).
"""
