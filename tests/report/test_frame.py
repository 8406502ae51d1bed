"""Rows as a pandas frame, what needs pandas, and which results are stale."""

import math
import subprocess
import sys
from pathlib import Path

import pytest

from contrast.catalog import load_task
from contrast.errors import ContrastError
from contrast.report.formats.extra import needed
from contrast.report.frame import to_frame
from contrast.report.stale import stale_tasks
from contrast.study.trial import source_hash
from tests.report.rows import comparison, failed, net, search

ROOT = Path(__file__).parents[2]


def test_a_frame_has_a_line_for_each_trial_and_a_column_for_each_split():
    frame = to_frame(comparison())
    assert len(frame) == 30
    columns = ["task", "examples_used", "same", "longer_2x", "budget_seconds"]
    assert frame.loc[2, columns].tolist() == [
        "lists/reverse",
        64_000,
        1.0,
        0.613,
        20.0,
    ]


def test_a_failed_trial_has_no_score_in_the_frame():
    frame = to_frame([search("t", 1.0), failed("t", "lstm")])
    assert frame["same"][0] == 1.0
    assert math.isnan(frame["same"][1])


def test_a_frame_of_no_rows_is_empty():
    assert to_frame([]).empty


def test_a_missing_library_says_how_to_get_it():
    with pytest.raises(ContrastError, match=r"pip install 'contrast-bench\[report\]'"):
        needed("no_such_library")


def test_text_csv_json_and_sentences_need_neither_pandas_nor_torch():
    script = (
        "import sys; from tests.report.rows import comparison; from contrast.report.table import table; "
        "from contrast.report.sentences import sentences; from contrast.report.cite import bibtex; "
        "[table(comparison(), format) for format in ('text', 'csv', 'json')]; sentences(comparison()); bibtex(comparison()); "
        "print(sorted({'torch', 'pandas', 'matplotlib', 'jinja2'} & set(sys.modules)))"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert answer.stdout.strip() == "[]"


def test_results_of_a_changed_reference_are_stale():
    now = source_hash(load_task("lists/sort").reference)
    assert stale_tasks([net("lists/sort", 1.0, source_hash=now)]) == []
    assert stale_tasks([net("lists/sort", 1.0, source_hash="another")]) == ["lists/sort"]


def test_results_of_a_task_that_is_not_here_are_not_called_stale():
    assert stale_tasks([net("theirs/task", 1.0), failed("theirs/task", "lstm", source_hash=None)]) == []
