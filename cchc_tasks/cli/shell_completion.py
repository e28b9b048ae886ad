"""How each shell asks for completions, and how it is answered; the scripts are in `shell_scripts.py`.

A script sends the words up to the cursor in COMP_WORDS, one a line, and in COMP_CWORD which of them is being typed.
click finds who knows the answer; here is what its own classes lack: names with blanks, and names that are typed
without accents and so do not begin as they were typed.
"""

from __future__ import annotations

import os
import re
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from click.shell_completion import CompletionItem, ShellComplete, split_arg_string

from cchc_tasks.cli import shell_scripts
from cchc_tasks.text import fold, nfc
from cchc_tasks.text_cells import clean

if TYPE_CHECKING:
    from click import Command

PROGRAM = "cchc-tasks"
VARIABLE = "_CCHC_TASKS_COMPLETE"
_SPECIAL_IN_BASH = re.compile(r"([\s!\"#$&'()*;<>?\[\\\]^`{|}~])")
_PLAIN_IN_POWERSHELL = re.compile(r"[\w./-]+")
#: PowerShell takes every one of these for an apostrophe.
_APOSTROPHES = re.compile("(['\u2018\u2019\u201a\u201b])")
#: Readline asks for a list (twice Tab) or for one after the other: then the line stays as it is, or is chosen.
_ONLY_LISTED = ("63", "37")


class _Shell(ShellComplete):
    """What the shells have in common."""

    #: Whether the words arrive as they were typed, with their quotes.
    sends_quotes = False

    def __init__(self, cli: Command, ctx_args: Any, prog_name: str, complete_var: str) -> None:
        super().__init__(cli, ctx_args, prog_name, complete_var)
        self.typed = ""  # the value being typed, without «--option=»
        self.option = ""  # «--option=», where it is one word with its value

    def words(self) -> tuple[list[str], str]:
        """Return the words before the one being typed, and that one, as the shell sent them."""
        text, place = os.environ["COMP_WORDS"], int(os.environ["COMP_CWORD"])
        words = text.split("\n") if "\n" in text else split_arg_string(text)
        return words[:place], words[place] if place < len(words) else ""

    def get_completion_args(self) -> tuple[list[str], str]:
        before, current = self.words()
        if self.sends_quotes:
            before, current = [_unquoted(word) for word in before], _unquoted(current)
        option, equals, value = current.partition("=")
        self.option, self.typed = (option + equals, value) if equals and option.startswith("--") else ("", current)
        return before[1:], current

    def complete(self) -> str:
        """Return the answer, empty where anything is wrong: a key must never fail."""
        try:
            args, incomplete = self.get_completion_args()
            return self.answer(self.get_completions(args, incomplete))
        except Exception:
            return ""

    def answer(self, items: list[CompletionItem[str]]) -> str:
        return "\n".join(map(self.format_completion, items))

    def grows(self, items: list[CompletionItem[str]]) -> bool:
        """Whether what the values have in common says at least as much as what was typed."""
        values = [item.value for item in items]
        pairs = takewhile(lambda pair: pair[0] == pair[1], zip(min(values), max(values), strict=False))
        return fold("".join(letter for letter, _ in pairs)).startswith(fold(self.typed))


class BashComplete(_Shell):
    """Bash replaces what was typed by what the answers have in common, and quotes nothing."""

    name = "bash"
    source_template = shell_scripts.BASH
    sends_quotes = True

    def words(self) -> tuple[list[str], str]:
        """Bash breaks words at «=» and «:» too (COMP_WORDBREAKS), and replaces only what stands behind them."""
        before, self._raw = super().words()
        glued: list[str] = []
        breaks = True  # nothing is glued to the program's name
        for word in [*before, self._raw]:
            is_break = bool(word) and not word.strip("=:")
            if glued and (is_break or breaks) and len(glued) > 1:
                glued[-1] += word
            else:
                glued.append(word)
            breaks = is_break
        return glued[:-1], glued[-1]

    def answer(self, items: list[CompletionItem[str]]) -> str:
        place, quote = _open_quote(self._raw)
        within = place > 0 and self._raw[place - 1] != "="
        if within or (not quote and any(mark in self._raw for mark in "\"'")):
            return ""  # readline would replace only what stands behind the quote
        listed = os.environ.get("COMP_TYPE", "") in ("", *_ONLY_LISTED)
        if len(items) > 1 and not listed and not self.grows(items):
            return ""
        return super().answer(items)

    def format_completion(self, item: CompletionItem[str]) -> str:
        if item.type != "plain":
            return f"{item.type},"
        quote = _open_quote(self._raw)[1]
        if quote == '"':
            return "plain," + re.sub(r'([\\"$`])', r"\\\1", item.value)
        if quote:
            return "plain," + item.value.replace("'", "'\\''")
        option = self.option if self._raw.startswith(self.option) else ""
        return "plain," + option + _SPECIAL_IN_BASH.sub(r"\\\1", item.value)


