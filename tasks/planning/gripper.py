"""A whole plan for a robot with two hands that carries balls to another room: it grows with the balls, its pattern does not."""

from __future__ import annotations

from contrast.judgement import INVALID, Judgement
from contrast.sampling import Rng, Sampler
from contrast.task import Split, Task
from contrast.vocab.plans import VOCABULARY

GO, HANDS = 0, 2


def gripper(left: list[int], wanted: list[int]) -> list[int]:
    """A plan that carries the balls of `left` that are `wanted` to the right room and comes back, two by two.

    A plan is a list of steps: the number of a ball to pick it up, minus that number to put it down, 0 to go to the other room.
    The robot has two hands and stands in the left room with the balls of `left`; the other wanted balls lie in the right room
    already. At the end the wanted balls lie there, the others of `left` where they were, and the robot stands on the left.
    Any plan that does this is right, whatever its length. This one takes the balls in their order, the first alone if their
    number is odd, and never makes a step too many.

    >>> gripper([4, 7, 2, 5], [5, 7, 4, 9])
    [4, 0, -4, 0, 7, 5, 0, -7, -5, 0]
    """
    balls = [ball for ball in left if ball in wanted]
    odd = len(balls) % HANDS
    loads = [balls[:odd], *[balls[k : k + HANDS] for k in range(odd, len(balls), HANDS)]]
    return [step for load in loads if load for step in [*load, GO, *[-ball for ball in load], GO]]


def judge(inputs: tuple[list[int], list[int]], plan: list[int]) -> Judgement:
    """Right and valid if simulation ends as it should; `excess` of steps over the shortest plan, taken as 1 if that has none."""
    left, wanted = map(set, inputs)
    rooms, held, here = [set(left), wanted - left], set[int](), 0
    for step in plan:
        if step == GO:
            here = 1 - here
        elif step > 0 and step in rooms[here] and len(held) < HANDS:
            rooms[here].remove(step)
            held.add(step)
        elif -step in held:
            held.remove(-step)
            rooms[here].add(-step)
        else:
            return INVALID
    if held or here or rooms != [left - wanted, wanted]:
        return INVALID
    shortest = max(1, len(gripper(*inputs)))
    return Judgement(True, True, (len(plan) - shortest) / shortest)


def balls(low: int, high: int, share: float | None = None) -> Sampler:
    """So many balls on the left, numbered in this range, each wanted with one probability, and up to two wanted on the right."""

    def draw(rng: Rng, size: int) -> tuple[list[int], list[int]]:
        names = rng.permutation(range(low, high + 1)).tolist()
        left, right = names[:size], names[size : size + int(rng.integers(3))]
        chosen = rng.random(size) < (rng.uniform(0.2, 1.0) if share is None else share)
        wanted = [ball for ball, take in zip(left, chosen.tolist(), strict=True) if take] + right
        return left, rng.permutation(wanted).astype(int).tolist()

    return draw


task = Task(
    gripper,
    VOCABULARY,
    splits={
        "train": Split((1, 8)),
        "longer_2x": Split((16, 16), why="twice the balls"),
        "longer_4x": Split((32, 32), why="four times the balls"),
        "larger": Split((1, 8), balls(41, 80), why="numbers never seen"),
        "all": Split((5, 8), balls(1, 40, share=1.0), why="every ball is wanted"),
    },
    sampler=balls(1, 40),
    source="D. McDermott, The 1998 AI planning systems competition, 2000: the domain Gripper, with a choice of balls",
    judge=judge,
)
