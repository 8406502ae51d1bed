"""Citations: BibTeX from results, and the hand-written files beside the package."""

import re
from pathlib import Path

import pytest

from contrast import __version__
from contrast.errors import StoreError
from contrast.report.cite import bibtex
from contrast.report.digest import results_digest
from tests.report.rows import comparison, net

ROOT = Path(__file__).parents[2]


def fields(entry: str) -> dict[str, str]:
    return dict(re.findall(r"^  (\w+) += \{(.*)\},?$", entry, re.MULTILINE))


def test_results_are_cited_with_version_year_commit_and_digest():
    entry = bibtex(comparison())
    digest = results_digest(comparison())
    assert entry.startswith(f"@misc{{contrast-0-1-0-{digest},\n")
    assert fields(entry) == {
        "author": "{The contrast contributors}",
        "title": "{contrast}: trained networks and program search on the same tasks",
        "year": "2026",
        "version": "0.1.0",
        "howpublished": "Software, version 0.1.0",
        "note": f"Results {digest}, table contrast-comparison, 30 trials, commit aaaaaaaaaaaa",
    }


def test_the_year_is_that_of_the_last_trial():
    rows = [net("t", 1.0, started_at=f"{year}-05-01T00:00:00+00:00") for year in (2027, 2026)]
    assert fields(bibtex(rows))["year"] == "2027"


def test_the_version_is_the_one_that_made_the_results_and_is_escaped():
    entry = bibtex([net("t", 1.0, provenance={"contrast": "0.2.0+a_b%", "git_dirty": True, "git_commit": "b" * 40})])
    assert re.fullmatch(r"@misc\{[A-Za-z0-9:-]+,", entry.splitlines()[0])
    assert fields(entry)["version"] == r"0.2.0+a\_b\%"
    assert fields(entry)["note"].endswith("commit bbbbbbbbbbbb with local changes")


def test_without_results_the_software_is_cited():
    assert fields(bibtex())["version"] == __version__
    assert "note" not in fields(bibtex())


def test_an_empty_results_file_cannot_be_cited():
    with pytest.raises(StoreError, match="to cite"):
        bibtex([])


def test_the_citation_file_names_this_version_and_licence():
    text = (ROOT / "CITATION.cff").read_text()
    assert f"version: {__version__}\n" in text
    assert "license: MIT\n" in text
    assert (ROOT / "LICENSE").read_text().startswith("MIT License\n\nCopyright (c) 2026 contrast contributors\n")
