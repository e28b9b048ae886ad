"""Keys that arrive in one burst are handled one after the other, each to its end.

Textual puts a printable key into the focused input at once, while a binding (Backspace, Enter, «/») runs only after
the event has bubbled to the app, and moving the focus takes further messages. In a burst, a paste without brackets or
the backspace-and-retype of a Vietnamese input method, keys would overtake each other and land in another field. Here a
key is let in only when everything that the one before it set off has passed through the same queues. This touches
`App.on_event`: Textual is pinned, and a test in a real terminal guards it.
"""

from __future__ import annotations

from collections import deque
from typing import Any

from textual import events
from textual.app import App
from textual.message import Message
from textual.timer import Timer

#: A handler that never lets the barrier through must not stop the keyboard, in seconds.
_PATIENCE = 0.25


class KeyBarrier(Message):
    """Follows a key through the queues; when it reaches the app, the key has been handled."""

    def __init__(self, number: int, rounds: int) -> None:
        super().__init__()
        self.number = number
        self.rounds = rounds


class OrderedKeys(App[None]):
    """An app whose keys and pastes are handled in the order in which they were typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._typed: deque[events.Event] = deque()
        self._number = 0
        self._waiting = False
        self._impatience: Timer | None = None

    async def on_event(self, event: events.Event) -> None:
        """Queue what is typed; everything else goes its way."""
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self._typed.append(event)
            if not self._waiting:
                await self._let_in()
            return
        await super().on_event(event)

    async def _let_in(self) -> None:
        """Hand the next key over, and send a barrier behind it."""
        if not self._typed:
            self._waiting = False
            return
        self._waiting = True
        self._number += 1
        if self._impatience is not None:
            self._impatience.stop()
        self._impatience = self.set_timer(_PATIENCE, self._give_up(self._number))
        self._screen_before = self.screen
        await super().on_event(self._typed.popleft())
        self._send_barrier(rounds=2)

    def _send_barrier(self, rounds: int) -> None:
        place = self.focused or self.screen
        place.post_message(KeyBarrier(self._number, rounds))

    async def on_key_barrier(self, barrier: KeyBarrier) -> None:
        """Send the barrier once more behind what the key set off, then let the next key in."""
        barrier.stop()
        if barrier.number != self._number or not self._waiting:
            return
        if barrier.rounds > 1:
            self._send_barrier(barrier.rounds - 1)
        elif self.screen is not self._screen_before:
            # A dialog that opens or closes takes the focus only when it has been laid out.
            self.call_after_refresh(self.call_later, self._next, barrier.number)
        else:
            self.call_later(self._next, barrier.number)

    async def _next(self, number: int) -> None:
        if number == self._number and self._waiting:
            await self._let_in()

    def _give_up(self, number: int) -> Any:
        async def go_on() -> None:
            await self._next(number)

        return go_on
