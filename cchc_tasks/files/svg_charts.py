"""Charts as SVG elements, drawn by matplotlib: a wide one for desks and paper, a narrow one for phones.

Texts stay texts, so that they are small, can be selected, and show Vietnamese letters by the reader's own fonts.
Colours are classes of the page's style sheet, which has them for light and dark. matplotlib is the extra `[charts]`:
importing this module raises ImportError without it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any, NamedTuple

import matplotlib
from lxml.etree import _Element
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from cchc_tasks.files.svg import make_svg_element
from cchc_tasks.text_cells import clean

#: Widths in CSS pixels at which the charts are drawn, by the class under which the style sheet shows them.
WIDTHS = {"wide": 720, "narrow": 340}
#: What is drawn in which colour: the class, and the colour by which matplotlib is told and the class is found again.
COLOURS = {
    "done": "#010001", "nothing": "#010002", "running": "#010003", "other": "#010004", "overdue": "#010005",
    "on": "#010006", "text": "#010007", "grid": "#010008", "planned": "#010009", "paper": "#01000a", "soft": "#01000b",
}  # fmt: skip
_SETTINGS = {"svg.fonttype": "none", "svg.hashsalt": "cchc-tasks", "path.simplify": False, "text.usetex": False}
_TEXT = 12
_BAR = 18


class MonthLine(NamedTuple):
    """The points of the month line: a label a month, both cumulative numbers, and what is true on the day of looking.

    `done` is None in months still to come, and everywhere where no day is known; `today` is the place of the day of
    looking on the months' axis (0.0 is the first month's end), None outside it.
    """

    labels: Sequence[str]
    planned: Sequence[int]
    done: Sequence[int | None]
    today: float | None
    finished: int
    day: str


def draw_whole_bar(numbers: Mapping[str, int]) -> list[_Element]:
    """Return one stacked bar of all tasks; `numbers` are by the classes of the segments, in their order."""
    return _both("whole", lambda width: _draw_rows(width, [("", numbers)], bar=34))


def draw_group_bars(name: str, groups: Sequence[tuple[str, Mapping[str, int]]]) -> list[_Element]:
    """Return a stacked bar for each group, as long as the group is large; `name` tells charts of a page apart."""
    return _both(name, lambda width: _draw_rows(width, groups))


def draw_month_line(line: MonthLine) -> list[_Element]:
    """Return what had to be finished and what was, month by month."""
    return _both("months", lambda width: _draw_months(width, line))


def _both(name: str, draw: Callable[[int], Figure]) -> list[_Element]:
    found = []
    for kind, width in WIDTHS.items():
        with _quiet():
            found.append(make_svg_element(_written(draw(width)), COLOURS, f"chart {kind}", f"{name}-{kind}"))
    return found


@contextmanager
def _quiet() -> Iterator[None]:
    """matplotlib as it comes, whatever the reader's own settings, with nothing said of fonts: texts stay texts."""
    with warnings.catch_warnings(), matplotlib.rc_context():
        warnings.simplefilter("ignore")
        settings: Any = matplotlib.rcParams
        settings.update(matplotlib.rcParamsDefault)
        settings.update(_SETTINGS)
        yield


