"""A primitive: one typed scalar function, and optionally a kernel that computes whole columns at once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, get_type_hints, overload

from contrast.dsl.types import Type, assignments, check_type, is_function, substitute, type_name, value_kinds, variables
from contrast.errors import BadPrimitive

BodyExample = tuple[int, tuple[Any, ...], Any]
"""What a function argument must do: in this row, on these values of its parameters, give this result."""


@dataclass(frozen=True)
class Primitive:
    """A named function of a DSL. Equal if name and types are equal; calling it runs its scalar meaning.

    `kernel` takes one column an argument (`contrast.dsl.batched.columns`; leading axes broadcast) and returns a column, or a
    pair of a column and a mask of where it is defined. A function argument reaches it as a callable on columns that
    returns such a pair. Without a kernel the scalar meaning is applied value by value.

    What a search may know of it, none of which changes what it means:
    `commutes`: its two arguments may be exchanged.
    `inverses`: by the place of an argument, a kernel `(wanted, *others) -> (column, mask)`: the one value there with
    which the result is `wanted`, given the other arguments in order; the mask is False where there is none or several.
    `deduce`: for a primitive with one function argument, `(wanted, *others) -> list[BodyExample] | None`: what the
    wanted results (plain values, one a row) tell of the body, given the other arguments' values; None if no body can do it.
    `state`: the place of the state among the body's parameters, where the body makes each state out of the one before it, and the
    last one is the result, so that what `deduce` tells comes from rows with one step, or with one step more than another.
    `selects`: it is `((A) -> bool, list[A]) -> list[A]`, the elements for which the body holds.
    `chooses`: it is `(bool, A, A) -> A`, its second argument where the first holds, else its third; or, for a condition of
    another kind, a function that says of a column of first arguments where the second is chosen.
    `reads_objects`: its kernel takes columns of objects, such as grids, as they are.
    """

    name: str
    parameters: tuple[Type, ...]
    result: Type
    meaning: Callable[..., Any] = field(compare=False, repr=False)
    kernel: Callable[..., Any] | None = field(default=None, compare=False, repr=False)
    doc: str = field(default="", compare=False, repr=False)
    commutes: bool = field(default=False, compare=False, repr=False)
    inverses: Mapping[int, Callable[..., Any]] = field(default_factory=dict, compare=False, repr=False)
    deduce: Callable[..., list[BodyExample] | None] | None = field(default=None, compare=False, repr=False)
    state: int | None = field(default=None, compare=False, repr=False)
    selects: bool = field(default=False, compare=False, repr=False)
    chooses: bool | Callable[[Any], Any] = field(default=False, compare=False, repr=False)
    reads_objects: bool = field(default=False, compare=False, repr=False)

    def __call__(self, *arguments: Any) -> Any:
        return self.meaning(*arguments)

    @cached_property
    def function_places(self) -> tuple[int, ...]:
        """The positions of the arguments that are functions."""
        return tuple(k for k, parameter in enumerate(self.parameters) if is_function(parameter))

    @property
    def repeats(self) -> bool:
        """Whether its body makes states, one out of the other."""
        return self.state is not None

    def condition(self, first: Any) -> Any:
        """Of a primitive that chooses: where the second argument is chosen, given the first (a value or a column)."""
        return self.chooses(first) if callable(self.chooses) else first

    @property
    def signature(self) -> str:
        """Such as `fold((A, B) -> A, A, list[B]) -> A`."""
        return f"{self.name}({', '.join(map(type_name, self.parameters))}) -> {type_name(self.result)}"

    def instances(self, kinds: Iterable[Type]) -> list[Primitive]:
        """The primitive at every choice of its type variables for which all its values are of one of `kinds`."""
        allowed = list(kinds)
        names = list(dict.fromkeys(v for t in (*self.parameters, self.result) for v in variables(t)))
        found = []
        for bound in assignments(names, allowed):
            parameters = tuple(substitute(p, bound) for p in self.parameters)
            result = substitute(self.result, bound)
            if not names or all(kind in allowed for t in (*parameters, result) for kind in value_kinds(t)):
                found.append(replace(self, parameters=parameters, result=result))
        return found


@overload
def primitive(function: Callable[..., Any], /) -> Primitive: ...
@overload
def primitive(
    *,
    kernel: Callable[..., Any] | None = None,
    commutes: bool = False,
    inverses: Mapping[int, Callable[..., Any]] | None = None,
    deduce: Callable[..., list[BodyExample] | None] | None = None,
    state: int | None = None,
    selects: bool = False,
    chooses: bool | Callable[[Any], Any] = False,
    reads_objects: bool = False,
) -> Callable[[Callable[..., Any]], Primitive]: ...
def primitive(
    function: Callable[..., Any] | None = None, /, *, kernel: Callable[..., Any] | None = None, **known: Any
) -> Primitive | Callable[[Callable[..., Any]], Primitive]:
    """Make a typed function a primitive: `@primitive`, or `@primitive(kernel=np.add, commutes=True)`; see `Primitive`.

    Raises `BadPrimitive` if a parameter or the result has no type hint, `BadKind` if a hint is no kind.
    """
    if function is None:
        return lambda wrapped: replace(_make(wrapped, kernel), **{k: v for k, v in known.items() if v is not None})
    return _make(function, kernel)


def _make(function: Callable[..., Any], kernel: Callable[..., Any] | None) -> Primitive:
    where = f"primitive {function.__name__!r}"
    try:
        hints = get_type_hints(function)
    except NameError as error:
        raise BadPrimitive(f"{where}: a type hint names something unknown ({error}); import it") from None
    names = list(inspect.signature(function).parameters)
    for name in [*names, "return"]:
        if name not in hints:
            place = "its result" if name == "return" else f"parameter {name!r}"
            raise BadPrimitive(f"{where}: {place} has no type hint; write one, such as `xs: list[int]`")
        check_type(hints[name], f"{where}, {'result' if name == 'return' else name}")
    if is_function(hints["return"]):
        raise BadPrimitive(f"{where}: a primitive cannot return a function; return a value")
    parameters = tuple(hints[name] for name in names)
    doc = (function.__doc__ or "").strip().split("\n")[0]
    return Primitive(function.__name__.rstrip("_"), parameters, hints["return"], function, kernel, doc)
