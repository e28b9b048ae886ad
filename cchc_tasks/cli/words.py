"""What the command line says of itself: help headings, wrong usage, failures."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_tasks.sentences import Sentence

USAGE = "Cách dùng: "
OPTIONS = "Tùy chọn"
COMMANDS = "Lệnh"
HELP_OPTION = "Xem hướng dẫn này."
STOPPED = "Đã dừng theo yêu cầu."
FORCE_IS_OVERWRITE = "--force nay là --overwrite, như ở mọi lệnh ghi ra tệp."


def no_such_option(name: str, near: Sequence[str]) -> tuple[str, str]:
    return (f"Không có tùy chọn {name}.", f"Có phải: {', '.join(near)}?" if near else "Xem các tùy chọn bằng --help.")


def no_such_command(name: str, near: Sequence[str]) -> tuple[str, str]:
    hint = f"Có phải: {', '.join(near)}?" if near else "Xem các lệnh bằng: cchc-tasks --help"
    return (f"Không có lệnh «{name}».", hint)


def missing(name: str) -> tuple[str, str]:
    return (f"Thiếu {name}.", "Xem cách dùng bằng --help.")


def bad_value(name: str, detail: str) -> tuple[str, str]:
    about = f" của {name}" if name else ""
    return (f"Giá trị{about} không dùng được" + (f": {detail}" if detail else "."), "Xem cách dùng bằng --help.")


def wrong_usage() -> tuple[str, str]:
    return ("Lệnh viết chưa đúng.", "Xem cách dùng bằng --help.")


def cannot_print(cause: str) -> tuple[str, str]:
    return (f"Không ghi được kết quả ra đầu ra: {cause}.", "Kiểm tra nơi đang chuyển kết quả tới.")


def whole_number(least: float | None, most: float | None) -> str:
    if least is None and most is None:
        return "ghi một số nguyên."
    bounds = [f"từ {least}" if least is not None else "", f"đến {most}" if most is not None else ""]
    return f"ghi một số nguyên {' '.join(filter(None, bounds))}."


def one_of(choices: Sequence[str]) -> str:
    return f"chọn một trong {', '.join(choices)}."


def value_wanted(name: str) -> tuple[str, str]:
    return (f"Tùy chọn {name} cần một giá trị.", "Xem cách dùng bằng --help.")


def not_limited() -> tuple[str, str]:
    return (
        "Không dùng --limit ở đây: văn bản, số liệu và tệp luôn có đủ mọi nhiệm vụ được chọn.",
        "Chọn bớt bằng bộ lọc, ví dụ --plan, --unit, --section, --status.",
    )


def filters_of_named_tasks() -> tuple[str, str]:
    return (
        "Việc này ghi cho đúng các nhiệm vụ đã nêu mã, nên không dùng bộ lọc, --as-of, --sort, --limit. Chưa ghi gì.",
        "Bỏ các tùy chọn đó; --plan vẫn dùng được. Ngày có hiệu lực ghi bằng --on, nếu lệnh có.",
    )


def not_sorted() -> tuple[str, Sentence]:
    from cchc_tasks.sentences import Sentence, step

    return (
        "Không dùng --sort ở đây: kết quả có thứ tự riêng, không xếp lại.",
        Sentence("Bỏ --sort; xem nhiệm vụ theo thứ tự khác bằng: ", step("list", sort="due")),
    )


def ignored_filters(fields: Sequence[str], beside: str) -> tuple[str, str]:
    options = ", ".join(f"--{name.replace('_', '-')}" for name in fields)
    return (f"Không dùng {options} cùng với {beside}: {beside} đã chỉ rõ lấy gì.", f"Bỏ {options}, hoặc bỏ {beside}.")


def too_many_words() -> tuple[str, str]:
    return ("Lệnh có thừa chữ.", "Xem cách dùng bằng --help; chữ có khoảng trắng cần đặt trong dấu nháy.")


def bug(kind: str, log: str) -> tuple[str, str]:
    details = f"Chi tiết kỹ thuật ở: {log}" if log else "Không ghi được chi tiết kỹ thuật."
    return (f"Chương trình gặp lỗi không lường trước ({kind}). Dữ liệu đã lưu không bị ảnh hưởng.", details)


def undecodable(text: str) -> tuple[str, str]:
    return (
        f"Chữ gõ vào «{text}» có byte không phải UTF-8 nên không ghi được.",
        "Đặt bảng mã của cửa sổ lệnh là UTF-8 rồi gõ lại, hoặc gõ lại phần chữ có dấu.",
    )


def year_or_period() -> tuple[str, str]:
    return ("Chỉ dùng một trong --year và --period.", "--year 2022 là cả năm; --period là khoảng ngày khác.")


def no_terminal() -> tuple[str, Sentence]:
    from cchc_tasks.sentences import Sentence, joined, step

    commands = joined(", ", (step("overdue"), step("list"), step("show", "REF")))
    return ("Màn hình cần một cửa sổ dòng lệnh đầy đủ.", Sentence("Xem bằng lệnh: ", commands))
