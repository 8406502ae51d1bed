"""What the networks read."""

import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from contrast.errors import BadTask
from contrast.neural.encoding.batch import by_shape
from contrast.neural.encoding.grids import GridEncoder
from contrast.neural.encoding.heads import head_for
from contrast.neural.encoding.parts.leaves import Mark
from contrast.neural.encoding.parts.symbols import UNKNOWN, Symbols
from contrast.neural.encoding.tokens import TokenEncoder, Writing
from contrast.neural.encoding.vectors import VectorEncoder
from contrast.values import Graph, Grid

HEAD = head_for(bool, [], [((), True), ((), False)])
REAL = head_for(float, [], [((), 1.5), ((), 2.5)])


def tokens(kinds, inputs, outputs, kind, **options) -> TokenEncoder:
    pairs = list(zip(inputs, outputs, strict=True))
    return TokenEncoder.fit(kinds, pairs, head_for(kind, kinds, pairs), Writing(**options))


@drawn(st.sets(st.integers() | st.text(max_size=3), min_size=1))
def test_each_symbol_has_an_id_of_its_own_that_leads_back_to_it(values: set[int | str]) -> None:
    symbols = Symbols.of(values)
    assert {symbols.values[symbols.id(value) - 1] for value in values} == values


def test_a_value_never_seen_is_unknown() -> None:
    assert Symbols.of([1, 2]).id(3) == UNKNOWN


def test_each_whole_number_slot_of_a_vector_has_ids_of_its_own() -> None:
    encoder = VectorEncoder.fit([int, int], [(5, 5), (6, 7)], HEAD)
    assert encoder.encode([(5, 5), (6, 7), (9, 5)]).symbols.tolist() == [[1, 4], [2, 5], [0, 4]]


def test_truth_values_are_plus_or_minus_one() -> None:
    encoder = VectorEncoder.fit([bool, tuple[bool, bool]], [(True, (False, True))], HEAD)
    assert encoder.encode([(True, (False, True))]).numbers.tolist() == [[1, -1, 1]]


def test_whole_numbers_of_wide_range_are_standardised() -> None:
    encoder = VectorEncoder.fit([int], [(0,), (1000,)], HEAD)
    assert encoder.encode([(0,), (1000,), (500,)]).numbers.tolist() == [[-1], [1], [0]]


def test_whole_numbers_that_determine_a_real_number_are_standardised() -> None:
    assert VectorEncoder.fit([int], [(1,), (2,)], REAL).form.symbols == 0


@pytest.mark.parametrize(("numbers", "symbols"), [("symbol", 3), ("scalar", 0)])
def test_how_whole_numbers_are_written_can_be_chosen(numbers, symbols: int) -> None:
    assert VectorEncoder.fit([int], [(1,), (2,)], HEAD, numbers).form.symbols == symbols


def test_small_grids_are_padded_with_the_mean_and_large_ones_cut() -> None:
    train, small, large = (np.array(cells) for cells in ([[0, 2], [0, 2]], [[2]], [[0, 0, 9], [2, 2, 9], [9, 9, 9]]))
    encoder = VectorEncoder.fit([Grid], [(train,)], HEAD)
    assert encoder.encode([(train,), (small,), (large,)]).numbers.tolist() == [[-1, 1, -1, 1], [1, 0, 0, 0], [-1, -1, 1, 1]]


def test_a_net_for_grids_gets_each_at_its_real_size() -> None:
    small, large = np.array([[0, 2], [0, 2]]), np.array([[0, 2, 0]] * 4)
    encoder = GridEncoder.fit([Grid], [(small,)], HEAD)
    assert by_shape(encoder, [(small,), (large,), (small,)]) == {(2, 2): [0, 2], (4, 3): [1]}
    assert encoder.encode([(large,)]).numbers.tolist() == [[[[-1, 1, -1]] * 4]]


def test_a_value_for_each_cell_has_as_many_places_as_the_grid_cells_and_no_end() -> None:
    grids = [np.array([[0, 2], [0, 2]]), np.array([[2, 0, 0]])]
    pairs = [((grid,), (grid.ravel() > 1).tolist()) for grid in grids]
    head = head_for(list[bool], [Grid], pairs, by_cell=True)
    encoder = GridEncoder.fit([Grid], [inputs for inputs, _ in pairs], head)
    assert (head.reading, head.width, [encoder.encode([(grid,)]).window for grid in grids]) == ("cells", 2, [(0, 4), (0, 3)])
    uneven = [*pairs, ((grids[0],), [True])]
    assert head_for(list[bool], [Grid], uneven, by_cell=True).reading == head_for(list[bool], [Grid], pairs).reading == "places"


def test_few_codes_have_a_channel_each_and_one_never_seen_has_none() -> None:
    encoder = GridEncoder.fit([Grid], [(np.array([[1, 3, 5]]),)], HEAD)
    assert encoder.form.numbers == 4
    assert encoder.encode([(np.array([[5, 1, 4]]),)]).numbers[0, 1:].tolist() == [[[0, 1, 0]], [[0, 0, 0]], [[1, 0, 0]]]


