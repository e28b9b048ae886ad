"""Vietnamese text has one composed form for storing and one folded form for comparing; Roman numerals are read."""

from __future__ import annotations

import re
import unicodedata

#: The marks of Vietnamese letters; others are looked for only where something is left that is not ASCII.
_MARKS = re.compile(r"[\u0300-\u036f]+")
_BLANKS = re.compile(r"\s+")
_ROMAN = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def nfc(text: str) -> str:
    """Return the text in Unicode's composed form (NFC), the one form in which text is stored."""
    return unicodedata.normalize("NFC", text)


def squeeze(text: str) -> str:
    """Return the text on one line: every run of white space is one blank, none at the ends."""
    return _BLANKS.sub(" ", text).strip()


def fold(text: str) -> str:
    """Return the form in which texts are compared and searched.

    Case, diacritics (đ→d) and the place of a tone mark (hoà, hòa) do not count, nor does the amount of
    white space; «&» is « và ». The result has only letters without marks, digits and punctuation.
    """
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("&", " va "))
    bare = _MARKS.sub("", decomposed)
    if not bare.isascii():
        bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return squeeze(bare)


def roman_value(text: str) -> int | None:
    """Return the value of a Roman numeral in capitals (I … MMMCMXCIX), None when it is not one."""
    if not text or not _ROMAN.fullmatch(text):
        return None
    value, rest = 0, text
    for amount, letters in _ROMAN_VALUES:
        while rest.startswith(letters):
            value += amount
            rest = rest[len(letters) :]
    return value


def roman(value: int) -> str:
    """Return a number from 1 on as a Roman numeral in capitals: «IV»; «MMMM» and on from 4000."""
    written = ""
    for amount, letters in _ROMAN_VALUES:
        count, value = divmod(value, amount)
        written += letters * count
    return written


def display_width(text: str) -> int:
    """Return the number of terminal columns the text takes; combining marks take none."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )
