"""Fonts that draw other letters than the file stores, told by their names: TCVN3 (.VnTime) and VNI (VNI-Times)."""

from __future__ import annotations

import re

_LEGACY_FONT = re.compile(r"\.vn|vn(?:time|arial|helv|book|courier)|vni[- ]", re.IGNORECASE)
#: Letters that only Unicode text has.
_UNICODE_ONLY = re.compile(r"[\u0100-\u1fff]")


def is_legacy_font(name: str | None) -> bool:
    """Return whether a font of this name draws TCVN3 or VNI letters."""
    return _LEGACY_FONT.match((name or "").strip(" '\"")) is not None


def is_legacy_text(font: str | None, text: str) -> bool:
    """Return whether a text is stored in old letters: its font says so, and it is not Unicode typed later."""
    return not text.isascii() and is_legacy_font(font) and not _UNICODE_ONLY.search(text)
