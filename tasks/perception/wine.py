"""Which of three cultivars a wine is made from: thirteen measurements, where rules and nets are expected to tie.

178 Italian wines as scikit-learn ships them. One fixed shuffle parts them into seven tenths for training and the rest for tests.
`od280_od315` is the ratio of the diluted wine's absorbances at 280 and 315 nm.
"""

from functools import cache

import numpy as np
from contrast.tasks.perception._tables import table_splits

from contrast.task import Task, measured
from contrast.vocab.tables import VOCABULARY


@cache
def table() -> tuple[np.ndarray, list[int]]:
    """The measurements, (178, 13) float64, and the cultivars, 0 to 2."""
    from sklearn.datasets import load_wine

    loaded = load_wine()
    return loaded.data, loaded.target.tolist()


SPLITS = table_splits("perception/wine", table, {"middling": (0, 12.3, 13.7, "only wines of middling alcohol, in per cent")})


@measured(lambda: [example for split in SPLITS.values() if split.rows for example in split.rows()])
def wine(
    alcohol: float, malic_acid: float, ash: float, alcalinity_of_ash: float, magnesium: float, total_phenols: float,
    flavanoids: float, nonflavanoid_phenols: float, proanthocyanins: float, color_intensity: float, hue: float,
    od280_od315: float, proline: float,
) -> int:  # fmt: skip
    """The cultivar, from 0 to 2, that the wine is made from.

    >>> first = SPLITS["train"].rows()[0]
    >>> wine(*first.inputs) == first.output
    True
    """
    raise NotImplementedError  # measured: the labels answer


task = Task(
    wine,
    VOCABULARY,
    splits=SPLITS,
    source="M. Forina et al., PARVUS, 1988, the wine table of UCI, as in scikit-learn",
    scores_only=True,
)
