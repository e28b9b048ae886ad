"""A CalDAV collection that the person names: read it, put entries into it, take ours out again.

This is the only module that knows `caldav`; it is imported where a server is spoken to. Every write names the version
that was read (If-Match, RFC 9110 13.1.1) or asks that nothing be there (If-None-Match), so that what somebody else
changed in between stays theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import SplitResult, urlsplit

from cchc_tasks.calendars import caldav_words as words
from cchc_tasks.calendars.components import calendar_bytes
from cchc_tasks.calendars.published import PublishedEntry, entry_on_server
from cchc_tasks.errors import AppError, NotFoundError, ServerError, UsageError

if TYPE_CHECKING:
    from caldav.calendarobjectresource import Event
    from caldav.collection import Calendar
    from caldav.davclient import DAVClient

#: How long one answer of the server is waited for, in seconds.
PATIENCE = 30


@dataclass(frozen=True, slots=True)
class CalendarAccount:
    """Who signs in at the server; `ca_file` holds an office's own authority, empty for the usual ones."""

    user: str
    password: str
    ca_file: str = ""

    def __repr__(self) -> str:
        return f"Account(user={self.user!r})"


class RemoteEntry(NamedTuple):
    """One entry of the collection: `entry` where its UID is of this program, and the server's own object."""

    entry: PublishedEntry | None
    event: Event


class ChangedMeanwhileError(Exception):
    """Somebody else created, changed or deleted the entry since it was read; nothing was written."""


class CalendarServer:
    """One collection on a server, open until `close`."""

    def __init__(self, client: DAVClient, calendar: Calendar, shown_url: str) -> None:
        self._client = client
        self._calendar = calendar
        self._url = shown_url

    def entries(self) -> list[RemoteEntry]:
        """Return every event of the collection with the version that it has now. Raises ServerError."""
        with self._explained():
            events = cast("list[Event]", self._calendar.get_events())
            return [RemoteEntry(entry_on_server(_octets(event)), event) for event in events]

    def create(self, entry: PublishedEntry, name: str) -> None:
        """Put an entry that is not there; raises ChangedMeanwhileError where one with its UID is, ServerError."""
        from caldav.calendarobjectresource import Event

        event = Event(client=self._client, parent=self._calendar)
        self._write(
            lambda: event.save(raw_data=calendar_bytes(name, [entry.octets]), no_overwrite=True, increase_seqno=False)
        )

    def replace(self, remote: RemoteEntry, entry: PublishedEntry, name: str) -> None:
        """Put an entry in the place of the version that was read; raises ChangedMeanwhileError, ServerError."""
        data = calendar_bytes(name, [entry.octets])
        self._write(lambda: remote.event.save(raw_data=data, precondition="etag", increase_seqno=False))

    def delete(self, remote: RemoteEntry) -> None:
        """Take out the version that was read; raises ChangedMeanwhileError, ServerError."""
        self._write(lambda: remote.event.delete(if_match=True, precondition="etag"))

    def close(self) -> None:
        """Let the connection go."""
        self._client.close()

    def _write(self, act: Callable[[], Any]) -> None:
        from caldav.lib import error

        changed = (
            error.ETagMismatchError,
            error.ScheduleTagMismatchError,
            error.ConsistencyError,
            error.UidConflictError,
            error.NotFoundError,
        )
        with self._explained():
            try:
                act()
            except changed as refusal:
                raise ChangedMeanwhileError from refusal
            except ValueError as refusal:  # without a strong ETag nothing can be written safely
                raise ServerError(*words.no_versions(self._url)) from refusal

    @contextmanager
    def _explained(self) -> Iterator[None]:
        with _explained(self._url):
            yield


def _octets(event: Event) -> bytes:
    data = event.raw_data
    return data.encode() if isinstance(data, str) else data or b""


@contextmanager
def open_calendar(url: str, account: CalendarAccount) -> Iterator[CalendarServer]:
    """Yield the calendar at an address; TLS is verified, and plain http goes no further than this machine.

    Raises UsageError for an address that will not do or where the `caldav` package is missing, NotFoundError where
    there is no calendar, ServerError where the server is out of reach or refuses the name or the password.
    """
    parts = checked_url(url)
    try:
        from caldav.collection import Calendar
        from caldav.davclient import DAVClient
        from caldav.elements import dav
    except ImportError as error:
        raise UsageError(*words.missing_package()) from error
    shown = shown_url(url)
    with _explained(shown):
        client = DAVClient(
            url=parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl(),
            username=account.user,
            password=account.password,
            timeout=PATIENCE,
            ssl_verify_cert=account.ca_file or True,
            enable_rfc6764=False,  # no question to a name server that nobody asked for
            require_tls=parts.scheme == "https",
        )
    calendar = Calendar(client=client, url=client.url)
    server = CalendarServer(client, calendar, shown)
    try:
        with _explained(shown):
            kinds = calendar.get_property(dav.ResourceType(), use_cached=False)
        if "{urn:ietf:params:xml:ns:caldav}calendar" not in cast("list[str]", kinds or []):
            raise NotFoundError(*words.no_calendar(shown))
        yield server
    finally:
        server.close()


def checked_url(url: str) -> SplitResult:
    """Return an address's parts; raises UsageError where it is none, holds a password or would send one in clear."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise UsageError(*words.bad_url()) from error
    if parts.password is not None:
        raise UsageError(*words.password_in_url())
    if parts.scheme not in ("http", "https") or not host:
        raise UsageError(*words.bad_url())
    if parts.scheme == "http" and not _is_this_machine(host):
        raise UsageError(*words.not_encrypted(host))
    return parts


def shown_url(url: str) -> str:
    """Return an address without a name, a password or a query."""
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@contextmanager
def _explained(url: str) -> Iterator[None]:
    """Turn what the library and its transport raise into a sentence; none of their texts is passed on."""
    from caldav.lib import error

    try:
        yield
    except (AppError, ChangedMeanwhileError):
        raise
    except error.RateLimitError as refusal:
        raise ServerError(*words.too_many_requests(url)) from refusal
    except error.AuthorizationError as refusal:
        raise ServerError(*words.not_let_in(url)) from refusal
    except error.NotFoundError as refusal:
        raise NotFoundError(*words.no_calendar(url)) from refusal
    except OSError as refusal:  # every failure of the transport is one
        say = words.not_trusted if _is_of_certificates(refusal) else words.out_of_reach
        raise ServerError(*say(url)) from refusal
    except Exception as stumble:  # the library takes a well-formed answer for granted: a log-in page makes it stumble
        raise ServerError(*words.refused(url)) from stumble


def _is_of_certificates(error: BaseException) -> bool:
    return "certificate" in str(error).lower() or type(error).__name__ == "SSLError"