def _written(figure: Figure) -> bytes:
    file = BytesIO()
    figure.savefig(file, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return file.getvalue()


def _figure(width: int, height: int) -> Figure:
    """A figure of which one unit is one CSS pixel."""
    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    FigureCanvasSVG(figure)
    return figure


def _draw_rows(width: int, rows: Sequence[tuple[str, Mapping[str, int]]], bar: int = _BAR) -> Figure:
    """Rows of stacked bars: names at the left where there is room, else above their bars."""
    named = any(name for name, _ in rows)
    beside = named and width > 500
    left = 270 if beside else 0
    step = bar + (12 if beside else 30 if named else 2)
    height = max(step * len(rows), 1)
    axes: Any = _figure(width, height).add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    most = max((sum(numbers.values()) for _, numbers in rows), default=0) or 1
    room = width - left - (40 if named else 0)
    for place, (name, numbers) in enumerate(rows):
        top = place * step + (5 if beside else 21 if named else 1)
        if named:
            _name_row(axes, name, left, top, bar, width, beside=beside)
        _draw_segments(axes, numbers, left, top, room / most, bar, total=named)
    return axes.figure  # type: ignore[no-any-return]


def _name_row(axes: Any, name: str, left: int, top: int, bar: int, width: int, *, beside: bool) -> None:
    if not beside:
        _text(axes, 0, top - 5, fitted(name, width, 1)[0], va="baseline")
        return
    lines = fitted(name, left - 12, 2, 11)
    first = top + bar / 2 + 4 - 6.5 * (len(lines) - 1)
    for number, line in enumerate(lines):
        _text(axes, left - 8, first + 13 * number, line, ha="right", va="baseline", size=11)


def _draw_segments(
    axes: Any, numbers: Mapping[str, int], left: float, top: float, unit: float, bar: int, *, total: bool
) -> None:
    x = left
    for name, number in numbers.items():
        if not number:
            continue
        long = number * unit
        axes.barh(top + bar / 2, long, height=bar, left=x, color=COLOURS[name], edgecolor=COLOURS["paper"], linewidth=1)
        if long >= 9 * len(str(number)) + 4:
            _text(axes, x + long / 2, top + bar / 2 + 4, str(number), ha="center", va="baseline", color="on")
        x += long
    if total:
        _text(axes, x + 5, top + bar / 2 + 4, str(sum(numbers.values())), va="baseline", weight="bold")


def _text(axes: Any, x: float, y: float, text: str, *, color: str = "text", size: int = _TEXT, **more: Any) -> None:
    # A «$» in a title is a dollar: nothing in it is mathematics.
    axes.text(x, y, clean(text), color=COLOURS[color], fontsize=size, parse_math=False, **more)


def fitted(text: str, room: float, lines: int, size: int = _TEXT) -> list[str]:
    """Return the text in at most so many lines of a width in pixels, cut with «…» where it is longer."""
    limit = max(8, int(room / (0.58 * size)))
    words, found = text.split(), [""]
    for word in words:
        longer = f"{found[-1]} {word}".strip()
        if _long(longer) <= limit or not found[-1]:
            found[-1] = longer
        else:
            found.append(word)
    kept = found[:lines]
    if len(found) > lines or _long(kept[-1]) > limit:
        kept[-1] = _cut(kept[-1], limit)
    return [_cut(line, limit) if _long(line) > limit else line for line in kept]


def _long(text: str) -> float:
    """A text's length in letters of usual width; capitals are wider."""
    return sum(1.15 if letter.isupper() else 1 for letter in text)


def _cut(text: str, limit: float) -> str:
    while text and _long(text) > limit - 1:
        text = text[:-1]
    return f"{text.rstrip(' ,;–-')}…"


def _draw_months(width: int, line: MonthLine) -> Figure:
    height = 300 if width > 500 else 250
    figure = _figure(width, height)
    axes: Any = figure.add_axes((34 / width, 30 / height, (width - 64) / width, (height - 56) / height))
    _draw_frame(axes, line, labels=max(1, width // 48))
    places = list(range(len(line.labels)))
    planned = {"color": COLOURS["planned"], "linestyle": (0, (5, 3)), "marker": "s", "markersize": 4, "linewidth": 2}
    axes.plot(places, line.planned, clip_on=False, **planned)
    known = [(place, number) for place, number in enumerate(line.done) if number is not None]
    if known:
        # The last point stands on the day of looking, not at the end of its month.
        at = [place if line.today is None else min(place, line.today) for place, _ in known]
        done = {"color": COLOURS["done"], "marker": "o", "markersize": 5, "linewidth": 2.5}
        axes.plot(at, [number for _, number in known], clip_on=False, **done)
    if line.today is not None:
        axes.axvline(line.today, color=COLOURS["soft"], linewidth=1)
        point = {"color": COLOURS["done"], "marker": "D", "markersize": 8, "linestyle": "none"}
        axes.plot([line.today], [line.finished], clip_on=False, **point)
        left = line.today > 0.8 * len(line.labels)
        below = -15 if line.finished * 5 > max(line.planned) else 7
        _annotate(axes, line.today, line.finished, str(line.finished), left=left, below=below)
        _annotate_top(axes, line.today, line.day, len(line.labels))
    _annotate(axes, places[-1], line.planned[-1], str(line.planned[-1]))
    return figure


def _draw_frame(axes: Any, line: MonthLine, labels: int) -> None:
    count = len(line.labels)
    most = max([*line.planned, line.finished, 1])
    axes.set(xlim=(-1, count - 0.6), ylim=(0, most * 1.12))
    every = -(-count // labels)
    shown = range(0, count, every)
    axes.set_xticks(list(shown), [line.labels[place] for place in shown], fontsize=_TEXT, color=COLOURS["text"])
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
    axes.tick_params(axis="y", labelsize=_TEXT, labelcolor=COLOURS["text"], length=0)
    axes.tick_params(axis="x", length=3, color=COLOURS["soft"])
    axes.grid(axis="y", color=COLOURS["grid"], linewidth=1)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(COLOURS["soft"])


def _annotate(axes: Any, x: float, y: float, text: str, *, left: bool = False, below: int = -4) -> None:
    offset = (-9, below) if left else (8, below)
    more = {"fontsize": _TEXT, "fontweight": "bold", "color": COLOURS["text"], "annotation_clip": False}
    axes.annotate(text, (x, y), offset, textcoords="offset points", ha="right" if left else "left", **more)


def _annotate_top(axes: Any, x: float, text: str, count: int) -> None:
    side = "left" if x < 0.15 * count else "right" if x > 0.85 * count else "center"
    more = {"fontsize": _TEXT, "color": COLOURS["text"], "annotation_clip": False, "ha": side}
    axes.annotate(text, (x, 1), (0, 6), xycoords=("data", "axes fraction"), textcoords="offset points", **more)