@pytest.mark.parametrize(("numbers", "count", "channels"), [(None, 13, 1), ("symbol", 13, 14), (None, 12, 13), ("scalar", 12, 1)])
def test_many_different_cells_are_amounts_alone_unless_asked(numbers, count: int, channels: int) -> None:
    assert GridEncoder.fit([Grid], [(np.arange(count)[None],)], HEAD, numbers).form.numbers == channels


def test_a_net_for_grids_reads_nothing_else() -> None:
    with pytest.raises(BadTask, match="one grid and nothing else"):
        GridEncoder.fit([Grid, int], [(np.array([[1]]), 1)], HEAD)


def test_a_vector_has_no_place_for_a_list() -> None:
    with pytest.raises(BadTask, match=r"list\[int\] has no fixed number of parts"):
        VectorEncoder.fit([list[int]], [([1],)], HEAD)


def test_a_sequence_stands_between_begin_and_end() -> None:
    encoder = tokens([list[bool]], [([True, False],)], [True], bool)
    first = len(Mark) + 1
    assert encoder.encode([([True, False],)]).symbols.tolist() == [[Mark.BEGIN, first + 1, first, Mark.END]]


def test_several_inputs_are_separated_and_each_has_its_segment() -> None:
    encoder = tokens([str, int], [("ab", 1)], [True], bool)
    batch = encoder.encode([("ab", 1)])
    assert batch.symbols[0, 3] == Mark.SEPARATOR
    assert batch.segments.tolist() == [[0, 1, 1, 0, 2, 0]]


def test_inner_lists_stand_between_marks() -> None:
    encoder = tokens([list[list[int]]], [([[7], []],)], [True], bool)
    one = len(Mark) + 1
    inside = [Mark.OPEN, one, Mark.CLOSE, Mark.OPEN, Mark.CLOSE]
    assert encoder.encode([([[7], []],)]).symbols[0, 1:-1].tolist() == inside


def test_words_that_come_back_are_symbols_and_a_new_one_is_unknown() -> None:
    phrases = [(["walk", "left"],), (["walk", "twice"],), (["left", "walk", "twice", "left", "twice"],)]
    encoder = tokens([list[str]], phrases, [True] * 3, bool)
    left, twice, walk = (len(Mark) + number for number in (1, 2, 3))
    assert encoder.encode([(["walk", "left", "twice"],)]).symbols[0, 1:-1].tolist() == [walk, left, twice]
    assert encoder.encode([(["run"],)]).symbols[0, 1:-1].tolist() == [len(Mark) + UNKNOWN]
    assert encoder.shape((["walk", "left"],)) == (2, 0)


def test_texts_that_hardly_come_back_are_read_by_their_characters() -> None:
    encoder = tokens([list[str]], [(["ab"],), (["ba", "aa"],)], [True] * 2, bool)
    a, b = len(Mark) + 1, len(Mark) + 2
    assert encoder.encode([(["ab", "a"],)]).symbols[0, 1:-1].tolist() == [Mark.OPEN, a, b, Mark.CLOSE, Mark.OPEN, a, Mark.CLOSE]


def test_real_numbers_in_a_sequence_are_features() -> None:
    encoder = tokens([list[float]], [([-1.0, 1.0],)], [True], bool)
    batch = encoder.encode([([-1.0, 1.0],)])
    assert batch.symbols[0].tolist() == [Mark.BEGIN, Mark.NUMBER, Mark.NUMBER, Mark.END]
    assert batch.numbers[0, :, 0].tolist() == [0, -1, 1, 0]


def test_an_output_longer_than_its_input_gets_slots_in_proportion_beyond_the_trained_length() -> None:
    encoder = tokens([list[int]], [([1],), ([1, 2],)], [[1, 1], [1, 2, 1, 2]], list[int])
    places = [encoder.encode([(list(range(length)),)]).places for length in (1, 2, 20)]
    assert places == [1 + 1 + 2, 2 + 1 + 2, 20 + 1 + 20]


def test_a_graph_has_a_token_a_node_and_the_source_is_marked() -> None:
    graph = Graph(np.array([[0.0, 2.0], [np.inf, 0.0]]))
    encoder = tokens([Graph, int], [(graph, 1)], [[2.0, 0.0]], list[float])
    batch = encoder.encode([(graph, 1)])
    assert batch.symbols[0].tolist() == [Mark.BEGIN, Mark.NODE, Mark.NODE, Mark.END]
    assert batch.numbers[0, :, 0].tolist() == [0, 0, 1, 0]
    assert batch.places == 2


def test_an_edge_gives_features_to_the_pair_of_its_nodes() -> None:
    graph = Graph(np.array([[0.0, 2.0], [np.inf, 0.0]]))
    encoder = tokens([Graph], [(graph,)], [[2.0, 0.0]], list[float])
    edges = encoder.encode([(graph,)]).edges
    assert edges is not None
    assert edges[0, 1, 2].tolist() == [1, 1, 1, 1, 0, 0, 0, 0, 0]
    assert edges[0, 2, 1].tolist() == [0, 0, 0, 0, 1, 1, 1, 1, 0]
    assert edges[0, 0].abs().sum() == 0
