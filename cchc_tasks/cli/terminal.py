"""What the program learns about the stream it writes to: colour, width, encoding; and a line of progress."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Self, TextIO

USUAL_WIDTH = 80
# Work that ends sooner shows no progress at all; more often than this nobody can read it.
PROGRESS_SECONDS = 0.2


def use_color(mode: str, environ: Mapping[str, str], isatty: bool) -> bool:
    """Return whether to colour: `mode` is «always», «never» or «auto».

    «auto» colours a terminal unless NO_COLOR holds anything (no-color.org) or TERM is «dumb».
    """
    if mode != "auto":
        return mode == "always"
    return isatty and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def terminal_width(environ: Mapping[str, str], isatty: bool, descriptor: int = 1) -> int | None:
    """Return the terminal's columns, None for what is no terminal: COLUMNS first, then the terminal's own answer."""
    if not isatty:
        return None
    columns = environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(descriptor).columns or USUAL_WIDTH
    except OSError:
        return USUAL_WIDTH


def prepare_stream(stream: TextIO) -> None:
    """Make the stream write UTF-8, whatever the locale, and never fail on a character.

    Under the C locale Python would pass undecodable bytes through (surrogateescape), among them the 8-bit control
    sequences of a terminal: they become «?». A stream that cannot be changed is left alone.
    """
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    if (stream.encoding or "").lower().replace("-", "").replace("_", "") == "utf8":
        reconfigure(errors="replace")
    else:
        reconfigure(encoding="utf-8", errors="replace")


class ProgressLine:
    """One line of progress on a terminal, erased at the end; silent when not `enabled`.

    Use as a context manager and call `show` as often as you like: only some calls draw. There is no thread, and no
    control sequence but the carriage return, so that any terminal does.
    """

    def __init__(
        self, stream: TextIO, enabled: bool, *, width: int = USUAL_WIDTH, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream
        self._enabled = enabled
        self._width = width
        self._clock = clock
        self._drawn = 0
        self._next = clock() + PROGRESS_SECONDS

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.erase()

    def show(self, label: str, done: int, total: int | None = None) -> None:
        """Draw «label: done/total» when the last drawing is long enough ago."""
        if not self._enabled or (now := self._clock()) < self._next:
            return
        from cchc_tasks.text_cells import clean, width_of, wrap

        self._next = now + PROGRESS_SECONDS
        text = f"{clean(label)}: {done}" + (f"/{total}" if total is not None else "")
        # The last column stays free: many terminals break the line when it is written.
        text = wrap(text, max(2, self._width - 1))[0]
        drawn = width_of(text)
        self._stream.write("\r" + text + " " * (self._drawn - drawn))
        self._stream.flush()
        self._drawn = drawn

    def erase(self) -> None:
        """Remove the line, so that what follows starts on a clean one."""
        if self._drawn:
            self._stream.write("\r" + " " * self._drawn + "\r")
            self._stream.flush()
            self._drawn = 0
