"""The page beside a folder of feeds: their addresses, and how each calendar program takes them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from cchc_tasks.calendars import words
from cchc_tasks.text_cells import clean

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "body{color:#111;background:#fff}a{color:#0b4f9e}"
    "code{overflow-wrap:anywhere}li{margin:.3rem 0}dt{font-weight:bold;margin-top:.8rem}"
)
#: Says who made the page. Until 2026 only the heading did.
_GENERATOR = '<meta name="generator" content="cchc-tasks">'


class FeedLink(NamedTuple):
    """A feed's title and the names of its files."""

    title: str
    files: tuple[str, ...]


def index_page(feeds: Iterable[FeedLink], base_url: str = "") -> bytes:
    """Return the page as a file; with `base_url` it shows whole addresses, which programs subscribe to."""
    items = "".join(_item(feed, base_url) for feed in feeds)
    how = "".join(f"<dt>{_text(name)}</dt><dd>{_text(how)}</dd>" for name, how in words.WAYS_TO_SUBSCRIBE)
    page = (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">'
        f"{_GENERATOR}"
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{_text(words.INDEX_TITLE)}</title><style>{_STYLE}</style></head><body><main>\n"
        f"<h1>{_text(words.INDEX_TITLE)}</h1><p>{_text(words.INDEX_SECRET)}</p>\n<ul>\n{items}</ul>\n"
        f"<h2>{_text(words.HOW_TO_SUBSCRIBE)}</h2><p>{_text(words.FEED_OR_FILE)}</p><dl>{how}</dl></main></body></html>\n"
    )
    return page.encode("utf-8")


def is_our_page(data: bytes) -> bool:
    """Whether a page says that this program made it."""
    marks = (_GENERATOR, f"<h1>{_text(words.INDEX_TITLE)}</h1><p>{_text(words.INDEX_SECRET)}</p>")
    return any(mark.encode() in data for mark in marks)


def _item(feed: FeedLink, base_url: str) -> str:
    links = []
    for name in feed.files:
        link = f'<a href="{escape(quote(name))}">{_text(name)}</a>'
        if base_url:
            address = urljoin(base_url.rstrip("/") + "/", quote(name))
            link += f" <code>{_text(address)}</code>"
            if urlsplit(address).scheme in ("http", "https"):
                webcal = "webcal://" + address.partition("://")[2]
                link += f' <a href="{escape(webcal)}">{_text(words.SUBSCRIBE)}</a>'
        links.append(link)
    return f"<li>{_text(feed.title)}: {'; '.join(links)}</li>\n"


def _text(text: str) -> str:
    return escape(clean(text), quote=False)
