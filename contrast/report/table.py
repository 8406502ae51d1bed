"""The comparison in every format, from stored rows."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable

from contrast.catalog import unknown
from contrast.errors import StoreError
from contrast.report.caption import caption
from contrast.report.formats.exports import csv_table, json_table
from contrast.report.lines.aggregate import aggregate
from contrast.report.lines.line import Row
from contrast.report.lines.why import explained
from contrast.study.result import COMPARISON

FORMATS = ("text", "md", "latex", "csv", "html", "json")

NARROWEST, WIDEST = 80, 160
"""Columns of the text table."""


def table(
    rows: Iterable[Row], format: str = "text", width: int | None = None, colour: bool = False, stale: Collection[str] = ()
) -> str:
    """The comparison that these result rows make, as text of one of `FORMATS`; failed trials stay in every denominator.

    text: for a terminal of `width` columns (default: this one's, kept in 80 to 160), in colour if asked.  md, latex: scores
    and programs, two tables.  csv: every line and number.  html: a page that needs nothing beside it.  json: a list of rows,
    one a trial.  Rows that only the gates asked for (`purpose` in json) have no line; they back the verdicts under "why".
    `stale`: tasks to name as changed since.  Raises `StoreError` without rows, `UnknownName` for another format.
    """
    if format not in FORMATS:
        raise unknown("table format", format, FORMATS, "contrast table --help")
    rows = list(rows)
    shown = [row for row in rows if row.get("purpose", COMPARISON) == COMPARISON]
    if not shown:
        raise StoreError("these results hold no finished trial, so there is no table; `contrast run quickstart` makes some")
    if format == "json":
        return json_table(rows)
    lines = explained(aggregate(rows), rows)
    told = caption(shown, lines, stale)
    if format == "csv":
        return csv_table(lines, told)
    if format == "html":
        from contrast.report.formats.html import html_page

        return html_page(lines, told)
    if format == "text":
        from contrast.report.formats.text import text_table

        return text_table(lines, told, _columns(width), colour)
    from contrast.report.formats.paper import latex_tables, markdown_tables

    return latex_tables(lines, told) if format == "latex" else markdown_tables(lines, told)


def _columns(width: int | None) -> int:
    return min(max(width or shutil.get_terminal_size((100, 24)).columns, NARROWEST), WIDEST)
