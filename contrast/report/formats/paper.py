"""The comparison for papers and notebooks: scores and what was found, as booktabs LaTeX or Markdown, through pandas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from contrast.report.caption import FOUND_IDENTIFIER, Caption
from contrast.report.formats.cells import FOUND, Markup, found_cells, score_cells, score_names
from contrast.report.formats.extra import needed
from contrast.report.formats.notation import latex_code, latex_text
from contrast.report.lines.line import Line

if TYPE_CHECKING:
    import pandas

BEST = "Bold: a task's best score."
FOUND_TOLD = "What each solver found, with a program's nodes and bits of description; after the task: primitives of its DSL."

MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>|~$])")

PREAMBLE = r"% {}. Needs \usepackage{{array,booktabs,longtable}}."
LEFT = r">{\raggedright\arraybackslash}p"
NAMES = rf"{LEFT}{{2.1cm}}{LEFT}{{1.8cm}}r"
SCORES_COLUMNS = rf"{NAMES}{LEFT}{{1.9cm}}l{LEFT}{{2.0cm}}"
WHY_COLUMN = rf"{LEFT}{{2.2cm}}"
FOUND_COLUMNS = rf"{NAMES}{LEFT}{{2.5cm}}rrrr"
"""Widths that fit the text of the article class on any paper, in its smallest customary size."""


def latex_tables(lines: Sequence[Line], caption: Caption) -> str:
    """Two longtables in ASCII, labelled tab:contrast-comparison and tab:contrast-programs."""
    needed("jinja2")
    scores = _frame(score_cells(lines, LATEX), score_names(lines))
    found = _frame(found_cells(lines, LATEX), FOUND)
    told = f"{caption.lead}. {caption.text} {BEST} {caption.stamp}; {caption.title}."
    columns = SCORES_COLUMNS + (WHY_COLUMN if "Why" in scores else "")
    parts = [PREAMBLE.format(caption.stamp), _longtable(scores, columns, told, caption.identifier)]
    if len(found):
        told = f"{FOUND_TOLD} {FOUND_IDENTIFIER}, results {caption.digest}."
        parts += [_longtable(found, FOUND_COLUMNS, told, FOUND_IDENTIFIER)]
    return "\n".join(parts)


def markdown_tables(lines: Sequence[Line], caption: Caption) -> str:
    """Two tables in GitHub's Markdown, each followed by what stands in a caption."""
    needed("tabulate")
    scores = _frame(score_cells(lines, MARKDOWN), score_names(lines)).to_markdown(index=False, disable_numparse=True)
    parts = [f"**{caption.lead}** ({caption.stamp}; {caption.title})", str(scores), _markdown_text(f"{caption.text} {BEST}")]
    found = _frame(found_cells(lines, MARKDOWN), FOUND)
    if len(found):
        parts += [f"**{FOUND_IDENTIFIER}, results {caption.digest}**", str(found.to_markdown(index=False, disable_numparse=True))]
        parts += [_markdown_text(FOUND_TOLD)]
    return "\n\n".join(parts) + "\n"


def _frame(cells: list[list[str]], names: Sequence[str]) -> pandas.DataFrame:
    frame: pandas.DataFrame = needed("pandas").DataFrame(cells, columns=list(names))
    return frame


def _longtable(frame: pandas.DataFrame, columns: str, notes: str, label: str) -> str:
    """One table; its cells are LaTeX already. A little space goes between tasks."""
    body = frame.style.hide(axis="index").to_latex(
        column_format=columns, hrules=True, environment="longtable", caption=latex_text(notes), label=f"tab:{label}"
    )
    spaced = re.sub(r"(?m)(?<=\\\\\n)(?=[^ \\])", r"\\addlinespace" + "\n", body)
    again = re.sub(r"\\caption\[\]\{.*\} \\\\", r"\\caption[]{(continued)} \\\\", spaced)
    return "\\begingroup\\scriptsize\\setlength{\\tabcolsep}{2pt}\n" + again + "\\endgroup\n"


def _latex_cell(text: str) -> str:
    """`text`, with breaks allowed where names join."""
    return re.sub(r"(/|=|\\_)", r"\1\\allowbreak{}", latex_text(text))


def _markdown_text(text: str) -> str:
    """`text` with Markdown's signs escaped, on one line."""
    return MARKDOWN_SIGNS.sub(r"\\\1", " ".join(text.split()))


def _markdown_code(text: str) -> str:
    """A code span that holds any text; a bar would end the cell, so it is escaped as GitHub asks."""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{text}{space}{fence}".replace("|", "\\|")


LATEX = Markup(_latex_cell, r"\textbf{{{}}}".format, latex_code)
MARKDOWN = Markup(_markdown_text, "**{}**".format, _markdown_code)
