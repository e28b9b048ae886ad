"""What the person is told about the organisations that share a database."""

from __future__ import annotations

from collections.abc import Sequence

COLUMN = "Cơ quan"
#: How many names are listed in a sentence before the rest is only counted.
_LISTED = 10


def which(names: Sequence[str]) -> tuple[str, str]:
    rest = f" và {len(names) - _LISTED} cơ quan nữa" if len(names) > _LISTED else ""
    listed = "; ".join(names[:_LISTED])
    return (
        f"Cơ sở dữ liệu này có {len(names)} cơ quan, chưa rõ cơ quan nào: {listed}{rest}.",
        "Thêm --org TÊN trước lệnh, hoặc đặt biến CCHC_TASKS_ORG; xem đủ tên: cchc-tasks orgs list",
    )


def none_named(typed: str, close: Sequence[str], count: int) -> tuple[str, str]:
    near = f" Gần giống: {'; '.join(close)}." if close else ""
    return (
        f"Không có cơ quan nào tên «{typed}» trong cơ sở dữ liệu ({count} cơ quan).{near}",
        "Xem tên các cơ quan bằng: cchc-tasks orgs list",
    )


def taken(name: str) -> tuple[str, str]:
    return f"Đã có cơ quan «{name}».", "Hai cơ quan không được trùng tên (không kể hoa thường và dấu): chọn tên khác."


def empty_name() -> tuple[str, str]:
    return "Tên cơ quan để trống.", 'Gõ tên cơ quan trong ngoặc kép, ví dụ: cchc-tasks orgs add "Sở Y tế"'


def added(name: str) -> str:
    return f'Đã thêm cơ quan «{name}». Làm việc với cơ quan này: cchc-tasks --org "{name}" …'


def grant_next(name: str) -> str:
    return f'Chưa tài khoản nào được giao cơ quan này: cchc-tasks --org "{name}" db grant TÊN_ĐĂNG_NHẬP'


def renamed(name: str) -> str:
    return f"Cơ quan nay mang tên «{name}»; dữ liệu và lịch sử giữ nguyên."


def count(number: int) -> str:
    return f"{number} cơ quan."
