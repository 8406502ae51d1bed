"""What follows from an architecture alone, whatever its weights: symmetries, the flow of information, and sizes."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from torch import Tensor, nn

from contrast.neural.architectures import ARCHITECTURES
from contrast.neural.encoding.batch import Batch
from contrast.neural.encoding.form import Form
from contrast.neural.encoding.heads import head_for
from contrast.neural.encoding.parts.graphs import Edges
from contrast.neural.encoding.parts.leaves import Mark
from contrast.neural.options import Options

OUTPUTS = 3


def net(name: str, form: Form, **options) -> nn.Module:
    torch.manual_seed(0)
    return ARCHITECTURES[name].build(form, Options(**options)).eval()


def sequence(ids: list[int], slots: int = 0, window: tuple[int, int] | None = None) -> Batch:
    """One item: BEGIN, the ids, END, slots; read at END unless a window is given."""
    symbols = torch.tensor([[int(Mark.BEGIN), *ids, int(Mark.END), *[int(Mark.SLOT)] * slots]])
    end = len(ids) + 1
    numbers = torch.zeros(*symbols.shape, 0)
    return Batch(symbols, numbers, torch.zeros_like(symbols), None, end, window or (end, end + 1))


def graph(weights: np.ndarray, node: int) -> Batch:
    """One item: a graph with a marked node, read at the nodes."""
    nodes = len(weights)
    features = Edges(1.0).features(weights[None])
    edges = torch.from_numpy(np.pad(features, ((0, 0), (1, 1), (1, 1), (0, 0))))
    symbols = torch.tensor([[int(Mark.BEGIN), *[int(Mark.NODE)] * nodes, int(Mark.END)]])
    numbers = torch.zeros(1, nodes + 2, 1)
    numbers[0, 1 + node] = 1
    return Batch(symbols, numbers, torch.zeros_like(symbols), edges, nodes + 1, (1, nodes + 1))


ONE = Form(OUTPUTS, "one", 16)
LIST = Form(OUTPUTS, "places", 16)
NODES = Form(OUTPUTS, "nodes", 16, 1, edges=Edges(1.0).count)
IDS = st.lists(st.integers(8, 15), min_size=1, max_size=12)
SEQUENCES = ["rnn", "lstm", "bilstm", "stack_rnn", "transformer", "looped_transformer", "deepsets"]


@torch.no_grad()
def given_by(model: nn.Module, batch: Batch) -> Tensor:
    return model(batch)[0]


@pytest.mark.parametrize("name", SEQUENCES)
def test_one_place_is_read_for_one_value_and_a_window_for_a_list(name: str) -> None:
    assert given_by(net(name, ONE), sequence([9, 8, 9])).shape == (1, OUTPUTS)
    assert given_by(net(name, LIST), sequence([9, 8, 9], 2, (1, 7))).shape == (6, OUTPUTS)


@drawn(IDS, st.randoms())
@settings(deadline=None, max_examples=20)
def test_a_deep_set_does_not_see_the_order(ids: list[int], random) -> None:
    model = net("deepsets", ONE)
    shuffled = random.sample(ids, len(ids))
    assert torch.allclose(given_by(model, sequence(ids)), given_by(model, sequence(shuffled)), atol=1e-5)


@pytest.mark.parametrize("name", ["transformer", "looped_transformer"])
@drawn(IDS, st.randoms())
@settings(deadline=None, max_examples=10)
def test_a_transformer_without_positions_does_not_see_the_order(name: str, ids: list[int], random) -> None:
    model = net(name, ONE, positions="none")
    shuffled = random.sample(ids, len(ids))
    assert torch.allclose(given_by(model, sequence(ids)), given_by(model, sequence(shuffled)), atol=1e-4)


@pytest.mark.parametrize("positions", ["sinusoidal", "rope", "randomised", "both_ends"])
def test_a_transformer_with_positions_sees_the_order(positions: str) -> None:
    model = net("transformer", ONE, positions=positions)
    assert not torch.allclose(given_by(model, sequence([9, 8, 10])), given_by(model, sequence([10, 8, 9])), atol=1e-3)


@pytest.mark.parametrize("name", ["rnn", "lstm", "stack_rnn"])
def test_a_net_from_left_to_right_knows_nothing_of_what_comes_later(name: str) -> None:
    model = net(name, LIST)
    first, second = (given_by(model, sequence([9, 8, last], 0, (1, 5))) for last in (10, 11))
    assert torch.equal(first[:2], second[:2])
    assert not torch.equal(first[2:], second[2:])


def test_a_net_in_both_directions_knows_what_comes_later() -> None:
    model = net("bilstm", LIST)
    first, second = (given_by(model, sequence([9, 8, last], 0, (1, 5))) for last in (10, 11))
    assert not torch.equal(first[0], second[0])


@pytest.mark.parametrize("name", ["mpnn", "transformer"])
@drawn(st.integers(2, 7), st.randoms())
@settings(deadline=None, max_examples=15)
def test_renumbering_the_nodes_renumbers_the_outputs(name: str, nodes: int, random) -> None:
    rng = np.random.default_rng(random.randrange(2**32))
    weights = np.where(rng.random((nodes, nodes)) < 0.5, rng.integers(1, 9, (nodes, nodes)).astype(float), np.inf)
    np.fill_diagonal(weights, 0.0)
    order = rng.permutation(nodes)
    model = net(name, NODES, positions="none")
    plain = given_by(model, graph(weights, int(order[0])))
    renumbered = given_by(model, graph(weights[np.ix_(order, order)], 0))
    assert torch.allclose(plain[order.tolist()], renumbered, atol=1e-4)


def test_a_message_does_not_reach_nodes_that_no_edge_leads_to() -> None:
    weights = np.full((4, 4), np.inf)
    weights[0, 1] = weights[2, 3] = 1.0
    np.fill_diagonal(weights, 0.0)
    model = net("mpnn", NODES)
    here, there = given_by(model, graph(weights, 0)), given_by(model, graph(weights, 1))
    assert torch.equal(here[2:], there[2:])
    assert not torch.equal(here[:2], there[:2])


def test_a_looped_transformer_takes_as_many_rounds_as_the_input_has_tokens() -> None:
    model, rounds = net("looped_transformer", ONE), []
    model.blocks[0].register_forward_hook(lambda *_: rounds.append(1))
    for tokens, wanted in ((5, 5), (100, 64)):
        rounds.clear()
        given_by(model, sequence([9] * tokens))
        assert len(rounds) == wanted


def test_randomised_positions_are_drawn_anew_in_training_and_are_fixed_afterwards() -> None:
    model, batch = net("transformer", ONE, positions="randomised"), sequence([9, 8, 10])
    assert torch.equal(given_by(model, batch), given_by(model, batch))
    model.train()
    assert not torch.equal(given_by(model, batch), given_by(model, batch))


@pytest.mark.parametrize("times", [1, 2, 5])
def test_a_pushed_cell_comes_back_after_as_many_pops(times: int) -> None:
    model = net("stack_rnn", ONE)
    state = torch.zeros(1, 64)
    value = model.push(state).sigmoid().view(2, 16)
    stacks = torch.zeros(1, 2, 8, 16)
    for action in [0] * times + [1] * (times - 1):
        with torch.no_grad():
            model.act.weight.zero_()
            model.act.bias.copy_(torch.tensor([1000.0 * (k == action) for k in range(3)] * 2))
            stacks = model._moved(stacks, state)
    assert torch.allclose(stacks[0, :, 0], value)
    assert stacks[0, :, 1].abs().sum() == 0


@pytest.mark.parametrize("name", [*SEQUENCES, "mlp", "mpnn", "cnn", "looped_cnn"])
def test_twice_as_wide_and_twice_as_deep_are_larger(name: str) -> None:
    form = NODES if name == "mpnn" else GRID if name in GRID_NETS else replace(ONE, numbers=2)

    def weights(**options) -> int:
        return sum(part.numel() for part in net(name, form, **options).parameters())

    from contrast.neural.options import Size

    assert weights(width=Size(2, True)) > 1.5 * weights()
    assert weights(depth=Size(2, True)) > 1.05 * weights()


GRID = Form(OUTPUTS, numbers=1, grid=True)
GRID_NETS = ["cnn", "looped_cnn"]


def grid(cells: Tensor) -> Batch:
    """One item of one channel."""
    return Batch(torch.zeros(1, 0), cells[None, None], torch.zeros(1, 0))


def test_a_grid_shifted_by_two_cells_inside_gives_a_convolutional_net_nearly_the_same() -> None:
    model = net("cnn", GRID)
    small = torch.zeros(16, 16)
    small[4:8, 4:8] = torch.rand(4, 4, generator=torch.Generator().manual_seed(0))
    moved = [grid(small), grid(small.roll(2, -1))]
    assert torch.allclose(given_by(model, moved[0]), given_by(model, moved[1]), atol=1e-2)


@pytest.mark.parametrize("name", GRID_NETS)
@pytest.mark.parametrize("shape", [(1, 1), (5, 7), (30, 3)])
def test_a_net_for_grids_reads_them_at_any_size(name: str, shape: tuple[int, int]) -> None:
    assert given_by(net(name, GRID), grid(torch.rand(shape))).shape == (1, OUTPUTS)


@pytest.mark.parametrize("name", GRID_NETS)
def test_a_net_for_grids_may_write_at_each_cell_row_by_row(name: str) -> None:
    model = net(name, Form(OUTPUTS, "cells", numbers=1, grid=True))
    cells = torch.zeros(12, 9)
    before = given_by(model, grid(cells))
    assert before.shape == (108, OUTPUTS)
    cells[1, 7] = 100.0
    change = (given_by(model, grid(cells)) - before).abs().sum(-1)
    row, column = divmod(int((change - change.median()).abs().argmax()), 9)  # what all cells share comes from the pooling
    assert (row < 4, column >= 4) == (True, True)


@pytest.mark.parametrize("name", GRID_NETS)
def test_a_net_for_grids_sees_a_cell_beyond_the_size_of_others(name: str) -> None:
    cells = torch.zeros(12, 12)
    changed = cells.clone()
    changed[11, 11] = 100.0
    model = net(name, GRID)
    assert not torch.allclose(given_by(model, grid(cells)), given_by(model, grid(changed)))


@pytest.mark.parametrize(("shape", "wanted"), [((3, 4), 7), ((40, 40), 64)])
def test_a_looped_convolutional_net_takes_more_rounds_on_a_larger_grid(shape: tuple[int, int], wanted: int) -> None:
    model, rounds = net("looped_cnn", GRID), []
    model.block.register_forward_hook(lambda *_: rounds.append(1))
    given_by(model, grid(torch.rand(shape)))
    assert len(rounds) == wanted


def test_a_written_digit_head_has_a_class_a_digit() -> None:
    assert head_for(int, [], [((), 120), ((), 7)], "digits").width == 11
