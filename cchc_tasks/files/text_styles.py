"""What Word and OpenDocument texts share: how a run of text looks, and the numbers of lists (1, 01, I, i, A, a)."""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """What a run looks like; None where nothing is said, so that the style behind it decides."""

    font: str | None = None
    bold: bool | None = None
    hidden: bool | None = None
    capitals: bool | None = None

    def over(self, below: Look) -> Look:
        """Return this look with what it leaves open taken from the one below."""
        return Look(
            below.font if self.font is None else self.font,
            below.bold if self.bold is None else self.bold,
            below.hidden if self.hidden is None else self.hidden,
            below.capitals if self.capitals is None else self.capitals,
        )


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_ALPHABET = 26
#: Beyond it no list counts; a file that says so is not believed.
_LARGEST = 32_767


def format_count(number: int, kind: str) -> str:
    """Return a number in the kind of numbering that Word names; unknown kinds are decimal, «none» is empty."""
    if kind == "none":
        return ""
    if not 0 < number <= _LARGEST:
        return str(number)
    if kind == "decimalZero":
        return f"{number:02}"
    if kind in ("upperRoman", "lowerRoman"):
        roman = to_roman(number)
        return roman.upper() if kind == "upperRoman" else roman
    if kind in ("upperLetter", "lowerLetter"):
        # Behind z come aa, bb, cc.
        repeats, place = divmod(number - 1, _ALPHABET)
        letters = chr(ord("a") + place) * (repeats + 1)
        return letters.upper() if kind == "upperLetter" else letters
    return str(number)


def to_roman(number: int) -> str:
    """Return a positive number as a Roman numeral in small letters."""
    out = ""
    for amount, letters in _ROMAN:
        count, number = divmod(number, amount)
        out += letters * count
    return out
