"""The parts of the page that are plain HTML: facts, tiles and tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Final

from tradewright.core.metrics import Month, as_rows

if TYPE_CHECKING:
    from tradewright.services.reports.report import Report

NONE: Final = "\N{EN DASH}"
TILES: Final = (
    "net_profit",
    "return_percent",
    "cagr_percent",
    "max_drawdown_percent",
    "sharpe",
    "profit_factor",
    "win_rate_percent",
    "trades",
)
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


def facts(values: Mapping[str, object]) -> str:
    """Facts as a list of terms."""
    rows = "".join(
        f"<div><dt>{escape(str(label))}</dt><dd>{escape(str(value))}</dd></div>"
        for label, value in values.items()
    )
    return f'<dl class="facts">{rows}</dl>'


def tiles(report: Report) -> str:
    """The statistics that are looked at first."""
    rows = {row.key: row for row in as_rows(report.summary.values())}
    money = f" <small>{escape(report.currency)}</small>"
    cells = "".join(
        f'<div class="tile"><dt>{escape(rows[key].label)}</dt>'
        f'<dd class="{tone(key, report)}">{rows[key].text}{money if key == "net_profit" else ""}'
        "</dd></div>"
        for key in TILES
    )
    return f'<dl class="tiles">{cells}</dl>'


def tone(key: str, report: Report) -> str:
    """Class for gains and losses; the sign is in the text as well."""
    value = report.summary.values()[key]
    if key not in {"net_profit", "return_percent", "cagr_percent"} or not value:
        return ""
    return "up" if value > 0 else "down"


def statistics(report: Report) -> str:
    """All statistics, two columns."""
    rows = "".join(
        f'<tr><th scope="row">{escape(row.label)}</th><td>{escape(row.text)}</td></tr>'
        for row in as_rows(report.summary.values())
    )
    caption = f"All statistics, money in {escape(report.currency)}"
    return f'<table class="statistics"><caption>{caption}</caption><tbody>{rows}</tbody></table>'


def monthly(months: Sequence[Month]) -> str:
    """Returns by month: a row a year, the year compounded at its end."""
    if not months:
        return "<p>No data, no months.</p>"
    years: dict[int, dict[int, float | None]] = {}
    for month in months:
        years.setdefault(month.year, {})[month.month] = month.return_percent
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Year", *_MONTHS, "Year total"))
    body = "".join(
        f'<tr><th scope="row">{year}</th>'
        + "".join(_cell(found.get(month), month in found) for month in range(1, 13))
        + f"{_cell(_compounded(found.values()), present=True)}</tr>"
        for year, found in years.items()
    )
    caption = "Return by calendar month (UTC), per cent"
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{caption}">'
        f'<table class="months"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _compounded(returns: Iterable[float | None]) -> float | None:
    total = 1.0
    for value in returns:
        if value is None:
            return None
        total *= 1 + value / 100
    return (total - 1) * 100


def _cell(value: float | None, present: bool) -> str:  # noqa: FBT001 both are said at the call
    if not present:
        return "<td></td>"
    if value is None:
        return f"<td>{NONE}</td>"
    # Depth of colour by size, in five steps; the number itself carries the meaning.
    depth = min(5, 1 + int(abs(value) / 2))
    kind = "" if round(value, 2) == 0 else f' class="{"up" if value > 0 else "down"} depth{depth}"'
    return f"<td{kind}>{value:+.2f}</td>"


def reasons(report: Report) -> str:
    """Why signals did not become trades, most frequent first."""
    ranked = sorted(report.reasons.items(), key=lambda item: (-item[1], item[0]))
    total = sum(report.reasons.values())
    if not total:
        return "<p>No entry signal was refused.</p>"
    rows = "".join(
        f'<tr><th scope="row"><code>{escape(reason)}</code></th><td>{count:,}</td>'
        f"<td>{count / total:.1%}</td></tr>"
        for reason, count in ranked
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Reason", "Signals", "Share"))
    caption = f"{total:,} entry signals were refused"
    return (
        f'<table class="reasons"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def breaches(report: Report) -> str:
    """Limits that were reached, nothing when there are none."""
    if not report.breaches:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(str(row["time"]))}</th>'
        f"<td><code>{escape(str(row['reason']))}</code></td>"
        f"<td>{escape(str(row['strategy'] or 'the account'))}</td>"
        f"<td>{float(str(row['measured'])):,.2f}</td><td>{float(str(row['bound'])):,.2f}</td></tr>"
        for row in report.breaches
    )
    names = ("Time (UTC)", "Limit", "Of", "Measured", "Bound")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    count = len(report.breaches)
    caption = f"{count:,} limit{'s were' if count > 1 else ' was'} reached; entries stopped then"
    return (
        f'<h2>Limits reached</h2><table class="reasons"><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def still_open(report: Report) -> str:
    """Positions open at the end of the data, nothing when there are none."""
    if not report.open:
        return ""
    rows = "".join(
        f"<li>{escape(str(row['side']))} {row['volume']} since {escape(str(row['entry_time']))}"
        f" at {float(str(row['entry_price'])):.{report.digits}f}</li>"
        for row in report.open
    )
    return f"<h3>Open at the end</h3><ul>{rows}</ul>"


def document(report: Report) -> str:
    """The strategy document, folded."""
    if not report.document:
        return ""
    text = escape(json.dumps(report.document, indent=2, ensure_ascii=False))
    return f"<details><summary>Strategy document</summary><pre>{text}</pre></details>"
