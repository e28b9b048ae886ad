"""What the person is told about copying a whole database into another one."""

from __future__ import annotations

from collections.abc import Mapping

from cchc_tasks.messages.database_words import grouped, held
from cchc_tasks.sentences import Either, Entry, Sentence, step

PROGRESS = "Đang sao chép, số dòng"


def copied(source: str, target: str, counts: Mapping[str, int]) -> str:
    rows = f"{grouped(sum(counts.values()))} dòng của {len(counts)} bảng"
    return f"Đã sao chép {source} sang {target}: {held(counts)} ({rows})."


def compared(digest: str) -> str:
    return (
        f"Đã đối chiếu: số dòng và dấu SHA-256 của từng bảng giống nhau ở hai nơi (dấu chung {digest[:16]}…); trạng "
        "thái hiện tại ở nơi mới khớp với lịch sử."
    )


def upgraded_aside(found: str, now: str) -> str:
    return f"Nguồn ở lược đồ {found}; một bản tạm được nâng cấp lên {now} để sao chép, tệp nguồn không đổi."


def how_to_use() -> str:
    return (
        "Để dùng nơi mới: sửa db trong config.toml hoặc biến CCHC_TASKS_DB. Nơi cũ còn nguyên; "
        "từ nay chỉ ghi vào một nơi."
    )


def roles_next() -> Sentence:
    return Sentence("Có phân vai trò trên PostgreSQL thì người quản trị chạy lại `", step("db roles"), "`.")


def no_source(location: str) -> tuple[str, Sentence]:
    return (
        f"Không sao chép được vì không có tệp {location}.",
        Sentence("Kiểm tra lại đường dẫn nguồn; `", step("config"), "` cho biết cơ sở dữ liệu nào đang dùng."),
    )


def file_is_there(location: str, held_there: str) -> tuple[str, Sentence]:
    what = f" ({held_there})" if held_there else ""
    return (
        f"Không sao chép vào {location} vì đã có tệp này{what}, nên không ghi đè.",
        Sentence(
            "Chọn tên khác",
            Either(Sentence(", hoặc thêm ", Entry("overwrite"), " để thay")),
            ". Muốn thay dữ liệu đang dùng bằng một bản sao: ",
            step("db restore", "TỆP"),
        ),
    )


def not_sound(location: str, tasks: int, plans: int, complaint: str) -> tuple[str, Sentence]:
    found = complaint or f"{tasks} nhiệm vụ và {plans} kế hoạch có trạng thái hiện tại không khớp với lịch sử"
    return (
        f"Không giữ bản sao chép vì dữ liệu ở nguồn {location} có lỗi: {found}.",
        Sentence(
            "Chạy `",
            step("db check", db="NGUỒN", repair=None),
            "` rồi sao chép lại; không sửa được thì khôi phục từ bản sao tốt.",
        ),
    )
