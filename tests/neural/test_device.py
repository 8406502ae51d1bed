"""Where nets are trained."""

import pytest
import torch

from contrast.catalog import load_solver, on_device
from contrast.errors import BadValue
from contrast.neural.device import resolved
from contrast.solver import Budget

from .worlds import TASKS, endless

CUDA = pytest.mark.skipif(not torch.cuda.is_available(), reason="this machine has no CUDA device")
NO_CUDA = pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has a CUDA device")


def test_the_processor_is_what_nothing_is_said_for() -> None:
    assert on_device(["net", "search"], "cpu") == ["net", "search"]


def test_an_unknown_device_is_refused() -> None:
    with pytest.raises(BadValue, match="use auto, cpu or cuda"):
        on_device(["net"], "tpu")


def test_only_nets_move_to_a_device(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    asked = ["net", "search", "transformer?positions=rope", "majority"]
    moved = ["net?device=cuda", "search", "transformer?positions=rope&device=cuda", "majority"]
    assert on_device(asked, "auto") == on_device(asked, "cuda") == moved


@NO_CUDA
def test_without_a_device_auto_is_the_processor_and_cuda_is_refused_in_a_sentence() -> None:
    assert resolved("auto") == "cpu"
    with pytest.raises(BadValue, match="no CUDA device"):
        on_device(["net"], "cuda")
    with pytest.raises(BadValue, match="no CUDA device"):
        load_solver("lstm?device=cuda").solve(endless("majority"), Budget(steps=5))


@CUDA
@pytest.mark.parametrize(
    ("solver", "name"), [("lstm", "majority"), ("transformer", "echo"), ("mlp", "triple"), ("mpnn", "direct")]
)
def test_a_device_gives_the_same_results_within_tolerance(solver: str, name: str) -> None:
    curves = []
    for device in ("cpu", "cuda"):
        found = load_solver(f"{solver}?device={device}").solve(endless(name), Budget(steps=60))
        curves.append([point["validation_loss"] for point in found.details["curve"]])
        assert len(found.predict([item.inputs for item in TASKS[name].draw("same", 1, 10).examples])) == 10
    assert curves[0] == pytest.approx(curves[1], rel=0.05, abs=0.02)
