"""Keys that arrive in one burst are handled one after the other, each to its end.

Textual puts a printable key into the focused input at once, while a binding (Backspace, Enter, «/») runs only after
the event has bubbled to the app, and moving the focus takes further messages. In a burst, a paste without brackets or
the backspace-and-retype of a Vietnamese input method, keys would overtake each other and land in another field. Here a
key is let in only when everything that the one before it set off has passed through the same queues. This touches
`App.on_event`: Textual is pinned, and a test in a real terminal guards it.

A key may also set off work that waits for the database. The keys that were typed ahead wait with it, so that a burst
goes where it was meant to go; once the waiting can be seen, keys are about what is seen and are let in, but for those
that a form is to open for.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from textual import events
from textual.app import App, ScreenStackError
from textual.message import Message
from textual.timer import Timer
from textual.worker import Worker

#: A handler that never lets the barrier through must not stop the keyboard, in seconds.
_PATIENCE = 0.25
#: After how long without an answer it is shown that something is waited for, in seconds.
_SHOWN_AFTER = 0.25
#: Keys that only move the cursor: they wait for no answer, and hold nothing up.
_MOVING_KEYS = {"up", "down", "j", "k", "pageup", "pagedown", "home", "end", "g", "G"}

#: Keys that end a wait that can be seen; and those that do where no other key was typed behind what is waited for.
_CANCEL_KEYS, _EXIT_KEYS = {"escape", "ctrl+q"}, {"q", "f10"}


class KeyBarrier(Message):
    """Follows a key through the queues; when it reaches the app, the key has been handled."""

    def __init__(self, number: int, rounds: int) -> None:
        super().__init__()
        self.number = number
        self.rounds = rounds


class _Wait:
    """Work of a key that has not ended; with `opens` the keys behind it are for what the work opens."""

    def __init__(self, *, opens: bool) -> None:
        self.opens = opens
        self.is_released = False
        self.is_shown = False
        self.worker: Worker[None] | None = None


class OrderedKeys(App[None]):
    """An app whose keys and pastes are handled in the order in which they were typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._typed: deque[events.Event] = deque()
        self._number = 0
        self._is_waiting = False
        self._patience_timer: Timer | None = None
        self._waits: list[_Wait] = []
        self._is_stopped = False  # whether a key waits to be let in until the database has answered
        #: Whether a wait has become long enough to be shown.
        self.shows_wait = False

    async def on_event(self, event: events.Event) -> None:
        """Queue what is typed; everything else goes its way."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            if self.shows_wait and self._cancels_wait(event):
                return
            self._typed.append(event)
            if self.shows_wait:
                self.show_wait()
            if not self._is_waiting:
                await self._let_in()
            return
        await super().on_event(event)

    async def _let_in(self) -> None:
        """Hand the next key over, and send a barrier behind it."""
        if not self._typed:
            self._is_waiting = False
            return
        self._is_waiting = True
        if self._is_held:
            self._is_stopped = True
            return
        self._number += 1
        if self._patience_timer is not None:
            self._patience_timer.stop()
        self._patience_timer = self.set_timer(_PATIENCE, self._give_up(self._number))
        self._last_screen = self.screen
        await super().on_event(self._typed.popleft())
        self._send_barrier(rounds=2)

    def _send_barrier(self, rounds: int) -> None:
        with suppress(ScreenStackError):  # the program is closing
            (self.focused or self.screen).post_message(KeyBarrier(self._number, rounds))

    async def on_key_barrier(self, barrier: KeyBarrier) -> None:
        """Send the barrier once more behind what the key set off, then let the next key in."""
        barrier.stop()
        if barrier.number != self._number or not self._is_waiting:
            return
        if barrier.rounds > 1:
            self._send_barrier(barrier.rounds - 1)
        elif self.screen is not self._last_screen:
            # A dialog that opens or closes takes the focus only when it has been laid out.
            self.call_after_refresh(self.call_later, self._next, barrier.number)
        else:
            self.call_later(self._next, barrier.number)

    async def _next(self, number: int) -> None:
        if number == self._number and self._is_waiting:
            await self._let_in()

    def _give_up(self, number: int) -> Any:
        async def go_on() -> None:
            await self._next(number)

        return go_on

    # Waiting for the database.

    def do_for_key(self, work: Callable[[], Awaitable[None]], *, group: str = "keys", opens: bool = False) -> None:
        """Do what a key asked for; keys that were typed behind it are let in when it is done.

        With `opens` it opens something, and the keys behind it are for that.
        """
        wait = _Wait(opens=opens)
        self._waits.append(wait)

        async def work_and_end() -> None:
            try:
                await work()
            finally:
                self._ended(wait)

        wait.worker = self.run_worker(work_and_end, group=group)
        if self.is_slow:
            self._release_or_hold(wait)
        self.set_timer(_SHOWN_AFTER, lambda: self._show_long_wait(wait))

    @property
    def is_slow(self) -> bool:
        """Whether the database is known to take its time, so that waiting is shown at once."""
        return False

    @property
    def keys_waiting(self) -> int:
        """How many keys wait to be let in."""
        return len(self._typed)

    @property
    def is_opening(self) -> bool:
        """Whether something is to open for the keys that are typed."""
        return any(wait.opens for wait in self._waits)

    def show_wait(self) -> None:
        """Show that keys wait for the database, or no longer."""

    @property
    def _is_held(self) -> bool:
        return any(not wait.is_released for wait in self._waits)

    def _release_or_hold(self, wait: _Wait) -> None:
        if wait not in self._waits:
            return
        only_looks = all(isinstance(event, events.Key) and event.key in _MOVING_KEYS for event in self._typed)
        wait.is_released = only_looks and not wait.opens
        self.shows_wait = True
        self.show_wait()
        self._go_on()

    def _show_long_wait(self, wait: _Wait) -> None:
        wait.is_shown = True
        if not wait.is_released:
            self._release_or_hold(wait)

    def _cancels_wait(self, event: events.Event) -> bool:
        """Esc drops what keys wait for, and the keys, so does a key that leaves; whether it has done so."""
        if not (isinstance(event, events.Key) and self._is_held and any(wait.is_shown for wait in self._waits)):
            return False
        if event.key not in _CANCEL_KEYS and (self._typed or event.key not in _EXIT_KEYS):
            return False
        self.drop_typed()
        if event.key != "escape" or not self.is_opening:
            self._typed.append(event)
        for wait in self._waits:
            if wait.opens and wait.worker is not None:
                wait.worker.cancel()
            wait.is_released = True
        self._go_on()
        return True

    def drop_typed(self) -> None:
        """Forget the keys that wait: what they were typed for does not come."""
        self._typed.clear()

    def _ended(self, wait: _Wait) -> None:
        self._waits.remove(wait)
        if self.shows_wait and not self._waits:
            self.shows_wait = False
            self.show_wait()
        self._go_on()

    def _go_on(self) -> None:
        """Let the next key in as soon as what has just opened or closed is laid out."""
        if self._is_stopped and not self._is_held:
            self._is_stopped = False
            self.call_after_refresh(self.call_later, self._next, self._number)
