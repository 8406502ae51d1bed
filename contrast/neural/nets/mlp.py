"""A multi-layer perceptron over fixed vectors, its symbols' embeddings summed."""

from __future__ import annotations

from torch import Tensor, nn

from contrast.neural.encoding.batch import Batch


class MLP(nn.Module):
    """`depth` hidden layers of `width` units with GELU.

    The first layer adds the embeddings of all symbol slots to a linear map of the numbers: summed embeddings generalise
    where concatenated ones memorise (modular addition, held-out pairs: .999 against .44, `networks.md`, section 6).
    """

    def __init__(self, symbols: int, numbers: int, places: int, outputs: int, width: int = 128, depth: int = 3) -> None:
        super().__init__()
        self.places = places
        self.embed = nn.EmbeddingBag(symbols, width, mode="sum") if symbols else None
        self.read = nn.Linear(numbers, width) if numbers else None
        layers: list[nn.Module] = []
        for _ in range(depth - 1):
            layers += [nn.Linear(width, width), nn.GELU()]
        self.hidden = nn.Sequential(nn.GELU(), *layers)
        self.head = nn.Linear(width, places * outputs)

    def forward(self, batch: Batch) -> Tensor:
        """Symbols (batch, slots) and numbers (batch, features) to (batch, places, outputs)."""
        total = self.embed(batch.symbols) if self.embed is not None else 0.0
        if self.read is not None:
            total = total + self.read(batch.numbers)
        given: Tensor = self.head(self.hidden(total))
        return given.view(len(batch), self.places, -1)
