"""The account and its positions: what a fill does to money.

Nothing here decides; every function books what has happened. The conservation law: balance = cash +
profit of closed trades - commission paid by open positions. The names to know: `enter`, `leave`,
`equity`.
"""

from tradewright.core.ledger.book import enter, leave
from tradewright.core.ledger.mark import equity, margin_used, rate, unrealised

__all__ = ["enter", "equity", "leave", "margin_used", "rate", "unrealised"]
