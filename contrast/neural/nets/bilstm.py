"""A long short-term memory in both directions (Graves & Schmidhuber 2005), for outputs that stand beside their inputs."""

from __future__ import annotations

from contrast.neural.nets.lstm import LSTM


class BiLSTM(LSTM):
    """Two LSTMs of `width` units, one from each end. A single output is read at END, a list from every token after BEGIN."""

    both_ways = True
