"""A net whose output does not depend on the order of its tokens (Zaheer et al. 2017, theorem 2)."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from contrast.neural.encoding.batch import Batch
from contrast.neural.encoding.form import Form
from contrast.neural.nets.parts.embedding import TokenEmbedding
from contrast.neural.nets.parts.positions import sinusoids


class DeepSets(nn.Module):
    """`depth` layers of `width` on each token, the sum, mean and maximum over all tokens, and as many layers after.

    A list is written by asking the pooled set for each place in turn: to the pooled set the encoding of the place, from
    the left, is added (a set to a sequence, as in sorting)."""

    def __init__(self, form: Form, width: int = 64, depth: int = 2) -> None:
        super().__init__()
        self.width, self.listing = width, form.reading != "one"
        self.embed = TokenEmbedding(form, width)
        self.each = _layers(width, depth)
        self.pool = nn.Linear(3 * width, width)
        self.after = _layers(width, depth)
        self.head = nn.Linear(width, form.outputs)

    def forward(self, batch: Batch) -> Tensor:
        """Tokens (batch, tokens) to (batch, places, outputs)."""
        x = self.each(self.embed(batch)[:, 1 : max(2, batch.end)])
        pooled: Tensor = self.pool(torch.cat([x.sum(1) / 10, x.mean(1), x.amax(1)], dim=1))[:, None]
        if self.listing:
            places = torch.arange(batch.places, dtype=torch.float32)
            pooled = pooled + sinusoids(places, self.width).to(pooled.device)
        given: Tensor = self.head(self.after(pooled))
        return given


def _layers(width: int, depth: int) -> nn.Sequential:
    return nn.Sequential(*(part for _ in range(depth) for part in (nn.Linear(width, width), nn.ReLU())))
