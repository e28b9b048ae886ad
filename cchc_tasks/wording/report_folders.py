"""What is told of reports that are several files in a folder."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.sentences import Entry, Sentence, Words, step

#: So many names are told one by one.
_TOLD = 10


def wants_folder(path: str) -> tuple[str, str]:
    return (
        f"{path} không dùng làm thư mục được: báo cáo này gồm nhiều tệp.",
        "Cho tên một thư mục (chưa có thì được tạo), ví dụ don-doc.",
    )


def json_or_trace() -> tuple[Sentence, str]:
    return Sentence(Entry("json"), " và ", Entry("trace"), " cùng trả lời ra màn hình."), "Chỉ dùng một cách."


def some_written(message: Words, names: Sequence[str]) -> Sentence:
    """Return the sentence of a failure, and which files are there already."""
    return Sentence(message, f" Đã ghi xong trước đó: {_listed(names)}.")


def left_over(names: Sequence[str]) -> str:
    return (
        f"Trong thư mục còn {len(names)} tệp của lần trước, không thuộc lần này: {_listed(names)}. "
        "Xem rồi xóa để không gửi nhầm."
    )


def _listed(names: Sequence[str]) -> str:
    more = f" và {len(names) - _TOLD} tệp nữa" if len(names) > _TOLD else ""
    return f"{', '.join(names[:_TOLD])}{more}"


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
