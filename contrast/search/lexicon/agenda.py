"""States that wait for their next decision, in worlds that share the work: one for each way in which words may be joined."""

from __future__ import annotations

import heapq
import math

from contrast.search.lexicon.lexicon import Template
from contrast.search.lexicon.state import State

EVIDENCE = 0.5
"""What it is worth, in departures from the most plausible option, that twice as many phrases are read right."""

World = Template | None


class Agenda:
    """The most promising state next: of few departures, and right on many phrases; of the world that has had least of its share.

    How words are joined bears on everything else, so that evidence within one world tells little about another. A world whose
    joining departs by one from the most plausible has a quarter of the share.
    """

    def __init__(self) -> None:
        self._queues: dict[World, list[tuple[float, int, int, float, State]]] = {}
        self._work: dict[World, float] = {}
        self._departures: dict[World, float] = {}
        self._added = 0

    def __bool__(self) -> bool:
        return any(self._queues.values())

    def add(self, departures: float, state: State) -> None:
        """A state, and how many classes of more plausible options were passed over on the way to it."""
        world = _world(state)
        if world not in self._queues:
            self._queues[world], self._departures[world] = [], departures
            self._work[world] = min(self._work.values(), default=0.0)
        self._added += 1
        urgency = departures - EVIDENCE * math.log2(1 + state.right)
        heapq.heappush(self._queues[world], (urgency, -state.decided, self._added, departures, state))

    def next(self) -> tuple[float, State]:
        """The departures of a state, and the state."""
        world = min((w for w, queue in self._queues.items() if queue), key=lambda w: (self._work[w], self._departures[w]))
        *_, departures, state = heapq.heappop(self._queues[world])
        return departures, state

    def charge(self, state: State, candidates: int) -> None:
        """What was tried for a state counts for its world."""
        world = _world(state)
        self._work[world] += candidates * 4.0 ** self._departures[world]


def _world(state: State) -> World:
    return () if state.lexicon.joined is None else state.lexicon.joined.template
