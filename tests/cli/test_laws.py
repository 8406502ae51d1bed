"""`contrast search` on a table of measurements: the law, the list, the plot, units, noise, and what is said of bad input."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import sympy

from contrast.sampling import seeded
from tests.cli.command import Answer, contrast

Command = Callable[..., Answer]

UNITS = "name,what,m,s,kg\nmass,,0,0,1\nspeed,of the body,1,-1,0\nenergy,,2,-2,1\n"


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Command:
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: contrast(capsys, monkeypatch, "search", *arguments)


def table(name: str, header: str, law: Callable[..., Any], count: int = 24, columns: int = 2) -> str:
    """A file of measurements, its inputs between 1 and 5; its name."""
    rng = seeded("cli laws", name)
    rows = [[float(value) for value in rng.uniform(1, 5, columns)] for _ in range(count)]
    lines = [",".join(map(repr, [*row, law(*row)])) for row in rows]
    Path(name).write_text("\n".join([header, *lines]) + "\n")
    return name


@pytest.fixture
def energies(command: Command) -> str:
    return table("m.csv", "mass,speed,energy", lambda m, v: 0.5 * m * v * v)


def test_the_law_is_given_as_program_as_formula_and_with_its_rivals(command: Command, energies: str):
    answer = command("--examples-file", energies, "--dsl", "reals", "--json")
    assert answer.code == 0
    found = json.loads(answer.out)
    assert found["status"] == "solved"
    mass, speed = sympy.symbols("mass speed", positive=True)
    formula = sympy.sympify(found["sympy"], locals={"mass": mass, "speed": speed})
    assert sympy.simplify(formula - mass * speed**2 / 2) == 0
    assert {"program", "bits", "error"} == set(found["pareto"][0])
    assert found["program"] in [entry["program"] for entry in found["pareto"]]
    assert found["splits"]["train"]["exact_match"] == 1.0


def test_check_rows_are_right_but_for_rounding(command: Command):
    x, t = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 2.5], [0.3, 2.0, 1.0, 0.7, 1.1, 0.2, 3.0, 2.2]
    outputs = [7.3 * a / (b + 0.1) for a, b in zip(x, t, strict=True)]
    part = lambda some: {"inputs": {"x": x[some], "t": t[some]}, "outputs": outputs[some]}  # noqa: E731
    Path("law.json").write_text(json.dumps({"name": "law", **part(slice(6)), "check": part(slice(6, 8))}))
    found = json.loads(command("--examples-file", "law.json", "--dsl", "reals", "--json").out)
    assert (found["status"], found["check"]) == ("solved", {"exact_match": 1.0, "n": 2})


def test_text_marks_the_pick_and_shows_the_formula(command: Command, energies: str):
    answer = command("--examples-file", energies, "--dsl", "reals")
    assert "m: solved" in answer.out
    assert "  *" in answer.out
    assert "= mass*speed**2/2" in answer.out


def test_whole_numbers_and_rounded_outputs_are_measurements_too(command: Command):
    Path("fall.csv").write_text("t,d\n" + "".join(f"{t},{round(4.905 * t * t, 2)}\n" for t in range(1, 25)))
    found = json.loads(command("--examples-file", "fall.csv", "--dsl", "reals", "--noise", "--seconds", "4", "--json").out)
    assert found["status"] == "solved"
    assert sympy.simplify(sympy.sympify(found["sympy"]) / sympy.Symbol("t") ** 2).evalf() == pytest.approx(4.905, rel=1e-3)


def test_units_are_read_from_a_table_with_remarks(command: Command, energies: str):
    Path("units.csv").write_text("\ufeff" + UNITS)
    answer = command("--examples-file", energies, "--dsl", "reals", "--units", "units.csv", "--json")
    assert json.loads(answer.out)["status"] == "solved"


def test_the_plot_shows_the_data_and_the_law_beyond_them(command: Command, energies: str):
    answer = command("--examples-file", energies, "--dsl", "reals", "--plot", "law.svg")
    assert answer.code == 0
    text = "".join(ElementTree.parse("law.svg").getroot().itertext())
    for word in ("mass", "speed", "energy, measured", "law beyond the data"):
        assert word in text


def test_noise_without_a_law_is_no_law(command: Command):
    table("noise.csv", "a,b,y", lambda a, b: math.sin(1e5 * a + 3e4 * b), 60)
    answer = command("--examples-file", "noise.csv", "--dsl", "reals", "--noise", "--candidates", "1000000", "--json")
    found = json.loads(answer.out)
    assert (found["status"], found["reason"], found["program"], found["sympy"]) == ("unsolved", "no_law", None, None)
    assert found["pareto"]


def test_noisy_labels_get_a_rule(command: Command):
    rng = seeded("cli labels")
    rows = [(float(x), float(y)) for x, y in rng.uniform(0, 5, (120, 2))]
    flip = rng.random(120) < 0.08
    lines = [f"{x},{y},{str((x < y) ^ bool(f)).lower()}" for (x, y), f in zip(rows, flip, strict=True)]
    Path("labels.csv").write_text("x,y,below\n" + "\n".join(lines) + "\n")
    found = json.loads(
        command("--examples-file", "labels.csv", "--dsl", "plane", "--noise", "--candidates", "200000", "--json").out
    )
    assert found["program"] in ("less(x, y)", "less(sub(x, y), 0.0)")
    assert found["pareto"][-1]["error"] < 0.2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--units", "none.csv"), ("none.csv", "No such file")),
        (("--units", "short.csv"), ("'energy'", "add one a column")),
        (("--units", "bad.csv"), ("'mass'", "'two'", "give a number")),
        (("--units", "twice.csv"), ("'mass'", "twice")),
        (("--units", "empty.csv"), ("no lines",)),
        (("--plot", "law.txt"), (".svg, .pdf or .png",)),
        (("--plot", "nowhere/law.svg"), ("no folder",)),
        (("--dsl", "lists", "--plot", "law.svg"), ("vocabulary",)),
        (("--dsl", "plane", "--units", "units.csv"), ("laws", "--dsl reals")),
    ],
)
def test_bad_input_gets_one_sentence(command: Command, energies: str, arguments: tuple[str, ...], words: tuple[str, ...]):
    Path("units.csv").write_text(UNITS)
    Path("short.csv").write_text(UNITS.replace("energy", "work"))
    Path("bad.csv").write_text(UNITS.replace("mass,,0,0,1", "mass,,two,0,1"))
    Path("twice.csv").write_text(UNITS + "mass,,1,0,1\n")
    Path("empty.csv").write_text("name,m\n")
    rest = () if "--dsl" in arguments else ("--dsl", "reals")
    answer = command("--examples-file", energies, *rest, *arguments)
    assert answer.code == 2
    assert answer.err.count("\n") == 1
    assert all(word in answer.err for word in words), answer.err


def test_units_noise_and_plots_go_with_a_file(command: Command):
    for option in (("--units", "u.csv"), ("--noise",), ("--plot", "p.svg")):
        answer = command("lists/reverse", *option)
        assert answer.code == 2
        assert f"{option[0]} goes with --examples-file" in answer.err
