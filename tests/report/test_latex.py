"""The LaTeX tables: their structure read by an independent reader, and compiled where a TeX is present."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from contrast.report.formats.notation import latex_code, latex_text
from contrast.report.table import table
from tests.report.rows import comparison, search

DOCUMENT = r"\documentclass{article}\usepackage{array,booktabs,longtable}\begin{document}\input{table}\end{document}"


def bodies(text: str) -> list[str]:
    return re.findall(r"\\begin\{longtable\}.*?\\end\{longtable\}", text, re.DOTALL)


def columns(body: str) -> int:
    """The number of columns that a longtable declares."""
    start = body.index("longtable}{") + len("longtable}{")
    depth, letters = 1, ""
    for character in body[start:]:
        depth += {"{": 1, "}": -1}.get(character, 0)
        if depth == 0:
            break
        letters += character if depth == 1 else ""
    return len(re.sub(r"[>}]", "", letters))


def rows(body: str) -> list[str]:
    return [line for line in body.splitlines() if line.endswith(r"\\") and not line.startswith("\\")]


def test_braces_are_balanced():
    depth = 0
    for found in re.findall(r"\\[\\{}]|[{}]", table(comparison(), "latex")):
        depth += {"{": 1, "}": -1}.get(found, 0)
        assert depth >= 0
    assert depth == 0


def test_environments_close_in_order():
    opened = []
    for command, name in re.findall(r"\\(begin|end)\{(\w+)\}", table(comparison(), "latex")):
        if command == "begin":
            opened.append(name)
        else:
            assert opened.pop() == name
    assert opened == []


def test_every_row_has_the_declared_number_of_cells():
    scores, found = bodies(table(comparison(), "latex"))
    for body, expected in ((scores, 6), (found, 8)):
        assert columns(body) == expected
        assert {len(re.findall(r"(?<!\\)&", row)) + 1 for row in rows(body)} == {expected}


def test_every_line_of_the_comparison_is_a_row():
    scores, found = bodies(table(comparison(), "latex"))
    assert len(rows(scores)) == 2 + 30 + 5 + 6  # two heads, lines, chance of each task, all tasks together
    assert len(rows(found)) == 2 + 15


def test_it_has_booktabs_rules_labels_and_ascii_only():
    text = table(comparison(), "latex")
    for part in (r"\toprule", r"\midrule", r"\bottomrule", r"\label{tab:contrast-comparison}", r"\label{tab:contrast-programs}"):
        assert part in text
    assert text.isascii()


def test_the_best_score_of_a_task_is_bold():
    assert r"\textbf{.970} [.957, .979]" in table(comparison(), "latex")


def test_without_programs_or_nets_there_is_one_table():
    assert len(bodies(table([row for row in comparison() if row["solver"] == "copy"], "latex"))) == 1


@pytest.mark.parametrize(
    ("text", "latex"),
    [("a_b", r"a\_b"), ("50 %", r"50 \%"), ("{x}", r"\{x\}"), ("\\", r"\textbackslash{}"), ("λ", r"\textbackslash{}u03bb")],
)
def test_prose_is_escaped(text: str, latex: str):
    assert latex_text(text) == latex


def test_programs_may_break_after_an_opening_bracket():
    assert latex_code("f('a')") == r"\texttt{f(\allowbreak{}\textquotesingle{}a\textquotesingle{})}"


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no pdflatex here: the structure alone is checked")
@pytest.mark.parametrize("rows", [comparison(), [search("lists/sort", 1.0)]], ids=["comparison", "one trial"])
def test_it_compiles_within_the_margins(tmp_path: Path, rows: list[dict]):
    (tmp_path / "table.tex").write_text(table(rows, "latex"))
    (tmp_path / "paper.tex").write_text(DOCUMENT)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
    for _ in range(2):  # longtable measures its columns in the first run
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:]
    assert "Overfull" not in done.stdout
    assert (tmp_path / "paper.pdf").stat().st_size > 10_000
