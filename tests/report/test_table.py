"""The comparison in every format, from rows made by hand."""

import csv
import io
import json
import math
import re
from html.parser import HTMLParser

import pytest

from contrast.errors import StoreError, UnknownName
from contrast.report.digest import results_digest
from contrast.report.formats.notation import budget_text, interval_text, score_text
from contrast.report.lines.intervals import Interval
from contrast.report.table import FORMATS, table
from tests.report.rows import SECONDS, TRICKY, comparison, failed, net, search, split

DIGEST = results_digest(comparison())
SEEDS = [search("lists/sort", 1.0, score, seed=seed) for seed, score in enumerate((1.0, 0.4, 1.0))]


def printed(rows: list[dict], width: int = 160) -> str:
    return table(rows, "text", width=width)


def records(rows: list[dict]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table(rows, "csv"))))


class Cells(HTMLParser):
    """The texts and tags of a page."""

    def __init__(self, page: str):
        super().__init__()
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag != "meta" and tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(" ".join(data.split()))


@pytest.mark.parametrize("format", FORMATS)
def test_no_rows_are_a_user_error(format: str):
    with pytest.raises(StoreError, match="no finished trial"):
        table([], format)


def test_an_unknown_format_names_the_closest():
    with pytest.raises(UnknownName, match="did you mean 'latex'"):
        table(comparison(), "latx")


@pytest.mark.parametrize("format", [format for format in FORMATS if format != "json"])
def test_every_table_names_itself_and_its_results(format: str):
    text = table(comparison(), format).replace("\\", "")
    assert "contrast-comparison" in text
    assert DIGEST in text


@pytest.mark.parametrize("format", ["text", "md", "latex", "html"])
def test_every_caption_states_the_protocol(format: str):
    text = " ".join(table(comparison(), format).split())
    for part in ("at least .99", "every label", "20 core-seconds", "n = 1", "Wilson", "1 failed trial counts as not solved"):
        assert part in text


@pytest.mark.parametrize("width", [80, 100, 160])
def test_text_keeps_to_the_width_of_the_terminal(width: int):
    assert max(map(len, printed(comparison(), width).splitlines())) <= width


@pytest.mark.parametrize("width", [80, 100, 160])
def test_no_word_of_the_text_table_is_broken(width: int):
    words = set(printed(comparison(), width).split())
    assert {"unsolved", "unlimited", "longer_10x", "worker_died", "still_improving", "positions=both_ends", ">.999"} <= words


def test_text_shows_a_line_with_all_its_numbers():
    line = next(line for line in printed(comparison()).splitlines() if "unlimited" in line and ".613" not in line)
    assert line.split("  ")[1:2] == ["lstm"]
    assert "unsolved [0, .793]" in line
    assert "1.000 [.996, 1]" in line
    assert ".004 [.002, .010] longer_10x" in line
    assert "83,201 parameters" in line
    assert line.endswith("16.0")


def test_text_prints_the_program_whole():
    assert TRICKY in printed(comparison())


def test_text_puts_chance_and_the_trivial_solvers_beside_the_task():
    heading = next(line for line in printed(comparison()).splitlines() if line.startswith("lists/reverse"))
    assert heading.endswith("chance .030  majority .010  copy .031  nearest neighbour .020")


def test_text_says_why_a_trial_failed():
    reason = "task 'lists/sort': the reference raised\nValueError"
    assert "task 'lists/sort': the reference raised ValueError" in printed([failed("lists/sort", "lstm", reason)])


def test_a_trivial_solver_that_failed_gets_a_line_of_its_own():
    assert "majority" in printed([failed("lists/sort", "majority")]).split("failed")[0]


def test_several_seeds_are_counted_with_their_interval():
    assert "2/3 [.208, .939]" in printed(SEEDS)
    assert "3 of 3 seeds" in printed(SEEDS)


def test_text_is_plain_unless_colour_is_asked_for():
    assert "\x1b" not in table(comparison(), "text")
    assert "\x1b[32m" in table(comparison(), "text", colour=True)


def test_the_caption_names_the_method_of_each_kind_of_interval():
    assert "bootstrap over three or more seeds" in " ".join(printed(SEEDS).split())
    assert "bootstrap over three or more seeds" not in " ".join(printed(comparison()).split())


@pytest.mark.parametrize(
    ("tasks", "told"),
    [
        (["lists/sort"], "on fresh draws (same)"),
        (["mine.json?dsl=lists_full#twice"], "on a data file's rows kept aside (same)"),
        (["lists/sort", "mine.csv"], "on fresh draws or a data file's rows kept aside (same)"),
    ],
)
def test_the_caption_says_what_same_is(tasks: list[str], told: str):
    assert told in " ".join(printed([search(task, 1.0) for task in tasks]).split())


