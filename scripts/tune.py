"""Choose learning rates and decays anew: python -m scripts.tune [--out tune.db] [--seconds 8] [--workers 2] [--only lstm,mlp].

Writes `contrast/neural/tuned.json` from the trials in --out, running those that it lacks, and prints the choices and their
cost. With --only, the other nets' entries stay as they are.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from contrast.catalog import NETWORKS
from contrast.neural.tuned import table
from contrast.solver import Budget
from contrast.study.result import TUNING
from contrast.study.run import run
from contrast.study.store import Store
from contrast.tuning import SEED, chosen, cost, decay_trials, rate_trials

TABLE = Path(__file__).parents[1] / "contrast" / "neural" / "tuned.json"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", default="tune.db")
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", default=",".join(NETWORKS))
    asked = parser.parse_args()
    nets = asked.only.split(",")
    with Store.open(asked.out) as store:
        budget = Budget(seconds=asked.seconds)
        run(rate_trials(budget, nets), store, asked.workers, purpose=TUNING)
        run(decay_trials(budget, store.rows()), store, asked.workers, purpose=TUNING)
        rows = [row for row in store.rows() if row["solver"].partition("?")[0] in nets]
    kept = [entry for entry in table()["chosen"] if entry["net"] not in nets]
    entries = sorted([*kept, *chosen(rows)], key=lambda entry: (entry["net"], entry["family"]))
    about = {
        "seed": SEED,
        "seconds_a_trial": asked.seconds,
        "columns": ["rate", "decay", "validation exact match", "core-seconds"],
    }
    TABLE.write_text(json.dumps({"protocol": about, "core_seconds": round(cost(rows)), "chosen": entries}, indent=1) + "\n")
    for entry in entries:
        print(f"{entry['net']:20}{entry['family']:12} rate {entry['rate']:<8g} decay {entry['decay']:g}")
    print(f"{len(rows)} trials, {cost(rows):,.0f} core-seconds")


if __name__ == "__main__":
    main()
