"""`contrast explain`: a program at work on one input, node by node."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, product
from typing import TYPE_CHECKING, Annotated, Any

import typer

from contrast.cli.app import app
from contrast.errors import BadProgram, BadValue, ContrastError, Undefined

if TYPE_CHECKING:
    from contrast.dsl import DSL, Program
    from contrast.dsl.trace import Call, Step

NAMED = re.compile(r"\s*([^\W\d]\w*)\s*=(?!=)")
"""How a value with a name begins."""

NAMES = "xyzuvw"
"""What inputs without a name are called, with an s for lists, as `contrast.search` calls them."""

CALLS_SHOWN = 12
"""Calls of a lambda that the text shows; JSON has all."""

READINGS = 64
"""Choices of kinds for the inputs that are tried where their values leave a choice."""

WIDE = 200
"""Characters of a value before the text cuts it."""


@app.command()
def explain(
    program: Annotated[str, typer.Argument(help="The program's text, such as 'map(lambda a: add(a, 1), xs)'.")],
    on: Annotated[
        list[str], typer.Option(help="An input: JSON, or name=JSON; for several inputs give --on again, or 'x=1 ys=[2]'.")
    ],
    dsl: Annotated[
        str | None,
        typer.Option(help="The vocabulary: a name, a Python file or a .sl file.  [default: the first that can read it]"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show the value of each node of a program on one input, and of each lambda on every call."""
    from contrast.dsl.trace import trace
    from contrast.values import as_kind

    try:
        given = inputs_of(on, program)
        chosen, read = read_program(program, given, dsl)
        steps = trace(read, [as_kind(given[var.name], var.kind) for var in read.inputs])
    except RecursionError:
        raise BadProgram(f"{program[:60]!r} or its input is nested too deeply to be explained") from None
    except (ContrastError, Undefined):
        raise
    except Exception as error:  # a primitive of someone's vocabulary
        raise BadProgram(f"{program[:60]!r} cannot be explained: {type(error).__name__}: {error}") from error
    if as_json:
        typer.echo(json.dumps(record(read, chosen, steps)))
        return
    typer.echo(f"vocabulary {chosen.name}")
    for line in lines(steps):
        typer.echo(line)


def inputs_of(on: Sequence[str], program: str) -> dict[str, Any]:
    """The inputs by name. A lone one without a name has that of the program's only input."""
    values = [pair for text in on for pair in pairs(text)]
    nameless = [value for name, value in values if name is None]
    if not nameless:
        found = {str(name): value for name, value in values}
        if len(found) < len(values):
            raise BadValue(f"--on gives an input twice: {', '.join(str(name) for name, _ in values)}; give each once")
        return found
    if len(nameless) < len(values):
        raise BadValue("--on gives some inputs a name and others none; write name=JSON for each")
    free = free_names(program)
    if len(nameless) == 1 and len(free) == 1:
        return {free[0]: nameless[0]}
    if len(nameless) > len(NAMES):
        raise BadValue(f"--on gives {len(nameless)} inputs without a name; write name=JSON for each")
    return {NAMES[k] + "s" * isinstance(value, list): value for k, value in enumerate(nameless)}


def pairs(text: str) -> Iterator[tuple[str | None, Any]]:
    """The inputs that one option gives, with their names: one value, or `name=JSON` once or more."""
    if not NAMED.match(text):
        yield None, value_of(text, text)[0]
        return
    rest = text
    while rest:
        found = NAMED.match(rest)
        if found is None:
            raise BadValue(f"--on {text}: {rest!r} is no name=JSON; give for example --on 'xs=[3, 1, 2]' --on 'k=1'")
        value, rest = value_of(rest[found.end() :], text, more=True)
        yield found[1], value


def value_of(text: str, whole: str, more: bool = False) -> tuple[Any, str]:
    """The JSON value that a text begins with, and what follows it, which there may only be if `more` is said."""
    start = len(text) - len(text.lstrip())
    try:
        value, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise BadValue(f"--on {whole}: {text.strip()[:40]!r} is no JSON ({why}); text stands in quotes, --on '\"abc\"'") from None
    rest = text[end:].strip()
    if rest and not more:
        raise BadValue(f"--on {whole}: {rest[:40]!r} follows the value; for several inputs write name=JSON for each")
    return value, rest.lstrip(",; ")


def free_names(program: str) -> list[str]:
    """The variables of a program's text that no lambda binds, in order of appearance."""
    import ast

    try:
        tree = ast.parse(program.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []  # reading it will say what is wrong
    bound = {arg.arg for node in ast.walk(tree) if isinstance(node, ast.Lambda) for arg in node.args.args}
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and id(node) not in called]
    names.sort(key=lambda node: (node.lineno, node.col_offset))
    return [name for name in dict.fromkeys(node.id for node in names) if name not in bound and name != "inf"]