def test_the_caption_says_what_no_interval_undercuts():
    told = " ".join(printed(comparison()).split())
    assert "for means over tasks bootstrap over tasks; none narrower than Wilson on the pooled items." in told
    assert "none narrower" not in printed([search("t", 1.0)])


def test_small_domains_are_starred():
    row = net("bits/parity", 1.0)
    row["splits"]["same"]["exempt"] = True
    text = printed([row])
    assert "1.000*" in text
    assert "too small to keep test inputs out of training" in " ".join(text.split())


def test_stale_tasks_are_named():
    text = table(comparison(), "text", stale=["lists/sort"])
    assert "Stale, since the task has changed: lists/sort." in " ".join(text.split())


def test_budgets_stand_in_the_table_where_they_differ():
    rows = [net("lists/sort", 1.0), net("lists/sort", 1.0, budget={**SECONDS, "seconds": None, "steps": 2000})]
    assert "32 · 20 core-seconds" in printed(rows)
    assert "32 · 2,000 steps" in printed(rows)


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [(0.0, 1.0, "[0, 1]"), (0.0001, 0.0002, "[0, .001]"), (0.9996, 0.9999, "[.999, 1]"), (0.25, 0.75, "[.250, .750]")],
)
def test_intervals_are_rounded_outwards_near_their_limits(low: float, high: float, text: str):
    assert interval_text(Interval(low, high, "")) == text


@pytest.mark.parametrize(
    ("budget", "text"),
    [
        ({"seconds": 3.0}, "3 core-seconds"),
        ({"seconds": 1.0}, "1 core-second"),
        ({"seconds": 0.5}, "0.5 core-seconds"),
        ({"steps": 500, "candidates": 10_000}, "500 steps, 10,000 candidates"),
        ({"seconds": 20.0, "bytes": 2**30}, "20 core-seconds, 1 GiB"),
        ({}, "no limit"),
    ],
)
def test_budgets_read_as_words(budget: dict, text: str):
    assert budget_text(budget) == text


@pytest.mark.parametrize(
    ("score", "text"),
    [(1.0, "1.000"), (0.0, ".000"), (0.9996, ">.999"), (0.0003, "<.001"), (0.9891, ".989"), (0.0005, ".001"), (0.5, ".500")],
)
def test_only_exact_scores_read_as_exact(score: float, text: str):
    assert score_text(score) == text


def test_markdown_rows_have_as_many_cells_as_their_header():
    text = table(comparison(), "md")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    counts = [len(re.findall(r"(?<!\\)\|", row)) for row in rows]
    assert set(counts) == {7, 9}
    assert r"lists/sort\_by\_key" in text


def test_markdown_bolds_the_best_score_of_a_task():
    assert r"**.970** \[.957, .979\]" in table(comparison(), "md")


def test_csv_has_a_record_for_each_line_and_every_number():
    (line,) = [one for one in records(SEEDS) if one["solver"] == "search"]
    assert (line["trials"], line["solved"], line["failed"], line["examples"], line["seeds"]) == ("3", "2", "0", "32", "0 1 2")
    assert float(line["solved_low"]) == pytest.approx(0.2077, abs=1e-4)
    assert float(line["longer_2x_mean"]) == pytest.approx(0.8)
    assert (line["longer_2x_interval"], line["same_interval"]) == ("bootstrap over seeds", "Wilson on pooled items")
    assert (line["program"], line["candidates_tried"], line["dsl_size"], line["chance"]) == (
        "reverse(xs)",
        "12345.0",
        "13",
        "0.03",
    )


def test_csv_keeps_a_program_with_any_character_and_the_trivial_scores():
    (line,) = [one for one in records(comparison()) if (one["task"], one["solver"]) == ("lists/sort_by_key", "search")]
    assert line["program"] == TRICKY
    assert (line["majority_same"], line["copy_same"], line["nearest_neighbour_same"]) == ("0.01", "0.02", "0.011")


def test_csv_calls_perception_neither_solved_nor_unsolved():
    assert {line["solved"] for line in records(comparison()) if line["task"] == "perception/digits"} == {""}


