"""Choose learning rates and decays anew, and write `contrast/neural/tuned.json`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from contrast.catalog import NETWORKS, load_solver, load_task
from contrast.neural.tuned import table
from contrast.solver import Budget
from contrast.study.result import TUNING
from contrast.study.run import run
from contrast.study.storage.store import Store
from contrast.study.trial import Trial, trial_key
from contrast.tuning import chosen, cost, decay_trials, rate_trials
from scripts._command import command

TABLE = Path(__file__).parents[1] / "contrast" / "neural" / "tuned.json"


def main(
    out: Annotated[str, typer.Option(help="The results file; trials that it holds are not run again.")] = "tune.db",
    seconds: Annotated[float, typer.Option(help="Core-seconds of a trial.")] = 20.0,
    workers: Annotated[int, typer.Option(help="Processes, one core each.")] = 2,
    only: Annotated[str, typer.Option(help="Nets, comma-separated; the others' entries stay as they are.")] = ",".join(NETWORKS),
    families: Annotated[str | None, typer.Option(help="Families, comma-separated; the others' entries stay as they are.")] = None,
) -> None:
    """Try each net's menu on each family's development tasks, choose by validation, and print the choices and their cost."""
    nets, budget = only.split(","), Budget(seconds=seconds)
    with Store.open(out) as store:
        rates = rate_trials(budget, nets, families and families.split(","))
        run(rates, store, workers, purpose=TUNING)
        decays = decay_trials(budget, _rows(rates, store))
        run(decays, store, workers, purpose=TUNING)
        found = chosen(_rows([*rates, *decays], store))
    anew = {(entry["net"], entry["family"]) for entry in found}
    kept = [entry for entry in table()["chosen"] if (entry["net"], entry["family"]) not in anew]
    entries = sorted([*kept, *found], key=lambda entry: (entry["net"], entry["family"]))
    TABLE.write_text(json.dumps({**table(), "core_seconds": round(cost(entries)), "chosen": entries}, indent=1) + "\n")
    for entry in entries:
        print(f"{entry['net']:20}{entry['family']:12} rate {entry['rate']:<8g} decay {entry['decay']:g}")
    print(f"{cost(found):,.0f} core-seconds for these nets, {cost(entries):,.0f} for all")


def _rows(trials: Sequence[Trial], store: Store) -> list[dict[str, Any]]:
    """The rows of these trials, so that no other task, and no trial of another length, has a say."""
    keys = {trial_key(trial, load_task(trial.task), load_solver(trial.solver)) for trial in trials}
    return [row for row in store.rows() if row["key"] in keys]


if __name__ == "__main__":
    command(main)
