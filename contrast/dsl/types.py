"""Types of primitives: kinds, functions between kinds, and type variables that stand for any kind."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, get_args

from contrast.values import check_kind, kind_name, origin_of

Type = Any
"""A kind, a `Callable[[A, ...], B]`, or either with type variables inside."""

A = TypeVar("A")
B = TypeVar("B")


@cache
def is_function(type_: Type) -> bool:
    """Whether this is the type of a function argument, such as the body of a fold."""
    return bool(origin_of(type_) == Callable)


@cache
def function_parts(type_: Type) -> tuple[tuple[Type, ...], Type]:
    """The parameter types and the result type of a function type."""
    parameters, result = get_args(type_)
    return tuple(parameters), result


def variables(type_: Type) -> list[TypeVar]:
    """The type variables inside, in order of appearance, each once."""
    if isinstance(type_, TypeVar):
        return [type_]
    if is_function(type_):
        parameters, result = function_parts(type_)
        inner: Sequence[Type] = (*parameters, result)
    else:
        inner = get_args(type_)
    return list(dict.fromkeys(itertools.chain.from_iterable(map(variables, inner))))


def substitute(type_: Type, bound: Mapping[TypeVar, Type]) -> Type:
    """`type_` with its bound type variables replaced."""
    if isinstance(type_, TypeVar):
        return bound.get(type_, type_)
    if is_function(type_):
        parameters, result = function_parts(type_)
        return Callable[[substitute(p, bound) for p in parameters], substitute(result, bound)]
    origin, inner = origin_of(type_), get_args(type_)
    return origin[tuple(substitute(part, bound) for part in inner)] if inner and origin else type_


def unify(pattern: Type, type_: Type, bound: dict[TypeVar, Type]) -> bool:
    """Whether `pattern` becomes `type_` under one choice of its variables; extends `bound` with that choice."""
    if isinstance(pattern, TypeVar):
        return bool(bound.setdefault(pattern, type_) == type_)
    if is_function(pattern) or is_function(type_):
        if not (is_function(pattern) and is_function(type_)):
            return False
        ours, theirs = function_parts(pattern), function_parts(type_)
        return len(ours[0]) == len(theirs[0]) and all(
            unify(a, b, bound) for a, b in zip((*ours[0], ours[1]), (*theirs[0], theirs[1]), strict=True)
        )
    ours_inner, theirs_inner = get_args(pattern), get_args(type_)
    if not ours_inner:
        return bool(pattern == type_)
    return (
        origin_of(pattern) == origin_of(type_)
        and len(ours_inner) == len(theirs_inner)
        and all(unify(a, b, bound) for a, b in zip(ours_inner, theirs_inner, strict=True))
    )


def assignments(names: Sequence[TypeVar], kinds: Iterable[Type]) -> list[dict[TypeVar, Type]]:
    """Every way to give each type variable one of `kinds`."""
    return [dict(zip(names, choice, strict=True)) for choice in itertools.product(list(kinds), repeat=len(names))]


def value_kinds(type_: Type) -> list[Type]:
    """The kinds of the values that flow through this type (a function's parameters and result, else the type itself)."""
    if is_function(type_):
        parameters, result = function_parts(type_)
        return [*parameters, result]
    return [type_]


def check_type(type_: Type, where: str) -> None:
    """Raise `BadKind`, naming `where`, unless the type is a kind or a function between kinds (variables allowed)."""
    concrete = substitute(type_, dict.fromkeys(variables(type_), int))
    for kind in value_kinds(concrete):
        check_kind(kind, where)


def type_name(type_: Type) -> str:
    """The type as a reader writes it: `(int, int) -> int` for functions."""
    if isinstance(type_, TypeVar):
        return type_.__name__
    if is_function(type_):
        parameters, result = function_parts(type_)
        return f"({', '.join(map(type_name, parameters))}) -> {type_name(result)}"
    if origin := origin_of(type_):
        return f"{getattr(origin, '__name__', origin)}[{', '.join(map(type_name, get_args(type_)))}]"
    return kind_name(type_)
