"""Number formats of spreadsheets: a stored number or date → the text that the sheet shows.

A sheet keeps «Tháng 12/2026» as the first of December and a format; only both together are what the plan says.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import NamedTuple

from cchc_tasks.files.sheet_cells import CellRemark


class Shown(NamedTuple):
    """A cell's text, and what is to be said of it."""

    text: str
    remark: CellRemark | None = None


#: The format of a short date, which every machine draws in its own order; ours is Vietnamese.
SHORT_DATE = "mm-dd-yy"
_SHORT_DATES = {SHORT_DATE: "dd/mm/yyyy", "m/d/yy h:mm": "dd/mm/yyyy h:mm", "m/d/yy": "dd/mm/yyyy"}
_LONG_DATES = ("[$-f800]", "[$-x-sysdate]")
_BRACKETS = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_DATE_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*")|(?P<escaped>\\.)|(?P<pad>[_*].)|(?P<half>AM/PM|A/P)"""
    r"|(?P<word>\[?[yY]+\]?|\[?[mM]+\]?|\[?[dD]+\]?|\[?[hH]+\]?|\[?[sS]+\]?(?:\.0+)?)|(?P<other>.)",
    re.DOTALL,
)
_NUMBER_PATTERN = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?")
_LITERAL = re.compile(r"""\"([^"]*)\"|\\(.)|[_*].""", re.DOTALL)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: Serial numbers that are plan years: 2023 behind a date format is 15 July 1905, which no plan means.
_YEARS = range(1990, 2101)
_DAY_NOUGHT = date(1899, 12, 30)
_NUMERIC_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}")
_LONGEST_FORMAT = 255
_MOST_DECIMALS = 15


@lru_cache(maxsize=512)
def is_date_format(code: str) -> bool:
    """Return whether a number format draws dates or times."""
    found = [match["word"] for match in _tokens(code) if match["word"]]
    return bool(found) and "general" not in code.lower()


def show(value: object, code: str) -> Shown:
    """Return what a spreadsheet shows for a value (text, number, truth, date, time) under a number format."""
    if isinstance(value, datetime):
        return _show_moment(value, code)
    if isinstance(value, date):
        return _show_moment(datetime.combine(value, time()), code)
    if isinstance(value, bool):
        return Shown("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return Shown(_show_number(value, code))
    if isinstance(value, time):
        return Shown(value.strftime("%H:%M"))
    if isinstance(value, timedelta):
        return Shown(_show_number(value.days, "General") if not value.seconds else str(value))
    return Shown("" if value is None else str(value))


def show_day(text: str, value: str) -> Shown:
    """Return the words that a cell shows for an ISO date, in the order in which they are read here."""
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return Shown(text)
    if (day - _DAY_NOUGHT).days in _YEARS:
        return Shown(str((day - _DAY_NOUGHT).days), CellRemark.YEAR_AS_DATE)
    found = _NUMERIC_DAY.fullmatch(text)
    if not found or (int(found[1]), int(found[2])) != (day.month, day.day) or day.day == day.month:
        return Shown(text)
    return Shown(text if day.day <= 12 else f"{day.day}/{day.month}/{day.year}", CellRemark.SWAPPED_DATE)


@lru_cache(maxsize=512)
def _tokens(code: str) -> tuple[re.Match[str], ...]:
    """The parts of a date format's first section, colours and languages left out."""
    bare = _BRACKETS.sub("", code[:_LONGEST_FORMAT])
    section = _sections(bare)[0]
    return tuple(_DATE_TOKEN.finditer(section))


def _sections(code: str) -> list[str]:
    """The sections of a format (positive, negative, zero, text), parted at «;» outside quotes."""
    return [part or "" for part in re.findall(r"""((?:"[^"]*"|\\.|[^;"\\]|["\\])*)(?:;|$)""", code)]


def _show_moment(moment: datetime, code: str) -> Shown:
    serial = (moment.date() - _DAY_NOUGHT).days
    if serial in _YEARS:
        return Shown(str(serial), CellRemark.YEAR_AS_DATE)
    lowered = code.lower()
    if any(mark in lowered for mark in _LONG_DATES):
        return Shown(f"{moment:%d/%m/%Y}")
    own = _SHORT_DATES.get(code)
    parts = _drawn(own or code)
    order = "".join(letter for letter, _, _ in parts if letter in ("d", "m", "y"))
    named = any(letter == "m" and length > 2 for letter, length, _ in parts)
    if named and order in ("my", "ym"):
        return Shown(f"{moment.month}/{moment.year}")
    if named and order in ("dm", "md"):
        return Shown(f"{moment.day}/{moment.month}")
    text = _draw(parts, moment)
    if own:
        return Shown(text, CellRemark.SHORT_DATE if moment.day <= 12 and moment.day != moment.month else None)
    if order == "mdy" and not named:
        # The order of days of another country: on paper it is read as day and month, so far as such a day exists.
        if moment.day > 12:
            text = f"{moment.day}/{moment.month}/{moment.year}"
        return Shown(text, CellRemark.SWAPPED_DATE if moment.day != moment.month else None)
    return Shown(text)


def _drawn(code: str) -> list[tuple[str, int, str]]:
    """The parts of a date format as (letter, length, literal); minutes are «n», literals have no letter."""
    parts: list[tuple[str, int, str]] = []
    for match in _tokens(code):
        if word := match["word"]:
            bare = word.strip("[]")
            letter = bare[0].lower()
            before = next((part[0] for part in reversed(parts) if part[0]), "")
            if letter == "s" and before == "m":
                place = max(n for n, part in enumerate(parts) if part[0] == "m")
                parts[place] = ("n", *parts[place][1:])
            parts.append(("n" if letter == "m" and before == "h" else letter, len(bare), ""))
        elif match["half"]:
            parts.append(("p", 2, ""))
        else:
            quoted = match["quoted"][1:-1] if match["quoted"] else None
            escaped = match["escaped"][1:] if match["escaped"] else None
            literal = quoted if quoted is not None else escaped or match["other"] or (" " if match["pad"] else "")
            parts.append(("", 0, literal))
    return parts


def _draw(parts: list[tuple[str, int, str]], moment: datetime) -> str:
    has_day = any(letter in ("d", "m", "y") for letter, _, _ in parts)
    if has_day and moment.time() == time(0):
        # A day's midnight is no time of the plan.
        last = max(n for n, (letter, _, _) in enumerate(parts) if letter in ("d", "m", "y"))
        tail = parts[last + 1 :]
        parts = parts[: last + 1] if any(letter for letter, _, _ in tail) else parts
    halved = any(letter == "p" for letter, _, _ in parts)
    return "".join(literal or _part(letter, length, moment, halved) for letter, length, literal in parts).strip()


def _part(letter: str, length: int, moment: datetime, halved: bool) -> str:
    hour = (moment.hour % 12 or 12) if halved else moment.hour
    if letter == "y":
        return f"{moment.year:04d}" if length > 2 else f"{moment.year % 100:02d}"
    if letter == "m" and length > 2:
        return _MONTHS[moment.month - 1]
    if letter == "d" and length > 2:
        return ""  # the day of the week says nothing that the date does not
    if letter == "p":
        return "AM" if moment.hour < 12 else "PM"
    numbers = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}
    return str(numbers[letter]).zfill(min(length, 2)) if letter in numbers else ""


