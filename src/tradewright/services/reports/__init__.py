"""The report of a backtest as one web page that needs no network.

Numbers come in, a page goes out; nothing is computed about trading here and nothing is read from
disk but the page's own style and script. The names to know: `Report` (what it shows), `render`.
"""

from tradewright.services.reports.page import render
from tradewright.services.reports.report import BadReport, Report

__all__ = ["BadReport", "Report", "render"]
