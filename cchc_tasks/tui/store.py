"""The screen's ways to the database: one thread that answers its questions in order, and threads for long work.

The keyboard never waits for them. Whoever asks the store gets a future that is set on the screen's loop; a question
whose future was cancelled before its turn came is not asked any more. Work that reads or writes files, or counts a long
list, would hold the other questions up, and has a thread and a connection of its own (`run_with_own_connection`).
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from itertools import count
from queue import PriorityQueue
from threading import Thread
from typing import Any, NamedTuple, TypeVar, cast

from cchc_tasks.storage.database import Database

Result = TypeVar("Result")
#: What the threads are called: the store's own, and those for long work.
STORE_THREAD, WORK_THREAD = "database", "beside the keyboard"
#: In which order questions are answered that wait: what a person waits for, what is only shown beside it, the end.
_NOW, _LATER, _END = range(3)
#: How long leaving waits for a thread that has nothing to do, so that its connection is closed in order, in seconds.
_CLOSING_PATIENCE = 0.5


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

    def ask(self, question: Callable[[Database], Result], *, later: bool = False) -> asyncio.Future[Result]:
        """Ask something, or record it; the future gets what `question` returns or raises.

        `later` is for questions that nobody waits for: they are asked when no other question waits.
        """
        answer: Future[Result] = Future()
        self._requests.put(_Request(_LATER if later else _NOW, next(self._numbers), answer, question))
        if self._thread is None:
            self._thread = Thread(target=self._work, name=STORE_THREAD, daemon=True)
            self._thread.start()
        return asyncio.wrap_future(answer)

    @property
    def busy_for(self) -> float:
        """For how long the question that is being asked has had no answer, in seconds."""
        since = self._busy_since
        return 0.0 if since is None else time.monotonic() - since

    def break_off(self) -> None:
        """Wait no longer for a silent server: the question that waits fails, and the next one goes on."""
        self._database.break_off()

    def close(self, patience: float = 0.0) -> None:
        """Close after the question that is being asked, which is waited for at most so many seconds."""
        if self._thread is None:
            return
        is_idle = self._busy_since is None
        self._requests.put(_Request(_END, next(self._numbers), Future(), lambda _: None))
        self._thread.join(_CLOSING_PATIENCE if is_idle else patience)

    def _work(self) -> None:
        while (request := self._requests.get()).rank != _END:
            if request.answer.set_running_or_notify_cancel():
                self._busy_since = time.monotonic()
                self._answer(request)
                self._busy_since = None
        self._database.close()

    def _answer(self, request: _Request) -> None:
        try:
            result = request.question(self._database)
        except BaseException as error:  # whatever it is, it is raised where the question was asked
            request.answer.set_exception(error)
        else:
            request.answer.set_result(result)


async def run_in_thread(task: Callable[[], Result]) -> Result:
    """Do a task in a thread of its own and return what it returned; raises what it raised.

    Where the caller is cancelled meanwhile, the result is dropped, and the program ends without waiting for the thread:
    a file that is being converted, or lies on a drive that does not answer, holds nobody up.
    """
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[Result] = loop.create_future()

    def set_answer(result: Result | None, error: Exception | None) -> None:
        if ended.done():
            return
        if error is not None:
            ended.set_exception(error)
        else:
            ended.set_result(cast(Result, result))

    def work() -> None:
        result, error = None, None
        try:
            result = task()
        except Exception as raised:  # whatever it is, it is raised where the task was asked for
            error = raised
        with suppress(RuntimeError):  # the screen is closed already
            loop.call_soon_threadsafe(set_answer, result, error)

    Thread(target=work, name=WORK_THREAD, daemon=True).start()
    return await ended


async def run_with_own_connection(database: Database, task: Callable[[Database], Result]) -> Result:
    """Do a task that reads or writes files, with a connection of its own; as `run_in_thread` otherwise.

    A file may be large, or lie on a drive that does not answer: the questions of the screen must not wait behind it.
    """

    def with_connection() -> Result:
        own = database.apart()
        try:
            return task(own)
        finally:
            own.close()

    return await run_in_thread(with_connection)
