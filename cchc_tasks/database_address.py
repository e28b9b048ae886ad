"""A database's address as a person typed it: the part that may be shown, and the account that it names."""

from __future__ import annotations

_MASK = "***"


def account_in(db: str) -> str | None:
    """Return the account that a server's address names, None where only the server can tell (a service, PGUSER)."""
    from urllib.parse import parse_qs, unquote, urlsplit

    try:
        parts = urlsplit(db)
    except ValueError:  # what is wrong with it is said when it is opened
        return None
    return unquote(parts.username or "") or next(iter(parse_qs(parts.query).get("user", ())), None)


def shown_db(db: str) -> str:
    """Return a database's path or URL as people may see it: the password, wherever it stands, is «***».

    In doubt more is masked, never less: everything from the first «:» behind the user to the last «@».
    """
    scheme, mark, rest = db.partition("://")
    if not mark:
        return db
    credentials, at, place = rest.rpartition("@")
    user, colon, _ = credentials.partition(":")
    if at and colon:
        return f"{scheme}://{user}:{_MASK}@{_with_masked_query(place)}"
    return f"{scheme}://{_with_masked_query(rest)}"


def _with_masked_query(place: str) -> str:
    path, question, query = place.partition("?")
    return path + question + "&".join([_masked_parameter(part) for part in query.split("&")])


def _masked_parameter(part: str) -> str:
    name, equals, _ = part.partition("=")
    return f"{name}{equals}{_MASK}" if equals and "password" in name.lower() else part
