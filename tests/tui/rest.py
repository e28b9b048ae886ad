"""A screen in tests comes to rest by what is left to do, not by a clock, and is drawn when it is looked at.

Textual's pilot calls a screen idle when the process has used little time for twenty milliseconds, which is slow on a
quiet machine and wrong on a busy one. Here a screen rests when no task of its loop can go on, nothing waits to be laid
out, and what has changed is drawn.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import Worker, WorkerCancelled

from cchc_tasks.tui.ordered_keys import OrderedKeys

#: What takes longer has gone wrong, in seconds.
_LONG = 60.0


async def come_to_rest(app: App[None]) -> None:
    """Wait until the screen does nothing more by itself; threads and timers are not waited for."""
    ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined]
    async with asyncio.timeout(_LONG):
        while ready or (not _ends(app) and (_laid_out(app) or _drawn(app))):
            await asyncio.sleep(0)


def _laid_out(app: App[None]) -> bool:
    """Lay out what waits for it, where Textual waits for its next frame; return whether anything did."""
    waited = False
    for screen in list(app.screen_stack):
        if screen._callbacks or (screen.is_current and _is_dirty(screen)):
            waited = True
            with screen._context():
                screen._on_timer_update()
    return waited


def _is_dirty(screen: Screen[Any]) -> bool:
    """Whether a screen waits for its next frame; what is to be drawn of one below a dialog is drawn with the dialog."""
    if screen._layout_required or screen._scroll_required or screen._recompose_required:
        return True
    return screen is screen.app.screen and bool(screen._repaint_required or screen._dirty_widgets)


def _drawn(app: App[None]) -> bool:
    """Draw what has changed since it was drawn last; return whether anything had."""
    compositor = app.screen._compositor
    if not compositor._dirty_regions:
        return False
    with app.screen._context():
        _draw(compositor, screen_stack=app._background_screens)
    return True


_draw = Compositor.render_update


def _draw_later(
    compositor: Compositor, full: bool = False, screen_stack: list[Screen[Any]] | None = None, simplify: bool = False
) -> object:
    """Draw only what is exported: nobody sees the sixty frames of a second, and the last one is drawn at rest."""
    return _draw(compositor, full, screen_stack, simplify) if full else None


async def _pause(pilot: Pilot[None], delay: float | None = None) -> None:
    if delay is not None:
        await asyncio.sleep(delay)
    await come_to_rest(pilot.app)


async def _press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys in one burst, and wait until what they set off has come to its end."""
    await type_ahead(pilot, *keys)
    await settle(pilot)


async def type_ahead(pilot: Pilot[None], *keys: str) -> None:
    """Press keys in one burst, without waiting for what they do."""
    await pilot.app._press_keys(keys)


async def until(pilot: Pilot[None], holds: Callable[[], object]) -> None:
    """Wait until something holds that a thread or a timer brings about."""
    async with asyncio.timeout(_LONG):
        while not holds():
            await _pause(pilot, 0.002)


async def settle(pilot: Pilot[None]) -> None:
    """Wait until what was set off has come to its end, threads included, and what they set off in turn."""
    app = pilot.app
    async with asyncio.timeout(_LONG):
        await come_to_rest(app)
        while not _ends(app) and (_works(app) or _types(app)):
            with suppress(WorkerCancelled):  # a newer question took its place
                await app.workers.wait_for_complete(_works(app))
            await asyncio.sleep(0.001 if _types(app) else 0)
            await come_to_rest(app)


def _ends(app: App[None]) -> bool:
    return app._exit or app._exception is not None


def _works(app: App[None]) -> list[Worker[Any]]:
    return [worker for worker in app.workers if not worker.is_finished]


def _types(app: App[None]) -> bool:
    """Whether keys wait to be let in."""
    return isinstance(app, OrderedKeys) and bool(app._typed or app._is_waiting)


def rest_without_a_clock(patch: pytest.MonkeyPatch) -> None:
    """Let every pilot wait like this, and nothing be put off until a person has paused."""
    patch.setattr("textual.app.wait_for_idle", lambda *_: asyncio.sleep(0))
    patch.setattr(Compositor, "render_update", _draw_later)
    patch.setattr(Pilot, "pause", _pause)
    patch.setattr(Pilot, "press", _press)
    patch.setattr("cchc_tasks.tui.app._RESTED", 0)
    patch.setattr("cchc_tasks.tui.list_app._RESTED", 0)
    patch.setattr("cchc_tasks.tui.ordered_keys._PATIENCE", _LONG / 2)
    patch.setattr("cchc_tasks.tui.ordered_keys._SHOWN_AFTER", _LONG)
