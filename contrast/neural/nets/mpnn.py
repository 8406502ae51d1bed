"""A message-passing net with one tied step and max aggregation (Gilmer et al. 2017; Velickovic et al. 2020, section 3)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from contrast.errors import Unsupported
from contrast.neural.encoding.batch import Batch
from contrast.neural.encoding.form import Form
from contrast.neural.nets.parts.embedding import TokenEmbedding

MOST_STEPS = 32
"""Steps at most; a graph of n nodes gets n."""


class MPNN(nn.Module):
    """Nodes of `width` numbers. A step: along each edge, in both directions, a message of `depth` layers from both ends' states
    and the edge's features; at each node the maximum of those that arrive, and of zero; from it, the state and the embedded
    input (recall) the new state. One output is read from the maximum over nodes, a list from the nodes."""

    def __init__(self, form: Form, width: int = 64, depth: int = 1) -> None:
        super().__init__()
        if not form.edges or form.reading == "places":
            raise Unsupported("an MPNN reads a graph and writes one value, or a list of one value a node; use transformer")
        self.width, self.listing = width, form.reading != "one"
        self.embed = TokenEmbedding(form, width)
        self.from_sender = nn.Linear(width, width)
        self.from_receiver = nn.Linear(width, width, bias=False)
        self.from_edge = nn.Linear(form.edges, width, bias=False)
        self.message = nn.Sequential(*(part for _ in range(depth) for part in (nn.ReLU(), nn.Linear(width, width))))
        self.update = nn.Sequential(nn.Linear(3 * width, width), nn.ReLU(), nn.Linear(width, width))
        self.head = nn.Linear(width, form.outputs)

    def forward(self, batch: Batch) -> Tensor:
        """Nodes 1 … n of the tokens (batch, tokens) to (batch, n or 1, outputs)."""
        assert batch.edges is not None
        nodes = batch.end - 1
        given = self.embed(batch)[:, 1 : 1 + nodes].flatten(0, 1)
        features = batch.edges[:, 1 : 1 + nodes, 1 : 1 + nodes]
        linked = (features[..., 0] + features[..., (features.shape[-1] - 1) // 2]) > 0
        item, receiver, sender = linked.nonzero(as_tuple=True)
        along = self.from_edge(features[item, receiver, sender])
        receiver, sender = item * nodes + receiver, item * nodes + sender
        state = given
        for _ in range(min(nodes, MOST_STEPS)):
            state = self._step(state, given, along, receiver, sender)
        state = state.view(len(batch), nodes, self.width)
        read: Tensor = self.head(state if self.listing else state.amax(1, keepdim=True))
        return read

    def _step(self, state: Tensor, given: Tensor, along: Tensor, receiver: Tensor, sender: Tensor) -> Tensor:
        """state, given: (all nodes, width); along: (edges, width); receiver, sender: (edges,) node numbers."""
        found = self.message(self.from_sender(state)[sender] + self.from_receiver(state)[receiver] + along)
        place = receiver[:, None].expand_as(found)
        arrived = torch.zeros_like(state).scatter_reduce(0, place, found, "amax")
        change: Tensor = self.update(torch.cat([state, given, arrived], dim=1))
        return state + change
