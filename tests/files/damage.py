"""Files damaged at random, as a bad disk, a broken program or an attacker would; a seed gives the same damage again."""

from __future__ import annotations

import io
import random
import re
import zipfile

from tests.files.workbooks import repack

_TOKENS = re.compile(rb"[\w.:#/-]+")
_TAGS = re.compile(rb"<[^<>]*>")
_VALUES = (b"", b"-1", b"0", b"99999999999", b"1048577", b"1e308", b"NaN", b"A0", b"ZZZZ1", b"s", b"e", b"b", b"&amp;",
           b"<c>", b"</row>", b"\xff\xfe", b"true", b"A1:XFD1048576", b"../../x", b"&#0;", b"&#xd800;", b"&#x202e;",
           b"<!DOCTYPE x [<!ENTITY y 'z'>]>&y;", b"\x1b[31m", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"=1+1",
           "Quý V/2026".encode(), b"30/02/2026", b"0" * 400)  # fmt: skip


def damage_bytes(data: bytes, dice: random.Random) -> bytes:
    """The data with a few bytes changed, cut out or put in."""
    for _ in range(dice.randint(1, 4)):
        place = dice.randrange(len(data))
        kind = dice.choice((0, 0, 0, 1, 2))
        put = dice.randbytes(dice.randint(1, 8))
        data = data[:place] + put + data[place + (len(put) if kind == 0 else 8 if kind == 1 else 0) :]
    return data


def damage_lengths(data: bytes, dice: random.Random) -> bytes:
    """The data cut short, with a piece missing, doubled or moved."""
    first, second = sorted((dice.randrange(len(data)), dice.randrange(len(data))))
    kind = dice.randrange(4)
    if kind == 0:
        return data[:second] or data[:1]
    if kind == 1:
        return (data[:first] + data[second:]) or data[:1]
    if kind == 2:
        return data[:second] + data[first:]
    return data[first:] + data[:first]


def damage_xml(data: bytes, dice: random.Random) -> bytes:
    """Text with words of its tags, attributes and texts changed for others, and tags lost, doubled or exchanged."""
    for _ in range(dice.randint(1, 4)):
        found = [match.span() for match in (_TAGS if dice.random() < 0.3 else _TOKENS).finditer(data)] or [(0, 0)]
        start, end = dice.choice(found)
        other = dice.choice(found)
        value = dice.choice((*_VALUES, data[other[0] : other[1]]))
        data = data[:start] + value + data[end:]
    return data


def damage_entries(data: bytes, dice: random.Random) -> bytes:
    """An archive with parts left out, exchanged, emptied or damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chosen, other = dice.choice(list(parts)), dice.choice(list(parts))
    kind = dice.randrange(8)
    if kind == 0:
        return repack(data, lambda name, part: None if name == chosen else part)
    if kind == 1:
        return repack(data, lambda name, part: parts[other] if name == chosen else part)
    if kind == 2:
        return repack(data, lambda name, part: b"" if name == chosen else part)
    return repack(data, lambda name, part: damage_xml(part, dice) if name == chosen and part else part)
