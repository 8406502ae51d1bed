"""The comparison as one HTML page that needs nothing beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contrast.report.caption import Caption
from contrast.report.formats.extra import needed
from contrast.report.formats.notation import (
    count_text,
    counted,
    interval_text,
    score_text,
    seconds_text,
    validity_text,
    with_interval,
)
from contrast.report.lines.line import Line, Mean, budgets_differ, by_task, chance_of
from contrast.report.lines.summary import parts, summarise

STYLE = """
:root { color-scheme: light dark; --line: light-dark(#d9dde3, #3a4048); --dim: light-dark(#667080, #98a2b0);
  --good: light-dark(#1a7f4b, #5fd39a); --bad: light-dark(#b3261e, #ff8a80); --mid: light-dark(#8a5a00, #e5b567); }
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 94rem; padding: 0 1rem; }
h1 { font-size: 1.35rem; margin: 0; }
p { margin: .3rem 0; max-width: 62rem; }
code { font: .86em ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0 2rem; font-variant-numeric: tabular-nums; }
th, td { padding: .22rem .6rem; text-align: left; vertical-align: top; }
thead th { border-bottom: 2px solid var(--line); font-weight: 600; }
tbody th { padding-top: 1.1rem; font-size: 1.05em; }
tbody th span { font-weight: normal; font-size: .9em; }
tbody tr:not(:first-child) td { border-top: 1px solid var(--line); }
.dim, .trivial td { color: var(--dim); }
.right { text-align: right; white-space: nowrap; }
.nobreak, .axes { white-space: nowrap; }
.axes { display: grid; grid-template-columns: repeat(3, max-content); column-gap: .5em; align-items: center; }
.found { min-width: 17rem; }
.why { min-width: 11rem; }
.solved { color: var(--good); }
.unsolved { color: var(--mid); }
.failed { color: var(--bad); }
.axes i { width: 2.6em; height: .55em; border: 1px solid var(--line);
  background: linear-gradient(to right, var(--good) calc(var(--score) * 100%), transparent 0); }
"""

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ caption.stamp }}</title>
<style>{{ style }}</style>
</head>
<body>
<h1>{{ caption.lead }}</h1>
<p class="dim">{{ caption.stamp }}; {{ caption.title }}</p>
<p>{{ caption.text }}</p>
<div class="wide">
<table id="{{ caption.identifier }}">
<thead><tr>
<th>Solver</th><th>N</th><th>Solved</th>{% if why %}<th>Why</th>{% endif %}<th>Same</th><th>Axes</th><th>Found</th>
<th class="right">Candidates</th><th class="right">Core-s</th>
</tr></thead>
{% for task in tasks %}<tbody>
<tr><th colspan="{{ 9 if why else 8 }}">{{ task.name }} <span class="dim">{{ task.about }}</span></th></tr>
{% for line in task.lines %}<tr{% if line.trivial %} class="trivial"{% endif %}>
<td>{{ line.solver }}</td>
<td class="nobreak">{{ line.labels }}</td>
<td><span class="nobreak {{ line.status }}">{{ line.solved }}</span>
{% for reason in line.reasons %}<br><span class="dim">{{ reason }}</span>{% endfor %}</td>
{% if why %}<td class="why">{{ line.why }}</td>
{% endif %}<td class="nobreak">{{ line.same.text }}</td>
<td><div class="axes">{% for axis in line.axes -%}
<span>{{ axis.name }}</span><i style="--score: {{ axis.value }}"></i><span>{{ axis.text }}</span>
{% endfor %}</div></td>
<td class="found">{% for program in line.programs %}<code>{{ program.text }}</code>{{ program.share }}<br>{% endfor %}
<span class="dim">{{ line.size }}</span>{% if line.valid %}<br>valid: {{ line.valid }}{% endif %}</td>
<td class="right">{{ line.candidates }}</td>
<td class="right">{{ line.seconds }}</td>
</tr>
{% endfor %}</tbody>
{% endfor %}</table>
{% if summaries %}<table id="contrast-all-tasks">
{% for part in summaries %}<thead><tr>
<th>{{ part.title }}</th><th>N</th><th>Tasks solved</th><th>Mean same</th><th>Mean worst axis</th><th>Failed trials</th>
</tr></thead>
<tbody>
{% for one in part.lines %}<tr{% if one.trivial %} class="trivial"{% endif %}>
{% for cell in one.cells %}<td>{{ cell }}</td>{% endfor %}
</tr>
{% endfor %}</tbody>
{% endfor %}</table>{% endif %}
</div>
</body>
</html>
"""


def html_page(lines: Sequence[Line], caption: Caption) -> str:
    """The whole page; every text is escaped."""
    several = budgets_differ(lines)
    tasks = [
        {"name": ones[0].name, "about": _about(ones), "lines": [_line(line, several) for line in ones]}
        for ones in by_task(lines).values()
    ]
    summaries = [
        {"title": title, "lines": [{"trivial": one.side == "baseline", "cells": one.texts(several)} for one in summarise(part)]}
        for title, part in parts(lines).items()
    ]
    environment = needed("jinja2").Environment(autoescape=True)
    return str(
        environment.from_string(PAGE).render(
            caption=caption,
            tasks=tasks,
            why=any(line.why for line in lines),
            summaries=summaries if len(tasks) > 1 else [],
            style=needed("markupsafe").Markup(STYLE),
        )
    )


def _about(lines: Sequence[Line]) -> str:
    chance, size, dsl = chance_of(lines), lines[0].about("dsl_size"), lines[0].about("dsl")
    parts = [] if size is None else [f"DSL {dsl}, {size} primitives"]
    return "; ".join(parts + ([] if chance is None else [f"chance {score_text(chance)}"]))


def _line(line: Line, several: bool) -> dict[str, Any]:
    return {
        "solver": line.label,
        "trivial": line.side == "baseline",
        "labels": line.labels_text(several),
        "status": line.status,
        "solved": "scores only" if line.scores_only else _solved(line),
        "reasons": _reasons(line),
        "why": line.why,
        "same": _score("same", line.same),
        "axes": [_score(name, mean) for name, mean in line.axes.items()],
        "programs": [{"text": text, "share": line.share(times)} for text, times in line.programs.items()],
        "size": ", ".join(filter(None, (line.size, _applications(line)))),
        "valid": validity_text(line.validity),
        "candidates": count_text(line.middle("candidates_tried")),
        "seconds": seconds_text(line.middle("core_seconds")),
    }


def _applications(line: Line) -> str:
    return "" if line.applications is None else counted(line.applications, "application")


def _reasons(line: Line) -> list[str]:
    """Why trials were not solved; for perception, where nothing is solved, only why they failed."""
    reasons = {} if line.scores_only and not line.count("failed") else line.reasons
    return [f"{reason} ({times})" if line.trials > 1 else reason for reason, times in reasons.items()]


def _solved(line: Line) -> str:
    failed = f", {line.count('failed')} failed" if line.count("failed") else ""
    return with_interval(f"{line.count('solved')}/{line.trials}", line.solved_interval) + failed


def _score(name: str, mean: Mean) -> dict[str, Any]:
    text = f"{score_text(mean.value)}{'*' if mean.exempt else ''} {interval_text(mean.interval)}"
    return {"name": name, "value": f"{mean.value:.3f}", "text": text}
