"""The training protocol."""

import pytest
import torch
from torch import Tensor, nn

from contrast.neural.encoding.heads import Head, head_for
from contrast.neural.encoding.vectors import VectorEncoder
from contrast.neural.evaluation import Exam
from contrast.neural.feed import FixedFeed
from contrast.neural.schedule import Schedule
from contrast.neural.training import Recipe, Training, still_falling
from contrast.sampling import seeded
from contrast.solver import Budget, Stopwatch
from contrast.task import Example

EXAMPLES = [Example((float(k),), k >= 10) for k in range(20)]
IMPOSSIBLE = [Example((float(k),), k % 2 == 0) for k in range(20)]


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
    validation = Exam(encoder, head, feed.validation, 0.0)
    training = Training(model, head, Schedule(Budget(steps=steps), Stopwatch()), validation)
    return training, training.run(feed.batches(encoder, head, 4), Recipe(0.1, 0.01))


def test_training_stops_early_once_validation_is_right_three_times_in_a_row() -> None:
    training, reason = trained(Threshold(), 2000)
    assert reason is None
    assert [point["validation_exact_match"] for point in training.curve[-3:]] == [1, 1, 1]
    assert training.steps < 2000


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
