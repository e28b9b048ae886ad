"""What only the command line says of taking a file in: help, and options that do not go together."""

from __future__ import annotations

HELP_UPDATE = "Tệp là kế hoạch sửa đổi: xem chỗ khác rồi áp dụng, cần --evidence."
HELP_MATCH = (
    "Cùng --update, hay khi nhập đè lên dự thảo: nhiệm vụ OLD là dòng NEW (số, hoặc row:dòng; để «-» nếu không còn)."
)
HELP_YES = "Cùng --update: áp dụng mà không hỏi lại."
HELP_EVIDENCE = "Cùng --update: văn bản quyết định việc sửa đổi."
HELP_ON = "Cùng --update: ngày sửa đổi có hiệu lực (mặc định: ngày của văn bản)."


def one_file() -> tuple[str, str]:
    return ("Mỗi lần sửa đổi chỉ nhận một tệp.", "Chạy lệnh lần lượt cho từng kế hoạch.")


def with_results() -> tuple[str, str]:
    return ("--update và --results không dùng cùng nhau.", "Sửa đổi kế hoạch trước, rồi nhập kết quả bằng --results.")


def only_with_update(option: str) -> tuple[str, str]:
    return (f"{option} chỉ dùng cùng --update.", "Nhập kế hoạch sửa đổi: cchc-tasks import TỆP --update --evidence …")


def confirmation_needed() -> tuple[str, str]:
    return ("Chưa lưu gì: cần xác nhận các thay đổi trên.", "Thêm --yes để áp dụng, hoặc --dry-run để chỉ xem.")


def one_name_for_several() -> tuple[str, str]:
    return ("--plan và --title chỉ dùng khi nhập một tệp.", "Nhập từng tệp một, hoặc để chương trình tự đặt mã.")


def bad_mapping(text: str) -> tuple[str, str]:
    return (
        f"«{text}» không đúng dạng FIELD=HEADER.",
        "Ví dụ: --map title='Nội dung công việc' --map deadline='Thời gian'",
    )
