"""Every sentence that the program can say, made by calling each words function with values of each kind."""

from __future__ import annotations

import importlib
import inspect
import itertools
import pkgutil
import typing
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from types import ModuleType
from typing import Any

import cchc_tasks
from cchc_tasks import sentences
from cchc_tasks.sentences import Either, Entry, Part, Sentence, Shell, Slot, Step

#: What a text may be for a words function that looks it up: a status, a field, a kind.
_TEXTS = (
    "CCHC-2022", "in_progress", "title", "overdue", "triggered", "evidence", "product", "2022", "plan", "unit", "fixed",
    "status", "default", "update", "file", "letter_signer",
)  # fmt: skip
_VALUES: dict[Any, tuple[Any, ...]] = {
    str: _TEXTS,
    int: (2, 0, 1),
    float: (1.5,),
    bool: (True, False),
    date: (date(2022, 7, 15),),
    Entry: (Entry("table", "2"),),
    type(None): (None,),
    Any: ("CCHC-2022",),
    object: ("CCHC-2022",),
}


def modules() -> list[ModuleType]:
    """Return every module of words."""
    names = (found.name for found in pkgutil.walk_packages(cchc_tasks.__path__, "cchc_tasks."))
    return [importlib.import_module(name) for name in names if holds_words(name)]


def holds_words(name: str) -> bool:
    """Whether a module is one of words: its name says so, in whatever room it lies."""
    own = name.rpartition(".")[2]
    return own == "words" or own.endswith("_words")


#: The words functions that problems name, by the first part of their codes: «read_file» is `read_file_words`.
SUBJECTS = {
    module.__name__.rpartition(".")[2].removesuffix("_words"): module
    for module in modules()
    if module.__name__.startswith("cchc_tasks.messages.")
}


def said_by(module: ModuleType, *, constants: bool = True) -> Iterator[tuple[str, Any]]:
    """Yield what a module says, by the name of the function or constant."""
    for name, value in vars(module).items():
        if inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_"):
            yield from ((name, said) for said in _calls(value))
        elif constants and not (inspect.ismodule(value) or inspect.isclass(value) or inspect.isfunction(value)):
            yield name, value


def sentences_in(value: Any) -> Iterator[Sentence]:
    """Yield the sentences that stand in a value."""
    if isinstance(value, Sentence):
        yield value
    elif isinstance(value, Mapping):
        yield from itertools.chain.from_iterable(map(sentences_in, value.values()))
    elif isinstance(value, Collection) and not isinstance(value, str | bytes):
        yield from itertools.chain.from_iterable(map(sentences_in, value))


def texts_in(value: Any) -> Iterator[str]:
    """Yield the plain texts that stand in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from itertools.chain.from_iterable(map(texts_in, value.values()))
    elif isinstance(value, Collection) and not isinstance(value, bytes):
        yield from itertools.chain.from_iterable(map(texts_in, value))


def slots_of(part: Part) -> Iterator[Slot]:
    """Yield the acts, fields and foreign commands of a part, of both front ends."""
    if isinstance(part, Step | Entry | Shell):
        yield part
    elif isinstance(part, Either):
        yield from (*slots_of(part.command_line), *slots_of(part.screen))
    elif isinstance(part, Sentence):
        yield from itertools.chain.from_iterable(map(slots_of, part.parts))


def _calls(function: Callable[..., Any]) -> Iterator[Any]:
    """Yield what a function says for values of each kind that its parameters take; one with next steps must speak."""
    told = str(function.__annotations__.get("return"))
    has_steps = "Sentence" in told or "Words" in told
    # Some modules name what stands in annotations only for the type checker.
    hints = typing.get_type_hints(function, localns={**vars(sentences), "Sequence": Sequence, "date": date})
    names = list(inspect.signature(function).parameters)
    said = []
    for place in range(len(_TEXTS)):
        try:
            said.append(function(**{name: _pick(_values(hints[name]), place) for name in names}))
        except (KeyError, ValueError, IndexError, TypeError, AttributeError):
            continue
    assert said or not has_steps, f"no value makes {function.__module__}.{function.__qualname__} speak"
    yield from said


def _pick(values: Sequence[Any], place: int) -> Any:
    return values[place % len(values)]


def _values(hint: Any) -> tuple[Any, ...]:
    """Return values of a type, empty collections last."""
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin is None:
        return _VALUES[hint] if hint in _VALUES else (hint(),)
    if origin is typing.Literal:
        return inside
    if origin is tuple and inside[-1] is not Ellipsis:
        kinds = [_values(kind) for kind in inside]
        return tuple(tuple(_pick(kind, place) for kind in kinds) for place in range(len(_TEXTS)))
    if inspect.isclass(origin) and issubclass(origin, Mapping):
        keys, values = (_values(kind) for kind in inside)
        return tuple({_pick(keys, place): _pick(values, place)} for place in range(len(_TEXTS)))
    if origin is tuple or (inspect.isclass(origin) and issubclass(origin, Collection)):
        each = _values(inside[0])
        make = set if issubclass(origin, set | frozenset) else list
        return (*(make([one]) for one in each), make(each[:3]) if make is list else make(), make())
    if origin is Callable or (inspect.isclass(origin) and issubclass(origin, Callable)):  # type: ignore[arg-type]
        return (lambda *_: "CCHC-2022",)
    return tuple(itertools.chain.from_iterable(_values(kind) for kind in inside))
