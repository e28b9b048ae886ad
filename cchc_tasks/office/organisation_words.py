"""What the person is told about the organisations that share a database."""

from __future__ import annotations

from cchc_tasks.sentences import Either, Entry, Sentence, step

COLUMN = "Cơ quan"


def taken(name: str) -> tuple[str, str]:
    return f"Đã có cơ quan «{name}».", "Hai cơ quan không được trùng tên (không kể hoa thường và dấu): chọn tên khác."


def empty_name() -> tuple[str, Sentence]:
    return "Tên cơ quan để trống.", Sentence("Gõ tên cơ quan trong ngoặc kép, ví dụ: ", step("orgs add", "Sở Y tế"))


def added(name: str) -> Sentence:
    use = Sentence(" Làm việc với cơ quan này: cchc-tasks ", Entry("org", name), " …")
    return Sentence(f"Đã thêm cơ quan «{name}».", Either(use))


def grant_next(name: str) -> Sentence:
    return Sentence("Chưa tài khoản nào được giao cơ quan này: ", step("db grant", "TÊN_ĐĂNG_NHẬP", org=name))


def renamed(name: str) -> str:
    return f"Cơ quan nay mang tên «{name}»; dữ liệu và lịch sử giữ nguyên."


def count(number: int) -> str:
    return f"{number} cơ quan."
