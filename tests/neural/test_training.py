"""The training protocol."""

import pytest
import torch
from torch import Tensor, nn

from contrast.errors import BadValue
from contrast.neural.encoding.head import Head
from contrast.neural.encoding.heads import head_for
from contrast.neural.encoding.vectors import VectorEncoder
from contrast.neural.evaluation import Evaluation, Exam
from contrast.neural.feed import FixedFeed
from contrast.neural.schedule import COOLING, Schedule
from contrast.neural.training import CONTENT_AT, CONTENT_TIMES, Recipe, Training, still_falling
from contrast.sampling import seeded
from contrast.solver import Budget, Stopwatch
from contrast.task import Example

EXAMPLES = [Example((float(k),), k >= 200) for k in range(400)]
IMPOSSIBLE = [Example((float(k),), k % 2 == 0) for k in range(400)]
FEW, FEW_IMPOSSIBLE = EXAMPLES[190:210], IMPOSSIBLE[:20]


class Threshold(nn.Module):
    """A linear classifier, that breaks down at a given step."""

    def __init__(self, breaks_at: int | None = None) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.layer = nn.Linear(1, 2)
        self.breaks_at, self.passes = breaks_at, 0

    def forward(self, batch) -> Tensor:
        self.passes += torch.is_grad_enabled()
        broken = self.breaks_at is not None and self.passes > self.breaks_at
        return self.layer(batch.numbers)[:, None] * (float("nan") if broken else 1.0)


def trained(model: nn.Module, steps: int, examples: list[Example] = EXAMPLES) -> tuple[Training, str | None]:
    feed = FixedFeed(examples, seeded("test"))
    pairs = [(example.inputs, example.output) for example in examples]
    head: Head = head_for(bool, [float], pairs)
    encoder = VectorEncoder.fit([float], [inputs for inputs, _ in pairs], head)
    validation = Exam(encoder, head, feed.validation, 0.0) if feed.validation else None
    fit = Exam(encoder, head, feed.checked, 0.0)
    training = Training(model, head, Schedule(Budget(steps=steps), Stopwatch()), validation, fit)
    return training, training.run(feed.batches(encoder, head, 4), Recipe(0.1, 0.01))


def test_training_stops_early_once_validation_is_right_three_times_in_a_row() -> None:
    training, reason = trained(Threshold(), 9000)
    assert reason is None
    assert [point["validation_exact_match"] for point in training.curve[-3:]] == [1, 1, 1]
    good = [point["validation_exact_match"] >= CONTENT_AT for point in training.curve]
    content = next(k for k in range(CONTENT_TIMES - 1, len(good)) if all(good[k + 1 - CONTENT_TIMES : k + 1]))
    assert training.steps == (1 + COOLING) * training.curve[content]["step"] < 9000


def test_few_examples_are_trained_on_to_the_end_of_the_schedule() -> None:
    training, reason = trained(Threshold(), 300, FEW)
    assert (training.steps, reason) == (300, None)
    assert training.curve[-1]["train_exact_match"] == 1


def test_the_last_weights_are_kept_where_nothing_is_validated() -> None:
    kept, shorter = Threshold(), Threshold()
    training, _ = trained(kept, 120, FEW_IMPOSSIBLE)
    assert training.fit is not None
    assert training.fit.take(kept).exact_match == training.curve[-1]["train_exact_match"]
    trained(shorter, 119, FEW_IMPOSSIBLE)
    assert not torch.equal(kept.layer.weight, shorter.layer.weight)


def test_few_examples_that_are_not_fitted_at_the_end_are_a_reason() -> None:
    assert trained(Threshold(), 120, FEW_IMPOSSIBLE)[1] == "out_of_steps"


def test_the_curve_without_validation_holds_the_fit() -> None:
    training, _ = trained(Threshold(), 60, FEW)
    assert [set(point) for point in training.curve] == [{"step", "train_loss", "train_exact_match"}] * 3


def test_a_network_of_few_examples_that_diverges_keeps_weights_that_are_numbers() -> None:
    model = Threshold(breaks_at=7)
    assert trained(model, 100, FEW)[1] == "diverged"
    assert all(torch.isfinite(weights).all() for weights in model.parameters())


def test_a_training_that_nothing_measures_is_refused() -> None:
    head = head_for(bool, [float], [(EXAMPLES[0].inputs, True), (EXAMPLES[1].inputs, False)])
    training = Training(Threshold(), head, Schedule(Budget(steps=10), Stopwatch()), None)
    with pytest.raises(BadValue, match="whose fit is measured"):
        training.run(iter([]), Recipe(0.1, 0.01))


class Scripted(Exam):
    """An examination with one exact match and a loss that rises, whatever the model."""

    def __init__(self, exact_match: float) -> None:
        self.exact_match, self.taken = exact_match, 0

    def take(self, model: nn.Module) -> Evaluation:
        self.taken += 1
        return Evaluation(self.exact_match, float(self.taken))


@pytest.mark.parametrize(("validated", "reason"), [(0.9, "stopped_improving"), (1.0, None)])
def test_patience_that_ends_is_a_reason_unless_validation_is_right(
    monkeypatch: pytest.MonkeyPatch, validated: float, reason: str | None
) -> None:
    monkeypatch.setattr("contrast.neural.training.PATIENCE", 50)
    pairs = [(example.inputs, example.output) for example in EXAMPLES]
    head = head_for(bool, [float], pairs)
    encoder = VectorEncoder.fit([float], [inputs for inputs, _ in pairs], head)
    batches = FixedFeed(EXAMPLES, seeded("test")).batches(encoder, head, 4)
    schedule = Schedule(Budget(steps=2000), Stopwatch())
    training = Training(Threshold(), head, schedule, Scripted(validated), Scripted(1.0))
    assert (training.run(batches, Recipe(0.1, 0.01)), training.steps) == (reason, 50)


def test_a_loss_that_is_not_a_number_is_an_outcome() -> None:
    training, reason = trained(Threshold(breaks_at=7), 100)
    assert (reason, training.diverged, training.steps) == ("diverged", True, 7)


def test_a_diverged_network_keeps_weights_that_are_numbers() -> None:
    model = Threshold(breaks_at=7)
    trained(model, 100)
    assert all(torch.isfinite(weights).all() for weights in model.parameters())


def test_training_that_ends_before_it_is_content_says_so() -> None:
    assert trained(Threshold(), 30, IMPOSSIBLE)[1] == "out_of_steps"


def test_the_curve_has_a_point_for_each_evaluation() -> None:
    training, _ = trained(Threshold(), 120, IMPOSSIBLE)
    assert [point["step"] for point in training.curve] == [0, 50, 100, 120]
    assert set(training.curve[1]) == {"step", "train_loss", "validation_loss", "validation_exact_match"}


def test_a_long_curve_is_thinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contrast.neural.training.CURVE_POINTS", 10)
    training, _ = trained(Threshold(), 1000, IMPOSSIBLE)
    assert len(training.curve) <= 10
    assert (training.curve[0]["step"], training.curve[-1]["step"]) == (0, 1000)


@pytest.mark.parametrize(
    ("losses", "falls"),
    [([1.0, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.04, 0.03, 0.02], True), ([1.0, 0.5] + [0.3] * 8, False), ([1.0], False)],
)
def test_whether_a_loss_still_falls(losses: list[float], falls: bool) -> None:
    assert still_falling(losses) is falls
