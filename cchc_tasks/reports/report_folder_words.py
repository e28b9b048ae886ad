"""What is told of reports that are several files in a folder."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages.written_file_words import listed
from cchc_tasks.sentences import Entry, Sentence, Words, step


def json_or_trace() -> tuple[Sentence, str]:
    return Sentence(Entry("json"), " và ", Entry("trace"), " cùng trả lời ra màn hình."), "Chỉ dùng một cách."


def some_written(message: Words, names: Sequence[str]) -> Sentence:
    """Return the sentence of a failure, and which files are there already."""
    return Sentence(message, f" Đã ghi xong trước đó: {listed(names)}.")


OFFICE_WORDS = {
    "superior": "cơ quan cấp trên",
    "name": "tên cơ quan",
    "symbol": "ký hiệu cơ quan",
    "place": "địa danh",
    "letter_signer": "họ tên người ký",
}


def left_blank(fields: Sequence[str]) -> Sentence:
    """Say once what is left for the pen, and where it can be settled."""
    named = ", ".join(f"{OFFICE_WORDS[field]} ({field})" for field in fields)
    return Sentence(
        f"Để trống trên giấy: {named}. Muốn in sẵn, ghi trong tệp config.toml, mục ",
        f'[office], ví dụ {fields[0]} = "…" (vị trí tệp: ',
        step("config"),
        ").",
    )


def number_and_day_blank() -> Sentence:
    return Sentence(
        "Số và ngày ký để trống; khi đã ký có thể in lại với ", Entry("number"), ", ", Entry("signed_on"), "."
    )
