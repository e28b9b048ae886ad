"""A sentence holds its next steps as values, and each front end puts them into its own words.

What a person typed and what a file says stand in a sentence as plain text, which no front end reads again. As text a
sentence is what the command line says; `tui.step_words.screen_text` makes of it what the screen says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias

PROGRAM = "cchc-tasks"
#: A value that stands for words of one's own, in the quotes that they will need.
OWN_WORDS = '"…"'
#: Acts that are a command with an option of its own, or a command under another name.
_COMMANDS = {"import results": "import --results", "list draft": "list"}
#: What is a letter like any other in a word, beside letters and digits; the guillemets stand around what is not typed.
_PLAIN = "-_./:@%+=,…#«»"
#: What a shell reads also between double quotes.
_READ_IN_QUOTES = '"$`!'
#: Fields that stand before the command: they are about every command.
_BEFORE = ("db", "org", "actor")


class Step(NamedTuple):
    """An act of the program as a next step: what it is done to, and the fields that it wants with their values.

    `name` is the command's path («units show»); targets and values are as they are, in no quotes. A field without a
    value (None) is only switched on, one with several values is given several times.
    """

    name: str
    targets: tuple[str, ...] = ()
    fields: tuple[tuple[str, str | tuple[str, ...] | None], ...] = ()

    def __str__(self) -> str:
        """Return the command: «cchc-tasks resolve 17 --due NGÀY»."""
        before = [_option(name, value) for name, value in self.fields if name in _BEFORE]
        behind = [_option(name, value) for name, value in self.fields if name not in _BEFORE]
        return " ".join((PROGRAM, *before, _COMMANDS.get(self.name, self.name), *map(_argument, self.targets), *behind))


class Entry(NamedTuple):
    """A field of the act that is going on, by its name («reported_on»), and what to write into it."""

    name: str
    value: str = ""

    def __str__(self) -> str:
        """Return the option: «--reported-on 15/6/2022»."""
        return _option(self.name, self.value)


class Shell(NamedTuple):
    """What is typed at a shell to another program (pip, pg_dump)."""

    text: str

    def __str__(self) -> str:
        return self.text


class Either(NamedTuple):
    """What differs between the command line and the screen; empty where there is nothing to say."""

    command_line: Words | Slot = ""
    screen: Words | Slot = ""

    def __str__(self) -> str:
        return str(self.command_line)


class Sentence:
    """A sentence made of plain words, acts and fields."""

    __slots__ = ("parts",)

    def __init__(self, *parts: Part) -> None:
        self.parts = parts

    @property
    def steps(self) -> tuple[Step, ...]:
        """The acts that the sentence names, on whichever front end."""
        return tuple(step for part in self.parts for step in _steps_of(part))

    def rendered(self, put: Callable[[Slot], str]) -> str:
        """Return the sentence as the screen says it; `put` says an act or a field."""
        shown = []
        for part in self.parts:
            words = part.screen if isinstance(part, Either) else part
            if isinstance(words, Sentence):
                shown.append(words.rendered(put))
            else:
                shown.append(words if isinstance(words, str) else put(words))
        return "".join(shown)

    def as_command_line(self, put: Callable[[Slot], str]) -> str:
        """Return the sentence as the command line says it; `put` says an act or a field."""
        shown = []
        for part in self.parts:
            words = part.command_line if isinstance(part, Either) else part
            if isinstance(words, Sentence):
                shown.append(words.as_command_line(put))
            else:
                shown.append(words if isinstance(words, str) else put(words))
        return "".join(shown)

    def __str__(self) -> str:
        """Return the sentence as the command line says it."""
        return self.as_command_line(str)

    def __format__(self, spec: str) -> str:
        """Return the command line's words: nobody is left without a sentence. Tests refuse what loses the steps so."""
        return format(str(self), spec)

    def __contains__(self, text: str) -> bool:
        return text in str(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sentence) and self.parts == other.parts

    def __hash__(self) -> int:
        return hash(self.parts)

    def __repr__(self) -> str:
        return f"Sentence{self.parts!r}"


Slot: TypeAlias = Step | Entry | Shell
Words: TypeAlias = str | Sentence
Part: TypeAlias = Words | Slot | Either


def step(name: str, /, *targets: str, **fields: str | tuple[str, ...] | None) -> Step:
    """Return an act with its fields: `step("resolve", ref, due="NGÀY")`, `step("review", ref, accept=None)`."""
    return Step(name, targets, tuple((field.rstrip("_"), value) for field, value in fields.items()))


def either(command_line: Words | Slot, screen: Words | Slot = "") -> Sentence:
    """Return a sentence of which each front end has its own words."""
    return Sentence(Either(command_line, screen))


def joined(between: str, parts: Iterable[Part]) -> Sentence:
    """Return sentences, or acts and fields, as one."""
    shown = [part for each in parts for part in (between, each)]
    return Sentence(*shown[1:])


def _option(name: str, value: str | tuple[str, ...] | None) -> str:
    option = f"--{name.replace('_', '-')}"
    values = value if isinstance(value, tuple) else (value,)
    return " ".join(f"{option} {_argument(each)}" if each else option for each in values)


def _argument(value: str) -> str:
    """Return a value as it is typed at a shell: in quotes where it would not be one word otherwise."""
    if value == OWN_WORDS or (
        not value.startswith("#") and all(letter.isalnum() or letter in _PLAIN for letter in value)
    ):
        return value
    if any(letter in _READ_IN_QUOTES for letter in value):
        return "'" + value.replace("'", "'\\''") + "'"
    return f'"{value}"'


def _steps_of(part: Part) -> tuple[Step, ...]:
    if isinstance(part, Step):
        return (part,)
    if isinstance(part, Sentence):
        return part.steps
    if isinstance(part, Either):
        return (*_steps_of(part.command_line), *_steps_of(part.screen))
    return ()
