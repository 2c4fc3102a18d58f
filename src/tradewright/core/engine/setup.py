"""Rows of the tables from instruments and strategies: pips become ticks here, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tradewright.core.calendar import OPTIMAL_PAIRS, session_of
from tradewright.core.engine.climate import gated
from tradewright.core.engine.leaving import describe_leaving
from tradewright.core.engine.size_setup import describe_size
from tradewright.core.engine.strategy import Aggressiveness
from tradewright.core.engine.vault import currency_code
from tradewright.core.exits import forget
from tradewright.core.market import codes
from tradewright.core.market.instruments import STABLE
from tradewright.core.market.records import NEVER, Feed, Terms
from tradewright.core.market.ticks import nearest, up
from tradewright.core.risk import REDUCED, RegimeFilter

if TYPE_CHECKING:
    from tradewright.core.calendar import Session
    from tradewright.core.engine.costs import Costs
    from tradewright.core.engine.strategy import Breakeven, Stop, Strategy, Target, Trailing
    from tradewright.core.kernel import Rows
    from tradewright.core.market import Instrument
    from tradewright.core.market.records import Manner


LEVELS: Final = {
    "pips": codes.TICKS,
    "percentage": codes.PERCENT,
    "atr": codes.ATR,
    "price": codes.PRICE,
    "rr_ratio": codes.RATIO,
    "swing": codes.SWING,
    "fibonacci": codes.FIBONACCI,
}
ORIGINS: Final = {"fill": codes.FROM_FILL, "signal": codes.FROM_SIGNAL}
OPPOSITES: Final = {
    "hold": codes.HOLD,
    "close": codes.CLOSE,
    "reverse": codes.REVERSE,
    "hedge": codes.HEDGE,
}
PATHS: Final = {
    "pessimistic": codes.PESSIMISTIC,
    "ohlc": codes.OHLC,
    "optimistic": codes.OPTIMISTIC,
}


class MissingRate(ValueError):
    """Profit has no way into account currency; the message names the series it needs."""


def account_currency(instrument: Instrument) -> str:
    """The currency of an account by default: dollars, or the stable coin that is quoted."""
    quote = instrument.quote_currency
    return quote if quote in STABLE else "USD"


def ticks_in_one(instrument: Instrument) -> float:
    """Ticks in one unit of price; a whole number where the binary tick size stands for one."""
    exact = 1.0 / instrument.tick_size
    whole = round(exact)
    return float(whole) if abs(exact - whole) < 1e-6 * whole else exact


def describe_feed(feed: Feed, instrument: Instrument, costs: Costs) -> None:
    """Fill a feed's row with what its instrument and the costs say."""
    ticks_per_pip = instrument.pip / instrument.tick_size
    feed.base_currency = currency_code(instrument.base_currency)
    feed.quote_currency = currency_code(instrument.quote_currency)
    feed.per_tick = ticks_in_one(instrument)
    feed.tick = instrument.tick_size
    feed.per_point = instrument.point / instrument.tick_size
    feed.spread = nearest(costs.spread_pips * ticks_per_pip)
    feed.slip = up(costs.slippage_pips * ticks_per_pip)
    feed.money = instrument.contract_size / feed.per_tick
    feed.contract = instrument.contract_size
    feed.lot_steps = round(1.0 / instrument.volume_step)
    feed.volume_min = instrument.volume_min
    feed.volume_max = instrument.volume_max
    feed.margin_rate = instrument.margin_rate
    feed.commission = costs.commission_per_lot
    feed.commission_rate = costs.commission_rate
    feed.swap_long = instrument.swap_long * instrument.point * instrument.contract_size
    feed.swap_short = instrument.swap_short * instrument.point * instrument.contract_size
    feed.triple_day = instrument.triple_day
    feed.roll = NEVER
    forget(feed)


def conversion(instrument: Instrument, currency: str, others: list[Instrument]) -> tuple[int, int]:
    """How profit becomes account currency: the kind of rate and the feed it comes from.

    Parameters
    ----------
    others : instruments of all feeds, in the order of the feeds.

    Raises
    ------
    MissingRate
        If no feed gives the rate.
    """
    quote = instrument.quote_currency
    if quote == currency:
        return codes.SAME, 0
    if instrument.base_currency == currency:
        return codes.INVERSE, 0
    for k, other in enumerate(others):
        pair = other.base_currency, other.quote_currency
        if pair == (quote, currency):
            return codes.TIMES, k
        if pair == (currency, quote):
            return codes.OVER, k
    message = (
        f"{instrument.symbol} earns {quote}, the account is kept in {currency}: add "
        f"{quote}{currency} or {currency}{quote} to the data, or keep the account in {quote} "
        f"(currency={quote!r})"
    )
    raise MissingRate(message)


