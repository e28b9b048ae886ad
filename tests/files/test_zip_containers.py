"""Zip containers: opened within limits, in memory only, and named for what is wrong with them."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_tasks.errors import AppError, UnreadableFileError
from cchc_tasks.files.archives import MAX_ENTRIES, MAX_TREE_BYTES, open_archive, parse_xml
from tests.refusals import says


def zipped(parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_a_sound_archive_gives_its_parts() -> None:
    archive = open_archive(zipped({"a.xml": b"<a/>", "b/c.bin": b"\0" * 10}))
    archive.check()
    assert (archive.names, archive.read("b/c.bin"), "a.xml" in archive) == (("a.xml", "b/c.bin"), b"\0" * 10, True)


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_an_archive_that_is_cut_off_is_called_damaged(keep: float) -> None:
    data = zipped({f"{number}.xml": b"<a>%d</a>" % number for number in range(50)})
    with pytest.raises(UnreadableFileError, check=says("hỏng hoặc chưa tải về đủ")):
        open_archive(data[: int(keep * len(data))])


def test_a_bomb_is_refused_by_what_its_directory_declares_without_unpacking_it() -> None:
    bomb = zipped({f"{number}.xml": b"\0" * 40_000_000 for number in range(4)})
    tracemalloc.start()
    begin = time.monotonic()
    with pytest.raises(UnreadableFileError, check=says("bung ra quá lớn")):
        open_archive(bomb)
    assert time.monotonic() - begin < 1
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_directory_that_declares_less_than_there_is_is_found_out_while_reading() -> None:
    data = bytearray(zipped({"a.xml": b"<a>" + b" " * 3_000_000 + b"</a>"}))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = struct.pack("<I", 100)
    archive = open_archive(bytes(data))
    with pytest.raises(UnreadableFileError, check=says("hỏng")):
        archive.read("a.xml")
    with pytest.raises(UnreadableFileError, check=says("hỏng")):
        archive.check()


def test_a_part_larger_than_the_caller_bears_is_refused() -> None:
    archive = open_archive(zipped({"a": b"x" * 1000}))
    with pytest.raises(UnreadableFileError, check=says("bung ra quá lớn")):
        archive.read("a", limit=999)


def test_more_entries_than_an_office_file_has_are_refused() -> None:
    with pytest.raises(UnreadableFileError, check=says(f"hơn {MAX_ENTRIES} phần")):
        open_archive(zipped({str(number): b"" for number in range(MAX_ENTRIES + 1)}, zipfile.ZIP_STORED))


def test_encrypted_entries_are_called_protected_by_a_password() -> None:
    data = bytearray(zipped({"a.xml": b"<a/>"}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(UnreadableFileError, check=says("mật khẩu")):
        open_archive(bytes(data))


def test_packings_that_office_files_do_not_use_are_refused() -> None:
    with pytest.raises(UnreadableFileError, check=says("nén bằng cách")):
        open_archive(zipped({"a.xml": b"<a/>"}, zipfile.ZIP_LZMA))


def test_a_missing_part_is_named() -> None:
    with pytest.raises(UnreadableFileError, check=says("«word/document")):
        open_archive(zipped({"a": b""})).read("word/document.xml")


DOCTYPE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'


@pytest.mark.parametrize(
    "data",
    [
        DOCTYPE.encode(),
        b"\xef\xbb\xbf" + DOCTYPE.encode(),
        DOCTYPE.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16"),
        (DOCTYPE[:21] + f"<!--{' ' * 300_000}-->" + DOCTYPE[21:]).encode(),
        DOCTYPE.replace('"1.0"', '"1.0" encoding="UTF-7"').replace("<!D", "+ADw-!D", 1).encode(),
    ],
    ids=["UTF-8", "BOM", "UTF-16", "sau chú thích dài", "UTF-7"],
)
def test_a_doctype_is_refused_however_it_is_written(data: bytes) -> None:
    with pytest.raises(UnreadableFileError):
        parse_xml(data)
    if b"UTF-7" not in data:
        with pytest.raises(UnreadableFileError, check=says("DOCTYPE")):
            open_archive(zipped({"a.bin": data})).check()


@pytest.mark.parametrize("data", [b"", b"<a>", b"a", b"<a>\x00</a>", b"<a>" * 300 + b"</a>" * 300])
def test_what_is_not_well_formed_or_nested_too_deeply_is_called_damaged(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, check=says("hỏng")):
        parse_xml(data)


def test_a_part_too_large_for_a_tree_is_refused_before_it_is_one() -> None:
    with pytest.raises(UnreadableFileError, check=says("bung ra quá lớn")):
        parse_xml(b"<a>" + b" " * MAX_TREE_BYTES + b"</a>")


SOUND = zipped({"a.xml": b"<a>text</a>", "b.xml": b"<b/>" * 20, "c/d.rels": b"<r/>"})


@given(place=st.integers(0, len(SOUND) - 1), length=st.integers(0, 8), extra=st.binary(max_size=8))
@settings(max_examples=300)
def test_a_mutated_archive_is_read_or_refused_and_never_crashes(place: int, length: int, extra: bytes) -> None:
    try:
        open_archive(SOUND[:place] + extra + SOUND[place + length :]).check()
    except AppError:
        return
