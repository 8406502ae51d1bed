"""Every witness executed: python -m scripts.witnesses [--out witnesses.db] [--workers 2].

A line a task: the net, its weights, whether they are exact on every split, and the weights that inputs of 1, 2, 4, 10 and
25 times the training size need. A blank means that the witness is not exact there.
"""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.table import Table

from contrast.catalog import load_task
from contrast.neural.witnesses.curve import sizes
from contrast.neural.witnesses.solver import TIMES
from contrast.neural.witnesses.table import WITNESSES
from contrast.solver import Budget
from contrast.study.run import run
from contrast.study.store import Store
from contrast.study.trial import Trial


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", default="witnesses.db")
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    with Store.open(asked.out) as store:
        run([Trial(task, "witness", "unlimited", None, 0, Budget(steps=1)) for task in WITNESSES], store, asked.workers)
        rows = {row["task"]: row for row in store.rows() if row["solver"] == "witness"}
    grid = Table("task", "net", "not exact on", *(f"{times}x" for times in TIMES), "how it computes")
    for task, row in rows.items():
        wrong = [split for split, one in row["splits"].items() if one["exact_match"] < 1]
        curve = [f"{weights:,}" if weights is not None else "" for weights in sizes(load_task(task)).values()]
        grid.add_row(task, row["details"]["net"], ", ".join(wrong), *curve, row["details"]["idea"])
    Console(width=160).print(grid)


if __name__ == "__main__":
    main()
