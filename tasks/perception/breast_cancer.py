"""Is a breast tumour malignant? Thirty measurements of cell nuclei, where rules and nets are expected to tie.

569 tumours: of ten properties of the nuclei in an image the mean, the standard error and the mean of the three worst, in the
image's units (pixels), as scikit-learn ships them. One fixed shuffle parts them into seven tenths for training and the rest for
tests.
"""

from functools import cache

import numpy as np
from contrast.tasks.perception._tables import table_splits

from contrast.task import Task, measured
from contrast.vocab.tables import VOCABULARY


@cache
def table() -> tuple[np.ndarray, list[bool]]:
    """The measurements, (569, 30) float64, and whether each tumour is malignant."""
    from sklearn.datasets import load_breast_cancer

    loaded = load_breast_cancer()
    return loaded.data, (loaded.target == 0).tolist()


SPLITS = table_splits("perception/breast_cancer", table, {"middling": (0, 13.0, 16.0, "only tumours of middling radius")})


@measured(lambda: [example for split in SPLITS.values() if split.rows for example in split.rows()])
def breast_cancer(
    mean_radius: float, mean_texture: float, mean_perimeter: float, mean_area: float, mean_smoothness: float,
    mean_compactness: float, mean_concavity: float, mean_concave_points: float, mean_symmetry: float,
    mean_fractal_dimension: float, radius_error: float, texture_error: float, perimeter_error: float, area_error: float,
    smoothness_error: float, compactness_error: float, concavity_error: float, concave_points_error: float,
    symmetry_error: float, fractal_dimension_error: float, worst_radius: float, worst_texture: float, worst_perimeter:
    float, worst_area: float, worst_smoothness: float, worst_compactness: float, worst_concavity: float,
    worst_concave_points: float, worst_symmetry: float, worst_fractal_dimension: float,
) -> bool:  # fmt: skip
    """Whether the tumour is malignant.

    >>> first = SPLITS["train"].rows()[0]
    >>> breast_cancer(*first.inputs) == first.output
    True
    """
    raise NotImplementedError  # measured: the labels answer


task = Task(
    breast_cancer,
    VOCABULARY,
    splits=SPLITS,
    source="W. Street, W. Wolberg and O. Mangasarian, Nuclear feature extraction for breast tumor diagnosis, 1993, UCI, as in "
    "scikit-learn",
    scores_only=True,
)