def read_program(text: str, given: Mapping[str, Any], dsl: str | None) -> tuple[DSL, Program]:
    """The program and the vocabulary that reads it: the one that is named, else the first."""
    from contrast.catalog import VOCABULARIES, vocabulary

    if dsl is not None:
        chosen = grammar_of(dsl) if dsl.lower().endswith(".sl") else vocabulary(dsl)
        return chosen, read_with(chosen, text, given)
    faults: dict[str, ContrastError] = {}
    for name in VOCABULARIES:
        try:
            return vocabulary(name), read_with(vocabulary(name), text, given)
        except ContrastError as error:
            faults[name] = error
    words = set(re.findall(r"\w+(?=\()", text))
    nearest = max(faults, key=lambda name: len(words & {p.name for p in vocabulary(name).primitives}))
    raise BadProgram(f"no vocabulary can read it; {nearest!r}, the nearest one, cannot because {faults[nearest]}")


def grammar_of(path: str) -> DSL:
    """The vocabulary of a SyGuS file."""
    from contrast.sygus import load

    return load(path).dsl


def read_with(dsl: DSL, text: str, given: Mapping[str, Any]) -> Program:
    """The program under one vocabulary, at the first kinds of the inputs with which it can be read."""
    from contrast.dsl import Var, parse

    choices = [[Var(name, kind) for kind in kinds_of(name, value, dsl)] for name, value in given.items()]
    fault: ContrastError | None = None
    for inputs in islice(product(*choices), READINGS):
        try:
            return parse(text, dsl, inputs)
        except ContrastError as error:
            fault = fault or error
        except (TypeError, ValueError, RecursionError, MemoryError) as error:
            raise BadProgram(f"{text[:60]!r} cannot be read: {error}") from None
    assert fault is not None
    raise fault


def kinds_of(name: str, value: Any, dsl: DSL) -> list[Any]:
    """The kinds of a vocabulary that a value may be of, its own first."""
    from contrast.datafile.problem import fits
    from contrast.datafile.table import check_name
    from contrast.values import infer_kind, kind_name

    check_name(name, "--on")
    own = infer_kind([value], f"input {name!r}")
    found = [kind for kind in dsl.kinds if fits(value, kind)]
    if not found:
        has = ", ".join(map(kind_name, dsl.kinds))
        raise BadValue(f"input {name!r} is {kind_name(own)}, which vocabulary {dsl.name!r} does not have; its kinds are {has}")
    return sorted(found, key=lambda kind: kind != own)


def record(program: Program, dsl: DSL, steps: Sequence[Step]) -> dict[str, Any]:
    """The JSON object of an explanation: the nodes from the top down; the first one's value is the program's."""
    from contrast.values import plain

    def entry(step: Step) -> dict[str, Any]:
        worth = {"undefined": step.undefined} if step.undefined is not None else {"value": plain(step.value)}
        return {"depth": step.depth, "text": step.text, **({"calls": list(map(made, step.calls))} if step.is_function else worth)}

    def made(call: Call) -> dict[str, Any]:
        worth = {"undefined": call.undefined} if call.undefined is not None else {"value": plain(call.value)}
        return {"bound": {name: plain(value) for name, value in call.bound.items()}, **worth}

    inputs = {var.name: kind_text(var.kind) for var in program.inputs}
    return {"program": str(program), "dsl": dsl.name, "inputs": inputs, "nodes": [entry(step) for step in steps]}


def kind_text(kind: Any) -> str:
    """The name of a kind."""
    from contrast.values import kind_name

    return kind_name(kind)


def lines(steps: Sequence[Step]) -> Iterator[str]:
    """The explanation as text: a node a line, indented by its depth, and a table below each lambda."""
    for step in steps:
        indent = "  " * step.depth
        if not step.is_function:
            yield f"{indent}{step.text}  =  {worth_text(step.value, step.undefined)}"
            continue
        yield f"{indent}{step.text}"
        yield from (f"{indent}  | {row}" for row in call_table(step.calls))


def call_table(calls: Sequence[Call]) -> Iterator[str]:
    """The calls of a lambda: the values of the bound variables, and the result."""
    if not calls:
        yield "never called"
        return
    names = list(calls[0].bound)
    shown = [
        [*[value_text(call.bound[n]) for n in names], worth_text(call.value, call.undefined)] for call in calls[:CALLS_SHOWN]
    ]
    widths = [max(len(row[k]) for row in [names, *shown]) for k in range(len(names))]
    for row in [[*names, "result"], *shown]:
        yield "  ".join([*[cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=True)], row[-1]]).rstrip()
    if len(calls) > len(shown):
        yield f"… {len(calls) - len(shown)} more calls"


def worth_text(value: Any, undefined: str | None) -> str:
    """A value, or why there is none."""
    return value_text(value) if undefined is None else f"undefined: {undefined}"


def value_text(value: Any) -> str:
    """A value as Python writes it, cut where it is long."""
    from contrast.values import plain

    text = repr(plain(value)).replace("'inf'", "inf").replace("'-inf'", "-inf")
    return text if len(text) <= WIDE else f"{text[: WIDE - 1]}…"
