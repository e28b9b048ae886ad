"""The screen's one way to the database: a thread of its own with a kept connection answers one question at a time.

The keyboard never waits for it. Whoever asks gets a future that is settled on the screen's loop; a question whose
future was cancelled before its turn came is not asked any more. What reads or writes files, or counts a long list,
would hold the others up, and has a connection of its own (`background.apart`).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future
from itertools import count
from queue import PriorityQueue
from threading import Thread
from typing import Any, NamedTuple, TypeVar

from cchc_tasks.storage.database import Database

Made = TypeVar("Made")
#: What the thread is called.
THREAD = "database"
#: In which order questions are answered that wait: what a person waits for, what is only shown beside it, the end.
_NOW, _LATER, _END = range(3)
#: How long leaving waits for a thread that has nothing to do, so that its connection is closed in order, in seconds.
_FAREWELL = 0.5


class _Request(NamedTuple):
    """One question in the queue; the number keeps those of one rank in order."""

    rank: int
    number: int
    answer: Future[Any]
    question: Callable[[Database], Any]


class Store:
    """Answers questions about one database; those of one rank in the order in which they were asked."""

    def __init__(self, database: Database) -> None:
        self._database = database.apart(keeps_connection=True)
        self._requests: PriorityQueue[_Request] = PriorityQueue()
        self._numbers = count()
        self._busy_since: float | None = None
        self._thread: Thread | None = None

    def ask(self, question: Callable[[Database], Made], *, later: bool = False) -> asyncio.Future[Made]:
        """Ask something, or record it; the future gets what `question` returns or raises.

        `later` is for what nobody waits for: it is asked when nothing else is.
        """
        answer: Future[Made] = Future()
        self._requests.put(_Request(_LATER if later else _NOW, next(self._numbers), answer, question))
        if self._thread is None:
            self._thread = Thread(target=self._work, name=THREAD, daemon=True)
            self._thread.start()
        return asyncio.wrap_future(answer)

    @property
    def busy_for(self) -> float:
        """For how long the question that is being asked has had no answer, in seconds."""
        since = self._busy_since
        return 0.0 if since is None else time.monotonic() - since

    def break_off(self) -> None:
        """Wait no longer for a server that is silent: what was asked of it fails, and the next question goes on."""
        self._database.break_off()

    def close(self, patience: float = 0.0) -> None:
        """End when what is being asked has its answer; that is waited for so many seconds at the most."""
        if self._thread is None:
            return
        is_idle = self._busy_since is None
        self._requests.put(_Request(_END, next(self._numbers), Future(), lambda _: None))
        self._thread.join(_FAREWELL if is_idle else patience)

    def _work(self) -> None:
        while (request := self._requests.get()).rank != _END:
            if request.answer.set_running_or_notify_cancel():
                self._busy_since = time.monotonic()
                self._answer(request)
                self._busy_since = None
        self._database.close()

    def _answer(self, request: _Request) -> None:
        try:
            made = request.question(self._database)
        except BaseException as error:  # whatever it is, it is raised where the question was asked
            request.answer.set_exception(error)
        else:
            request.answer.set_result(made)
