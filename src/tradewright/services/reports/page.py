"""The page: parts, style and script in one file."""

from __future__ import annotations

import json
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from tradewright.services.reports import parts
from tradewright.services.reports.chart import MAX_TRADES, drawing

if TYPE_CHECKING:
    from tradewright.services.reports.report import Report

# Nothing may be fetched, not even by mistake.
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_HEAD: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>
{style}</style>
</head>
"""
_BODY: Final = """<body>
<header><h1>{title}</h1><p>Backtest by Tradewright</p></header>
<main>
<section aria-labelledby="h-summary"><h2 id="h-summary">Summary</h2>{notice}{tiles}</section>
<section aria-labelledby="h-chart"><h2 id="h-chart">Price and trades</h2>{chart}</section>
<section aria-labelledby="h-trades"><h2 id="h-trades">Trades</h2>{trades}{open}</section>
<section aria-labelledby="h-months"><h2 id="h-months">Months</h2>{months}</section>
<section class="two">
<div>{breaches}<h2>Refused signals</h2>{reasons}
<h2>Strategy</h2>{facts}{document}<h2>Data</h2>{data}</div>
<div><h2>Statistics</h2>{statistics}</div>
</section>
</main>
<script type="application/json" id="drawing">{drawing}</script>
<script>
{script}</script>
</body>
</html>
"""
_CHART: Final = """<div class="bar" role="toolbar" aria-label="Chart">
<button type="button" data-do="in">Zoom in</button>
<button type="button" data-do="out">Zoom out</button>
<button type="button" data-do="all">Show all</button>
<button type="button" data-do="previous">Previous trade</button>
<button type="button" data-do="next">Next trade</button>
<output id="readout"></output></div>
<div id="charts" tabindex="0" role="application" aria-describedby="chart-help"
 aria-label="Price, equity and drawdown">
<canvas id="price" role="img" aria-label="Candles with entries and exits"></canvas>
<h3>Equity</h3><canvas id="equity" role="img" aria-label="{equity}"></canvas>
<h3>Drawdown</h3><canvas id="under" role="img" aria-label="{under}"></canvas></div>
<p id="chart-help" class="help">Wheel or + and \N{MINUS SIGN} zoom, drag or arrow keys move,
Home shows all, N and P step through the trades.{joined}</p>
<noscript><p>The charts and the trade list need JavaScript; nothing is loaded from anywhere.</p>
</noscript>"""
_TRADES: Final = """{cut}<div class="bar"><button type="button" data-page="-1">Earlier</button>
<output id="page"></output><button type="button" data-page="1">Later</button></div>
<div class="scroll" tabindex="0" role="region" aria-label="Trade list">
<table id="trades"><caption>Choose a trade to see it on the chart</caption>
<thead></thead><tbody></tbody></table></div>"""


def render(report: Report) -> str:
    """The report as one HTML page; it loads nothing from anywhere.

    Parameters
    ----------
    report : what to show. Long histories are joined to at most 40,000 candles and the trade list
        ends after 10,000 rows, so a page stays under about 6 MB; it says so where it did that.
    """
    data = drawing(report)
    head = _HEAD.format(policy=_POLICY, title=escape(report.title), style=_asset("report.css"))
    return head + _BODY.format(
        title=escape(report.title),
        notice=_notice(report),
        tiles=parts.tiles(report),
        chart=_chart(report, int(str(data["size"]))),
        trades=_trades(report),
        open=parts.still_open(report),
        months=parts.monthly(report.summary.monthly),
        breaches=parts.breaches(report),
        reasons=parts.reasons(report),
        facts=parts.facts(report.facts),
        document=parts.document(report),
        data=parts.facts(report.data),
        statistics=parts.statistics(report),
        drawing=_inert(data),
        script=_asset("report.js"),
    )


def _inert(data: object) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(data, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("&", "\\u0026")


def _notice(report: Report) -> str:
    if report.trades:
        return ""
    why = "see the refused signals below" if report.reasons else "the rules gave no entry signal"
    return f'<p class="notice">This run made no trades: {why}.</p>'


def _chart(report: Report, size: int) -> str:
    found = report.summary
    joined = f" One candle joins {size:,} bars, so that the page stays small." if size > 1 else ""
    return _CHART.format(
        joined=joined,
        equity=f"Equity from {found.cash:,.2f} to {found.final_equity:,.2f} {report.currency}",
        under=f"Drawdown, at most {found.max_drawdown_percent:.2f} per cent",
    )


def _trades(report: Report) -> str:
    count = len(report.trades)
    if count == 0:
        return "<p>No trades.</p>"
    cut = ""
    if count > MAX_TRADES:
        cut = (
            f'<p class="notice">The first {MAX_TRADES:,} of {count:,} trades are listed and drawn, '
            "so that the page stays small; the statistics count all.</p>"
        )
    return _TRADES.format(cut=cut)


def _asset(name: str) -> str:
    return (files("tradewright.services.reports") / "assets" / name).read_text("utf-8")
