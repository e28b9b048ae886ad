"""A way to a PostgreSQL server that falls silent when told to: connections stay open, and nothing comes through."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

from sqlalchemy import make_url


class SilentServer:
    """Hands on what goes between a client and the server behind `url`, but for while it is silent; loopback only."""

    def __init__(self, url: str) -> None:
        found = make_url(url)
        self._server = (found.host or "127.0.0.1", found.port or 5432)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._speaks = threading.Event()
        self._speaks.set()
        self._sockets: list[socket.socket] = [self._listener]
        port = self._listener.getsockname()[1]
        self.url = found.set(host="127.0.0.1", port=port).render_as_string(hide_password=False)
        self._start(self._accept)

    def fall_silent(self) -> None:
        self._speaks.clear()

    def speak(self) -> None:
        self._speaks.set()

    @property
    def is_silent(self) -> bool:
        return not self._speaks.is_set()

    def cut_off(self) -> None:
        """Lose the connections that there are, and what was on its way; new ones are made once it speaks."""
        self._close(self._sockets[1:])

    def close(self) -> None:
        self.speak()
        self._close(self._sockets)

    @staticmethod
    def _close(sockets: list[socket.socket]) -> None:
        for each in sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._server)
                self._sockets += [client, server]
                self._start(self._hand_on, client, server)
                self._start(self._hand_on, server, client)

    def _hand_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):  # one of them is closed
            while data := source.recv(65536):
                self._speaks.wait()
                target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    @staticmethod
    def _start(work: object, *arguments: socket.socket) -> None:
        threading.Thread(target=work, args=arguments, daemon=True).start()  # type: ignore[arg-type]
