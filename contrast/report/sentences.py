"""What a comparison shows, in a few sentences that are computed from its rows and say no more than they do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from contrast.errors import StoreError
from contrast.report.caption import failed_text, unseen
from contrast.report.contest import Contest, by_score, contests
from contrast.report.formats.notation import counted, interval_text, score_text, solver_text
from contrast.report.lines.aggregate import aggregate
from contrast.report.lines.line import SHALLOW, Line, Row, by_task
from contrast.scoring import SOLVED_AT

PHRASES = {
    "program": "on {} of {} the program holds on every axis where the net does not",
    "net": "on {} the net wins",
    "both": "on {} both hold",
    "neither": "on {} neither",
    "program by score": "on {} the program wins by score",
    "open": "on {} the scores do not tell them apart",
}


def sentences(rows: Iterable[Row]) -> list[str]:
    """The findings: who holds on how many tasks, how many by a shallow program, perception by score, what the amount of data
    changed, who holds nowhere, what failed, and how far the seeds carry. Raises `StoreError` without rows."""
    lines = aggregate(rows)
    if not lines:
        raise StoreError("these results hold no finished trial, so there is nothing to say; `contrast run quickstart` makes some")
    met = contests(lines)
    scored = [_by_score(one) for one in met if one.scores_only]
    told = [_headline(met), _shallow(lines), *scored, _data(lines), _neither(met)]
    return [sentence for sentence in [*told, _one_sided(lines, met), _failed(lines), _seeds(lines)] if sentence]


def _headline(met: Sequence[Contest]) -> str:
    if not met:
        return "No task here has both a program search and a network, so there is nothing to contrast."
    count = {outcome: sum(one.outcome == outcome for one in met) for outcome in PHRASES}
    count["net"] += sum(one.outcome == "net by score" for one in met)
    first, *others = PHRASES.items()
    parts = [first[1].format(count["program"], counted(len(met), "task"))]
    more = sum(one.only_with_more_data for one in met)
    notes = {"net": f" (on {more} of them only with more data than the program had)" if more else ""}
    parts += [phrase.format(count[outcome]) + notes.get(outcome, "") for outcome, phrase in others if count[outcome]]
    names = [f"{one.name} ({_least(one.nets)})" for one in met if one.outcome == "net"]
    alone = f" The net alone holds on {listed(names)}." if names else ""
    return f"{'; '.join(parts).capitalize()}.{alone}"


def _least(nets: Sequence[Line]) -> str:
    """The least data from which one of these lines holds."""
    least = min((line for line in nets if line.holds), key=lambda line: (line.regime == "unlimited", line.examples or 0))
    return f"from {least.origin}"


def _shallow(lines: Sequence[Line]) -> str:
    """Of the tasks on which the program holds, those where a program of at most two applications does."""
    held = by_task([line for line in lines if line.side == "search" and line.holds])
    known = [ones for ones in held.values() if any(line.shallow is not None for line in ones)]
    if not known:
        return ""
    names = [ones[0].name for ones in known if any(line.shallow for line in ones)]
    many = f"Of the {len(held)} tasks" if len(held) > 1 else "Of the 1 task"
    told = f"{len(names)} {'has' if len(names) == 1 else 'have'} a shallow program ({SHALLOW} applications or fewer)"
    unknown = f"; of {len(held) - len(known)} the results do not say" if len(known) < len(held) else ""
    return f"{many} on which the program holds {told}{f': {listed(names)}' if names else ''}{unknown}."


def _by_score(one: Contest) -> str:
    """Perception: the two scores on fresh draws of the training distribution, each with its data, and those from the same N."""
    program, net = one.best_program, one.best_net
    same = program.examples == net.examples
    left, right = (_score(line) + ("" if same else f" from {line.origin}") for line in (program, net))
    both = f", both from {net.origin}" if same else ""
    if one.outcome == "open":
        told = f"On {one.name} the net has {right} and the best program {left}{both}: the intervals overlap"
    elif one.outcome == "net by score":
        told = f"The net reads {one.name} at {right} where the best program has {left}{both}"
    else:
        told = f"The best program reads {one.name} at {left} where the net has {right}{both}"
    return f"{told}{'' if same else _equal(one)}{_trivial(one)}."


def _equal(one: Contest) -> str:
    """The scores from one N, and what it changes about who is ahead."""
    if one.equal is None:
        return "; no number of examples is common to both"
    program, net = one.equal
    outcome = by_score(program, net)
    turns = {"open": "the intervals overlap", "net by score": "the net is ahead", "program by score": "the program is ahead"}
    turn = "" if outcome == one.outcome != "open" else f", and there {turns[outcome]}"
    return f"; from the same {net.origin} the net has {_score(net)} and the best program {_score(program)}{turn}"


def _trivial(one: Contest) -> str:
    """The best trivial solver, where it is as good as both sides."""
    best = max(one.trivial, key=lambda line: line.same.value, default=None)
    if best is None or best.same.value < max(one.best_program.same.value, one.best_net.same.value):
        return ""
    return f"; the trivial solver {solver_text(best.solver)} has {_score(best)}"


def _score(line: Line) -> str:
    if line.status == "failed":
        return f"nothing ({solver_text(line.solver)} failed)"
    return f"{score_text(line.same.value)} {interval_text(line.same.interval)}"


def _data(lines: Sequence[Line]) -> str:
    """On how many tasks each side holds, by the number of labels."""
    judged = [line for line in lines if not line.scores_only]
    parts = []
    for count in sorted({line.examples for line in judged if line.examples is not None and line.side != "baseline"}):
        sides = [_held([one for one in judged if one.examples == count], side) for side in ("search", "network")]
        same = "the same " if all(sides) else ""
        fewer = " (fewer where a data set is smaller)" if any(one.labels.endswith(f" of {count}") for one in judged) else ""
        parts += [f"from {same}{counted(count, 'example')}{fewer} {' and '.join(filter(None, sides))}"]
    unlimited = [line for line in judged if line.regime == "unlimited"]
    fresh = _held(unlimited, "network")
    rows = " (where data are measured: all training rows)" if any(line.labels == "all rows" for line in unlimited) else ""
    parts += [f"with unlimited data{rows} {fresh}"] if fresh else []
    text = "; ".join(part for part in parts if part.strip())
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _held(lines: Sequence[Line], side: str) -> str:
    tasks = by_task([line for line in lines if line.side == side])
    held = sum(any(line.holds for line in ones) for ones in tasks.values())
    who = "the program" if side == "search" else "a net"
    return f"{who} holds on {held} of {counted(len(tasks), 'task')}" if tasks else ""


def _neither(met: Sequence[Contest]) -> str:
    lost = [one for one in met if one.outcome == "neither"]
    return f"Neither holds on {listed([f'{one.name} ({_reasons(one)})' for one in lost])}." if lost else ""


def _reasons(one: Contest) -> str:
    reasons: dict[str, dict[str, None]] = {}
    for line in (*one.search, *one.nets):
        reasons.setdefault(solver_text(line.solver), {}).update(dict.fromkeys(map(_reason, line.rows)))
    return "; ".join(f"{solver}: {', '.join(why)}" for solver, why in reasons.items())


def _reason(row: Row) -> str:
    return "solved" if row["status"] == "solved" else "failed" if row["status"] == "failed" else str(row["reason"])


def _one_sided(lines: Sequence[Line], met: Sequence[Contest]) -> str:
    """Tasks left out of the counts, if others are in."""
    names = {line.name for line in lines} - {one.name for one in met}
    return f"Only one side ran on {listed(sorted(names))}, which the first count leaves out." if names and met else ""


def _failed(lines: Sequence[Line]) -> str:
    tasks = by_task([line for line in lines if line.count("failed")])
    if not tasks:
        return ""
    trials = sum(line.count("failed") for line in lines)
    named = [f"{ones[0].name} ({', '.join(dict.fromkeys(solver_text(line.solver) for line in ones))})" for ones in tasks.values()]
    return f"{failed_text(trials)}: {listed(named)}."


def _seeds(lines: Sequence[Line]) -> str:
    counts = sorted({line.trials for line in lines if line.side != "baseline"} or {line.trials for line in lines})
    bar = f"{SOLVED_AT:g}".removeprefix("0")
    holds = f"To hold is an exact match of at least {bar} on {unseen(lines)} and on every axis, in a side's best setting"
    if counts[-1] == 1:
        return f"{holds}. This is a demonstration with one seed (n = 1); another seed may turn out otherwise."
    seeds = str(counts[0]) if len(counts) == 1 else f"{counts[0]} to {counts[-1]}"
    return f"{holds}, with every one of its {seeds} seeds."


def listed(names: Sequence[str]) -> str:
    """`a, b and c`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
