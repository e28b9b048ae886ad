"""What the person is told about files that are written."""

from __future__ import annotations

from cchc_tasks.sentences import Either, Entry, Sentence, Words, joined


def cannot_write(path: str, cause: str) -> tuple[str, str]:
    return (
        f"Không ghi được tệp {path}: {cause}. Không có gì bị ghi dở.",
        "Kiểm tra thư mục có tồn tại, còn chỗ trống và cho phép ghi, hoặc chọn nơi khác.",
    )


def calendar_written(path: str, events: int) -> str:
    return f"Đã ghi {events} mốc vào {path}."


def calendar_left_out(undated: int, ongoing: int) -> Sentence:
    parts: list[Words] = []
    if undated:
        parts.append(f"{undated} mốc chưa có ngày (chờ văn bản hoặc chưa đọc được)")
    if ongoing:
        parts.append(Sentence(f"{ongoing} mốc thường xuyên", Either(Sentence(" (thêm bằng ", Entry("ongoing"), ")"))))
    return Sentence("Không đưa vào lịch: ", joined("; ", parts), ".")


def exported(path: str, tasks: int, changes: int) -> str:
    return f"Đã xuất {tasks} nhiệm vụ và {changes} thay đổi ra {path}."