def test_every_table_marks_shallow_programs():
    assert len(re.findall(r"\bshallow\b", printed(comparison()))) == 3
    assert "xs)`, shallow" in table(comparison(), "md")
    assert r", shallow & 6" in table(comparison(), "latex")
    assert "6 nodes, 32 bits, shallow, 2 applications" in Cells(table(comparison(), "html")).texts
    (line,) = [one for one in records(comparison()) if (one["task"], one["solver"]) == ("lists/reverse", "search")]
    assert (line["applications"], line["shallow"]) == ("2", "True")
    assert json.loads(table(comparison(), "json"))[0]["applications"] == 2


@pytest.mark.parametrize("format", [format for format in FORMATS if format not in ("json", "csv")])
def test_a_deep_or_unmeasured_program_has_no_mark(format: str):
    assert "shallow" not in table([search("t", 1.0, applications=3), search("u", 1.0)], format)


@pytest.mark.parametrize("format", ["text", "md", "latex", "html"])
def test_outputs_without_a_uniform_guess_have_no_chance_level(format: str):
    rows = [search("t", 1.0, chance=None), *(one | {"chance": None} for one in comparison()[3:6])]
    text = table(rows, format)
    assert "chance" not in text
    assert "None" not in text


def test_an_unknown_chance_level_is_empty_in_csv_and_null_in_json():
    rows = [search("t", 1.0, chance=None)]
    assert records(rows)[0]["chance"] == ""
    assert json.loads(table(rows, "json"))[0]["chance"] is None


@pytest.mark.parametrize("format", ["text", "md", "latex", "html"])
def test_that_a_task_reports_scores_only_is_no_reason(format: str):
    failing = failed("perception/digits", "search", seed=1, scores_only=True)
    assert "scores_only" not in table([*comparison(), failing], format).replace("\\", "")


def test_that_a_task_reports_scores_only_is_no_reason_in_csv():
    assert {line["reasons"] for line in records(comparison()) if line["task"] == "perception/digits"} == {""}


def test_perception_is_called_scored():
    line = next(line for line in printed(comparison()).splitlines() if ".970" in line)
    assert "scored" in line
    assert "unsolved" not in line


def test_json_is_the_list_of_trials():
    rows = json.loads(table(comparison(), "json"))
    assert rows == comparison()


def test_json_has_the_promised_columns():
    (row,) = json.loads(table([search("lists/sort", 1.0, 0.5)], "json"))
    promised = {"task": "lists/sort", "solver": "search", "regime": "fixed", "seed": 0, "examples": 32, "status": "unsolved"}
    assert promised.items() <= row.items()
    assert row["reason"] == "wrong_on:longer_2x"
    assert row["core_seconds"] == 1.5
    assert (row["splits"]["longer_2x"]["exact_match"], row["splits"]["longer_2x"]["n"]) == (0.5, 1000)


def test_json_writes_null_where_a_number_is_not_one():
    rows = json.loads(table([net("t", 0.5, details={"loss": math.nan})], "json"))
    assert rows[0]["details"] == {"loss": None}


def test_html_is_well_formed_complete_and_alone():
    page = table(comparison(), "html")
    cells = Cells(page)
    assert cells.open == []
    assert TRICKY in cells.texts
    assert {"lists/sort_by_key", "1/1 [.207, 1]", ".613 [.582, .643]", "worker_died", "nearest neighbour", "12,345"} <= set(
        cells.texts
    )
    assert not re.search(r"""(src|href)=|url\(|@import""", page)


def test_html_escapes_what_solvers_wrote():
    page = table([failed("lists/sort", "lstm", "<script>alert(1)</script>")], "html")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_plans_tell_what_simulation_says_of_them():
    judged = {"same": {**split(0.5), "valid": 0.75, "excess": 0.25}, "longer_2x": {**split(0.0), "valid": 0.0}}
    printed = table([search("planning/gripper", 0.5, 0.0, axes=("same", "longer_2x"), splits=judged)], "text")
    assert "valid: same .750 (+25%), longer_2x .000" in printed
    assert "break no rule of the simulation" in printed.replace("\n", " ")


def test_drawn_tasks_are_summed_up_by_their_source_and_never_with_picked_ones():
    rows = [
        *(
            search(name, 1.0, 1.0, 1.0, family=name.partition("?")[0])
            for name in ("census/lists?n=2&seed=0#0", "census/lists?n=2&seed=0#1")
        ),
        search("census/teachers?n=1&seed=0#0", 0.5, 0.5, 0.5, family="census/teachers"),
        search("lists/sort", 0.0, 0.0, 0.0),
    ]
    printed = table(rows, "text", width=100)
    sums = {line.split("  ")[1].strip(): None for line in printed.splitlines() if "tasks solved" in line}
    assert list(sums) == ["census/lists", "census/teachers", "tasks picked by hand"]
    assert "all tasks" not in printed