class ZshComplete(_Shell):
    """Zsh quotes by itself; three lines an answer: type, value, meaning or «_»."""

    name = "zsh"
    source_template = shell_scripts.ZSH
    sends_quotes = True

    def answer(self, items: list[CompletionItem[str]]) -> str:
        first = "insert" if len(items) < 2 or self.grows(items) else "list"
        return "\n".join([first, super().answer(items)])

    def format_completion(self, item: CompletionItem[str]) -> str:
        return f"{item.type}\n{self.option}{item.value}\n{_one_line(item.help) or '_'}"


class FishComplete(_Shell):
    """Fish quotes by itself, but shows only what has the typed letters in it, case aside."""

    name = "fish"
    source_template = shell_scripts.FISH

    def words(self) -> tuple[list[str], str]:
        before, current = super().words()
        return before, _unquoted(current)  # fish itself has unquoted the ones before

    def format_completion(self, item: CompletionItem[str]) -> str:
        value = _with_letters_of(self.typed, item.value)
        meaning = _one_line(item.help) or ("" if value == item.value else item.value)
        return f"{item.type},{self.option}{value}\t{meaning}"


class PowerShellComplete(_Shell):
    """PowerShell is given, between tabs, what to insert, what to list and what it means; it quotes nothing."""

    name = "powershell"
    source_template = shell_scripts.POWERSHELL

    def format_completion(self, item: CompletionItem[str]) -> str:
        value = self.option + item.value
        quoted = value if _PLAIN_IN_POWERSHELL.fullmatch(value) else "'" + _APOSTROPHES.sub(r"\1\1", value) + "'"
        return "\t".join((item.type, quoted, item.value, _one_line(item.help) or item.value))


SHELLS: dict[str, type[_Shell]] = {
    shell.name: shell for shell in (BashComplete, ZshComplete, FishComplete, PowerShellComplete)
}


def script_of(cli: Command, shell: str) -> str:
    """Return the script that a shell reads once, in ASCII: no shell's idea of encodings can harm it."""
    return SHELLS[shell](cli, {}, PROGRAM, VARIABLE).source()


def answer_shell(cli: Command, instruction: str) -> tuple[int, bytes]:
    """Return exit code and answer for what VARIABLE holds: `bash_complete`, `bash_source` and so on."""
    shell, _, wanted = instruction.partition("_")
    if shell not in SHELLS or wanted not in ("source", "complete"):
        return 1, b""
    if wanted == "source":
        return 0, script_of(cli, shell).encode()
    answer = SHELLS[shell](cli, {}, PROGRAM, VARIABLE).complete()
    return 0, (answer + "\n").encode("utf-8", "replace") if answer else b""


def _unquoted(word: str) -> str:
    """Return a word as the command would get it; a quote may still be open."""
    return " ".join(split_arg_string(word))


def _open_quote(word: str) -> tuple[int, str]:
    """Return where a quote opens that does not close, and which one; (-1, "") for none."""
    place, quote, escaped = -1, "", False
    for index, letter in enumerate(word):
        if escaped:
            escaped = False
        elif letter == "\\" and quote != "'":
            escaped = True
        elif quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            place, quote = index, letter
    return (place, quote) if quote else (-1, "")


def _one_line(text: str | None) -> str:
    return clean(text or "").replace("\xa0", " ")


def _with_letters_of(typed: str, value: str) -> str:
    """Return the value, or the same name without accents, so that the typed letters stand in it as they are."""
    typed = nfc(typed)
    bare = "".join(fold(letter).upper() if letter.isupper() else fold(letter) or " " for letter in value)
    for spelling in (value, bare):
        if typed.lower() in spelling.lower():
            return spelling
    same_so_far = fold(value[: len(typed)]) == fold(typed)
    return typed + value[len(typed) :] if same_so_far else value
