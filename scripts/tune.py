"""Choose learning rates and decays anew, and write `contrast/neural/tuned.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from contrast.catalog import NETWORKS
from contrast.neural.tuned import table
from contrast.solver import Budget
from contrast.study.result import TUNING
from contrast.study.run import run
from contrast.study.storage.store import Store
from contrast.tuning import SEED, chosen, cost, decay_trials, rate_trials

TABLE = Path(__file__).parents[1] / "contrast" / "neural" / "tuned.json"


def main(
    out: Annotated[str, typer.Option(help="The results file; trials that it holds are not run again.")] = "tune.db",
    seconds: Annotated[float, typer.Option(help="Core-seconds of a trial.")] = 8.0,
    workers: Annotated[int, typer.Option(help="Processes, one core each.")] = 2,
    only: Annotated[str, typer.Option(help="Nets, comma-separated; the others' entries stay as they are.")] = ",".join(NETWORKS),
) -> None:
    """Try each net's menu on each family's development tasks, choose by validation, and print the choices and their cost."""
    nets, budget = only.split(","), Budget(seconds=seconds)
    with Store.open(out) as store:
        run(rate_trials(budget, nets), store, workers, purpose=TUNING)
        run(decay_trials(budget, _of(nets, store)), store, workers, purpose=TUNING)
        entries, spent = chosen(_of(nets, store)), cost(store.rows())
    kept = [entry for entry in table()["chosen"] if entry["net"] not in nets]
    entries = sorted([*kept, *entries], key=lambda entry: (entry["net"], entry["family"]))
    columns = ["rate", "decay", "validation exact match", "core-seconds"]
    about = {"seed": SEED, "seconds_a_trial": seconds, "scores": columns}
    TABLE.write_text(json.dumps({"protocol": about, "core_seconds": round(spent), "chosen": entries}, indent=1) + "\n")
    for entry in entries:
        print(f"{entry['net']:20}{entry['family']:12} rate {entry['rate']:<8g} decay {entry['decay']:g}")
    print(f"{spent:,.0f} core-seconds")


def _of(nets: list[str], store: Store) -> list[dict[str, object]]:
    return [row for row in store.rows() if row["solver"].partition("?")[0] in nets]


if __name__ == "__main__":
    typer.run(main)
