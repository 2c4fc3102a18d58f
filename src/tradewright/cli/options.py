"""Options that several commands share, each with its help."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias

from typer import Argument, BadParameter, Option

FROM_FILE: Final = "What the prices are"
ACCOUNT: Final = "Account and costs"
OUTPUT: Final = "Output"


def _positive(value: float) -> float:
    if not 0.0 < value < math.inf:
        message = f"{value:g} is no amount of money to start with; give a number > 0, such as 10000"
        raise BadParameter(message)
    return value


def _cost(value: float) -> float:
    if not 0.0 <= value < math.inf:
        message = f"{value:g} is no cost; give a number >= 0"
        raise BadParameter(message)
    return value


StrategyFile: TypeAlias = Annotated[
    Path,
    Argument(
        metavar="STRATEGY",
        help="The strategy: a document (JSON), or a Python file, which is run.",
        show_default=False,
    ),
]
DocumentFile: TypeAlias = Annotated[
    Path, Argument(metavar="STRATEGY.json", help="The strategy's document.", show_default=False)
]
DataFile: TypeAlias = Annotated[
    Path,
    Option(
        "--data", metavar="FILE", help="Prices: CSV, Parquet, Feather or JSON.", show_default=False
    ),
]
Json: TypeAlias = Annotated[
    bool, Option("--json", help="Print one JSON object; errors, too.", rich_help_panel=OUTPUT)
]
Since: TypeAlias = Annotated[
    str | None,
    Option(
        "--from", metavar="TIME", help="First instant to trade; earlier bars warm indicators up."
    ),
]

NewsFile: TypeAlias = Annotated[
    Path | None,
    Option(
        "--news",
        metavar="FILE",
        help="Economic calendar for a newsFilter: CSV with first_seen.",
        rich_help_panel=FROM_FILE,
    ),
]
GuardianFile: TypeAlias = Annotated[
    Path | None,
    Option(
        "--guardian",
        metavar="FILE",
        help="What protects the account: a guardian document (JSON).",
        rich_help_panel=ACCOUNT,
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file of prices is to be read."""

    symbol: Annotated[
        str | None,
        Option(
            "--symbol",
            help="What is quoted, where the file's name does not say.",
            rich_help_panel=FROM_FILE,
        ),
    ] = None
    timeframe: Annotated[
        str | None,
        Option(
            "--timeframe",
            help="Of the bars (M1 … MN1); else told by their spacing.",
            rich_help_panel=FROM_FILE,
        ),
    ] = None
    accept_gaps: Annotated[
        bool,
        Option(
            "--accept-gaps",
            help="Take prices with gaps and outliers as they are.",
            rich_help_panel=FROM_FILE,
        ),
    ] = False
    utc_offset: Annotated[
        str | None,
        Option(
            "--utc-offset",
            metavar="OFFSET",
            help="Of times without a zone: +02:00, NewYork+7.",
            rich_help_panel=FROM_FILE,
        ),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The account and what trading on it costs."""

    cash: Annotated[
        float,
        Option("--cash", callback=_positive, help="Starting balance.", rich_help_panel=ACCOUNT),
    ] = 10_000.0
    spread_pips: Annotated[
        float,
        Option(
            "--spread-pips",
            callback=_cost,
            help="Spread where the prices have none, pips.",
            rich_help_panel=ACCOUNT,
        ),
    ] = 0.0
    commission_per_lot: Annotated[
        float,
        Option(
            "--commission-per-lot",
            callback=_cost,
            help="Account currency, per lot and side.",
            rich_help_panel=ACCOUNT,
        ),
    ] = 0.0
    slippage_pips: Annotated[
        float,
        Option(
            "--slippage-pips",
            callback=_cost,
            help="Worsens market and stop fills, pips.",
            rich_help_panel=ACCOUNT,
        ),
    ] = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fills:
    """How bars become fills, in what money they are counted, and what news was known."""

    path: Annotated[
        Literal["pessimistic", "ohlc", "optimistic"] | None,
        Option(
            "--path",
            help="Order of high and low in a bar; else the strategy's own.",
            rich_help_panel=ACCOUNT,
        ),
    ] = None
    currency: Annotated[
        str | None,
        Option(
            "--currency",
            metavar="CODE",
            help="Of the account; else USD, or the stable coin quoted.",
            rich_help_panel=ACCOUNT,
        ),
    ] = None
    since: Since = None
    news: NewsFile = None
    guardian: GuardianFile = None
