"""A small convolutional net for grids (LeCun et al. 1998)."""

from __future__ import annotations

from torch import Tensor, nn

from contrast.neural.encoding.batch import Batch
from contrast.neural.encoding.form import Form
from contrast.neural.nets.parts.pooled import KERNEL, Pooled


class CNN(Pooled):
    """`depth` pairs of convolutions, `width` channels in the first and twice as many in each next, halved in size after each but
    the last; then the mean and the maximum over all places, and one hidden layer."""

    def __init__(self, form: Form, width: int = 16, depth: int = 2) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        last = form.numbers
        for level in range(depth):
            wide = width * 2**level
            layers += [nn.MaxPool2d(2, ceil_mode=True)] if level else []
            for size in (last, wide):
                layers += [nn.Conv2d(size, wide, KERNEL, padding=KERNEL // 2), nn.GELU()]
            last = wide
        self.layers = nn.Sequential(*layers)
        self._make_reader(form, last, 4 * width)

    def forward(self, batch: Batch) -> Tensor:
        """Cells (batch, channels, height, width) to (batch, places, outputs)."""
        return self._read(self.layers(batch.numbers), batch.numbers.shape[2:])
