"""How to cite a comparison: BibTeX with the version and the digest of its results."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from contrast import __version__
from contrast.errors import StoreError
from contrast.report.caption import IDENTIFIER
from contrast.report.digest import results_digest
from contrast.report.formats.notation import counted, latex_text
from contrast.report.lines.line import Row

AUTHOR = "{The contrast contributors}"
TITLE = "{contrast}: trained networks and program search on the same tasks"


def bibtex(rows: Iterable[Row] | None = None) -> str:
    """One `@misc` entry: the software, and with rows the results' digest, the version, year and commit that made them.

    Raises `StoreError` for results without a finished trial.
    """
    if rows is None:
        return _entry("", [__version__], datetime.now(UTC).year, "")
    rows = list(rows)
    if not rows:
        raise StoreError("these results hold no finished trial to cite; `contrast run quickstart` makes some")
    digest = results_digest(rows)
    note = f"Results {digest}, table {IDENTIFIER}, {counted(len(rows), 'trial')}{_commits(rows)}"
    return _entry(digest, _told(rows, "contrast") or [__version__], _year(rows), note)


def _entry(digest: str, versions: list[str], year: int, note: str) -> str:
    key = re.sub(r"[^A-Za-z0-9:-]", "-", "-".join(filter(None, ("contrast", "-".join(versions), digest))))
    fields = {"author": AUTHOR, "title": TITLE, "year": str(year), "version": latex_text(", ".join(versions))}
    fields["howpublished"] = f"Software, version {fields['version']}"
    fields |= {"note": latex_text(note)} if note else {}
    width = max(map(len, fields))
    body = ",\n".join(f"  {name:<{width}} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{key},\n{body}\n}}\n"


def _told(rows: list[Row], name: str) -> list[str]:
    """The different values of one entry of the rows' provenance, sorted."""
    return sorted({str(value) for row in rows if (value := (row.get("provenance") or {}).get(name))})


def _commits(rows: list[Row]) -> str:
    commits = [commit[:12] for commit in _told(rows, "git_commit")]
    changed = " with local changes" if _told(rows, "git_dirty") else ""
    return f", commit {', '.join(commits)}{changed}" if commits else ""


def _year(rows: list[Row]) -> int:
    """The year of the last trial; this year where no row says when it ran."""
    started = [str(row["started_at"]) for row in rows if row.get("started_at")]
    return int(max(started)[:4]) if started else datetime.now(UTC).year