def describe_terms(terms: Terms, strategy: Strategy, instrument: Instrument) -> None:
    """Fill a strategy's row: distances in ticks, choices as codes; the desk sets feed and hours."""
    per_pip = instrument.pip / instrument.tick_size
    if strategy.stop is not None:
        terms.stop_kind = LEVELS[strategy.stop.kind]
        terms.stop_value = _level(strategy.stop, instrument)
        terms.stop_origin = ORIGINS[strategy.stop.origin]
    if strategy.target is not None:
        terms.target_kind = LEVELS[strategy.target.kind]
        terms.target_value = _level(strategy.target, instrument)
        terms.target_origin = ORIGINS[strategy.target.origin]
    _follow(terms, strategy.trailing, strategy.breakeven, per_pip)
    describe_leaving(terms, strategy, per_pip)
    terms.path = PATHS[strategy.path]
    if strategy.slippage is not None:
        pips = strategy.slippage.kind == "pips"
        terms.slip_kind = codes.SLIP_TICKS if pips else codes.SLIP_ATR
        terms.slip_value = strategy.slippage.value * (per_pip if pips else 1.0)
    describe_size(terms, strategy, per_pip)
    terms.positions_max = strategy.max_positions
    terms.opposite = OPPOSITES[strategy.on_opposite]
    widest = strategy.max_spread_pips
    terms.spread_max = -1.0 if widest is None else widest * per_pip
    terms.spread_scale = REDUCED if strategy.wide_spread == "reduce" else 0.0
    terms.session_max = strategy.trades_per_session or 0
    terms.gated = int(gated(strategy))
    terms.regimes = int(strategy.regime is not None)


def describe_manners(
    manners: Rows[Manner], s: int, strategy: Strategy, instrument: Instrument
) -> None:
    """Fill in how strategy number `s` trades in each regime."""
    regime = strategy.regime or RegimeFilter()
    for k, conduct in enumerate(regime.by_number()):
        manner = manners[codes.MANNERS * s + k]
        manner.share, manner.stop, manner.target = conduct.size, conduct.stop, conduct.target
        manner.trailing = (conduct.trailing_pips or 0.0) * instrument.pip / instrument.tick_size
        manner.trades_max = conduct.trades_per_day or 0


def _level(level: Stop | Target, instrument: Instrument) -> float:
    if level.kind == "pips":
        return level.value * instrument.pip / instrument.tick_size
    if level.kind == "price":
        return level.value / instrument.tick_size
    return level.value


def _follow(
    terms: Terms, trailing: Trailing | None, breakeven: Breakeven | None, per_pip: float
) -> None:
    if trailing is not None:
        terms.trails = 1
        terms.trail_distance = trailing.distance_pips * per_pip
        terms.trail_step = trailing.step_pips * per_pip
        terms.trail_activate = trailing.activate_pips * per_pip
        terms.trail_activate_r = trailing.activate_r
        terms.trail_multiple = trailing.atr_multiple
        terms.trail_least = trailing.least_pips * per_pip
    if breakeven is not None:
        by_r = breakeven.trigger_r is not None
        trigger = breakeven.trigger_r if by_r else breakeven.trigger_pips
        terms.even_kind = codes.EVEN_R if by_r else codes.EVEN_TICKS
        terms.even_trigger = (trigger or 0.0) * (1.0 if by_r else per_pip)
        terms.even_buffer = breakeven.buffer_pips * per_pip


def sessions_of(strategy: Strategy, instrument: Instrument) -> list[tuple[Session, float]]:
    """The sessions a strategy may enter in, with the size factor of each for its symbol."""
    pair = instrument.base_currency + instrument.quote_currency
    size = strategy.aggressiveness or Aggressiveness(optimal=1.0, suboptimal=1.0)
    return [
        (
            session_of(name, strategy.session_hours),
            size.optimal if pair in OPTIMAL_PAIRS[name] else size.suboptimal,
        )
        for name in strategy.sessions
    ]
