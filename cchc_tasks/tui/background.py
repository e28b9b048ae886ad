"""Work that takes long, beside the keyboard: it may be abandoned, and nobody who leaves waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TypeVar, cast

from cchc_tasks.storage.database import Database

Made = TypeVar("Made")
#: What the threads are called.
THREAD = "beside the keyboard"


async def aside(task: Callable[[], Made]) -> Made:
    """Do a task in a thread of its own and return what it made; raises what it raised.

    Whoever is cancelled meanwhile hears nothing of it any more, and the program ends without waiting for it: a file
    that is being converted, or lies on a drive that does not answer, holds nobody up.
    """
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[Made] = loop.create_future()

    def settle(made: Made | None, error: Exception | None) -> None:
        if ended.done():
            return
        if error is not None:
            ended.set_exception(error)
        else:
            ended.set_result(cast(Made, made))

    def work() -> None:
        made, error = None, None
        try:
            made = task()
        except Exception as raised:  # whatever it is, it is raised where the task was asked for
            error = raised
        with suppress(RuntimeError):  # the screen is closed already
            loop.call_soon_threadsafe(settle, made, error)

    Thread(target=work, name=THREAD, daemon=True).start()
    return await ended


async def apart(database: Database, task: Callable[[Database], Made]) -> Made:
    """Do a task that reads or writes files, with a connection of its own; as `aside` otherwise.

    A file may be large, or lie on a drive that does not answer: the questions of the screen must not wait behind it.
    """

    def with_connection() -> Made:
        own = database.apart()
        try:
            return task(own)
        finally:
            own.close()

    return await aside(with_connection)