def _show_number(value: float, code: str) -> str:
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return ""
    sections = _sections(_BRACKETS.sub("", code[:_LONGEST_FORMAT]))
    negative = value < 0
    section = sections[0]
    if negative and len(sections) > 1 and sections[1]:
        section, value, negative = sections[1], -value, False
    elif value == 0 and len(sections) > 2 and sections[2]:
        section = sections[2]
    pattern = _NUMBER_PATTERN.search(_LITERAL.sub(lambda match: "\0" * len(match[0]), section))
    if pattern is None or "general" in section.lower() or re.search(r"[eE][+-]|[#0?]\s*/", section):
        return _general(value)
    drawn = ("-" if negative else "") + _grouped(abs(value), pattern[0], percent="%" in section)
    around = section[: pattern.start()] + "\1" + section[pattern.end() :]
    literal = _LITERAL.sub(lambda match: match[1] or match[2] or " ", around)
    return literal.replace("\1", drawn).strip()


def _grouped(value: float, pattern: str, *, percent: bool) -> str:
    """The digits of a number as a pattern (0.00, #,##0) wants them; thousands and percents as Vietnam writes them."""
    whole, _, fraction = pattern.partition(".")
    exact = Decimal(repr(value)) * (100 if percent else 1)
    decimals = min(len(fraction), _MOST_DECIMALS)
    if exact.adjusted() > 25:
        return _general(value)
    digits = str(exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))
    units, _, rest = digits.partition(".")
    while rest.endswith("0") and len(rest) > fraction.count("0"):
        rest = rest[:-1]
    units = units.zfill(whole.count("0")) if whole.count("0") > 1 else units
    thousands = "," in whole.rstrip(",")
    if thousands:
        units = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", units)
    return units + ("," if thousands or percent else ".") * bool(rest) + rest


def _general(value: float) -> str:
    """A number without a format: integers without a fraction, others with as many digits as a cell has room for."""
    if isinstance(value, int) or (value.is_integer() and abs(value) < 1e15):
        return str(int(value))
    return format(value, ".10g")
