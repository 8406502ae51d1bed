"""How large a net must be for inputs of a size, as far as witnesses tell: "practically sized" is read from it."""

from __future__ import annotations

from functools import partial
from itertools import islice

import torch

from contrast.neural.architectures import ARCHITECTURES
from contrast.neural.encoding.heads import head_for
from contrast.neural.evaluation import CPU, predict
from contrast.neural.options import Options
from contrast.neural.solver import parameters
from contrast.neural.witnesses.solver import TIMES, exact_to
from contrast.neural.witnesses.table import witness_for
from contrast.neural.witnesses.witness import Witness, install
from contrast.task import Task

DRAWN = 2000
"""Training examples from which symbols, classes and scales come, as many as a net's stream draws first."""


def sizes(task: Task) -> dict[int, int | None]:
    """Times the training size → weights of a net that is exact there, None where our witness is not.

    One that is exact for every length has one size; it counts up to the times that it was executed at.
    """
    witness = witness_for(task.name)
    if witness.grown is not None:
        return {times: _built(task, witness.grown(times))[0] for times in TIMES}
    weights, reached = _built(task, witness)
    return {times: weights if reached is None or times <= reached else None for times in TIMES}


@torch.no_grad()
def _built(task: Task, witness: Witness) -> tuple[int, int | None]:
    """The number of weights, and up to how many times the training size they are exact."""
    architecture = ARCHITECTURES[witness.net]
    options = Options.parse(witness.net, architecture.options, witness.options)
    examples = list(islice(task.stream(0), DRAWN))
    head = head_for(task.output_kind, task.input_kinds, [(item.inputs, item.output) for item in examples], options.outputs)
    encoder = architecture.encoder(task, examples, head, options)
    model = architecture.build(encoder.form, options)
    install(witness, model, encoder, head)
    return parameters(model), exact_to(task, partial(predict, model, encoder, head, CPU))
