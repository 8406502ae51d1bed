"""Where training and validation examples come from."""

from itertools import islice

from contrast.neural.encoding.batch import Batch
from contrast.neural.encoding.heads import head_for
from contrast.neural.encoding.tokens import TokenEncoder
from contrast.neural.feed import Feed, FixedFeed, StreamFeed, feed_for, for_validation
from contrast.sampling import seeded
from contrast.solver import Problem, Stopwatch
from contrast.task import Example, Split, Task
from contrast.vocab.lists import VOCABULARY

from .worlds import TASKS, endless, triple

NUMBERS = [Example(([k],), k) for k in range(32)]
MANY = [Example(([k],), k) for k in range(400)]


def batches(feed: Feed, kinds: tuple, kind: type, size: int, count: int) -> list[Batch]:
    pairs = [(example.inputs, example.output) for example in feed.fitted]
    head = head_for(kind, kinds, pairs)
    encoder = TokenEncoder.fit(kinds, pairs, head)
    return [batch for batch, _ in islice(feed.batches(encoder, head, size), count)]


def test_validation_comes_out_of_the_given_examples() -> None:
    feed = FixedFeed(MANY, seeded("test"))
    assert len(feed.validation) == 100
    assert sorted(e.output for e in [*feed.train, *feed.validation]) == list(range(400))
    assert feed.counted == 400


def test_examples_too_few_to_be_divided_are_all_trained_on() -> None:
    feed = FixedFeed(MANY[:399], seeded("test"))
    assert sorted(example.output for example in feed.train) == list(range(399))
    assert (len(feed.validation), feed.counted) == (0, 399)


def test_the_fit_of_all_examples_is_measured_where_none_is_held_out() -> None:
    feed = FixedFeed(NUMBERS, seeded("test"))
    assert sorted(example.output for example in feed.checked) == list(range(32))


def test_an_epoch_holds_each_training_example_once() -> None:
    feed = FixedFeed(NUMBERS, seeded("test"))
    epoch = batches(feed, (list[int],), int, 5, 7)
    tokens = [int(token) for batch in epoch for token in batch.symbols[:, 1]]
    assert len(tokens) == len(set(tokens)) == 32


def test_streamed_training_never_meets_a_validation_input() -> None:
    problem = endless("echo")
    assert problem.stream is not None
    met: list[Example] = []

    class Recorder(TokenEncoder):
        def encode(self, inputs):
            met.extend(Example(item, None) for item in inputs)
            return super().encode(inputs)

    feed = StreamFeed(problem.stream(), Stopwatch())
    pairs = [(example.inputs, example.output) for example in feed.fitted]
    head = head_for(list[int], (list[int],), pairs)
    encoder = Recorder.fit((list[int],), pairs, head)
    list(islice(feed.batches(encoder, head, 32), 100))
    assert len(met) == 3200
    assert not any(map(for_validation, met))
    assert all(map(for_validation, feed.validation))


def test_a_domain_too_small_to_divide_is_validated_on_fresh_draws() -> None:
    problem = endless("differ")
    assert problem.stream is not None
    feed = StreamFeed(problem.stream(), Stopwatch())
    assert not feed.divided
    assert {example.inputs for example in feed.validation} == {example.inputs for example in feed.fitted}


def test_streamed_batches_have_one_shape() -> None:
    feed = feed_for(endless("echo"), Stopwatch(), "test")
    found = batches(feed, (list[int],), list[int], 8, 40)
    assert {len(batch) for batch in found} == {8}
    assert {batch.symbols.shape[1] for batch in found} == {3, 4, 5, 6, 7}


def test_the_drawing_of_examples_is_not_charged() -> None:
    class Counting(Stopwatch):
        pauses = 0

        def paused(self):
            self.pauses += 1
            return super().paused()

    watch = Counting()
    batches(feed_for(endless("echo"), watch, "test"), (list[int],), list[int], 8, 5)
    assert watch.pauses == 6


def test_unlimited_draws_of_measured_rows_are_all_rows_once() -> None:
    rows = [Example((float(k),), 3.0 * k) for k in range(1, 13)]
    task = Task(triple, VOCABULARY, {"train": Split(rows=lambda: rows)}, name="rows")
    feed = feed_for(Problem(task, [], 0, lambda: task.stream(0)), Stopwatch(), "test")
    assert sorted(example.output for example in feed.fitted) == [3.0 * k for k in range(1, 13)]


def test_the_first_draws_are_counted() -> None:
    feed = feed_for(endless("majority"), Stopwatch(), "test")
    assert feed.counted == len(feed.fitted) >= 2000
    assert TASKS["majority"].name == "majority"
