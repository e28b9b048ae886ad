"""Leaving in good order when the terminal closes or the machine shuts down."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from functools import partial


def leave_on_signals(leave: Callable[[int], None]) -> None:
    """Call `leave` with the exit code of a shell (128 and the signal's number) when the program is told to end."""
    loop = asyncio.get_running_loop()
    for name in ("SIGHUP", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is not None:
            with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, or not in the main thread
                loop.add_signal_handler(number, partial(leave, 128 + number))
