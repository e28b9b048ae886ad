"""What the person is told about files that are written."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.sentences import Either, Entry, Sentence, Words, joined

#: So many names are told one by one.
_TOLD = 10
_ROLES = {
    "database": "thuộc chính cơ sở dữ liệu đang dùng",
    "settings": "là tệp cấu hình đang dùng",
    "source": "là tệp đang được đọc làm nguồn",
    "daily copy": "là một bản sao hằng ngày",
}


def wrong_suffix(path: str, suffixes: Sequence[str]) -> tuple[str, str]:
    kinds = " hoặc ".join(filter(None, (", ".join(suffixes[:-1]), suffixes[-1])))
    return (
        f"{path}: ở đây chỉ ghi được loại tệp {kinds}. Chưa ghi gì.",
        f"Đặt tên tệp kết thúc bằng {kinds}.",
    )


def there_already(paths: Sequence[str], left_over: Sequence[str] = ()) -> tuple[str, Sentence]:
    more = f" Tệp của lần trước, không còn thuộc lần này: {listed(left_over)}." if left_over else ""
    gone = ", và bỏ tệp không còn thuộc lần này" if left_over else ""
    return (
        f"Đã có {listed(paths)}, nên không ghi đè.{more}",
        Sentence("Chọn tên khác", Either(Sentence(", hoặc thêm ", Entry("overwrite"), f" để thay{gone}")), "."),
    )


def never_replaced(path: str, role: str) -> tuple[str, str]:
    return (f"{path} {_ROLES[role]}, không bao giờ bị ghi đè.", "Chọn một tệp khác.")


def leads_nowhere(path: str) -> tuple[str, str]:
    return (f"{path} là liên kết đến nơi không có gì, nên không ghi vào đó.", "Ghi thẳng tên tệp cần tạo.")


def leads_to_another_kind(path: str, target: str, suffix: str) -> tuple[str, str]:
    return (
        f"{path} là liên kết đến {target}, không phải tệp {suffix}, nên không ghi vào đó.",
        "Ghi thẳng tên tệp cần tạo.",
    )


def not_a_file(path: str) -> tuple[str, str]:
    return (f"{path} không phải tệp thường (là thiết bị, đường ống …), nên không ghi vào đó.", "Chọn một tên tệp khác.")


def is_folder(path: str) -> tuple[str, str]:
    return (f"{path} là thư mục, ở đây cần tên một tệp.", "Ghi thêm tên tệp vào sau tên thư mục.")


def wants_folder(path: str) -> tuple[str, str]:
    return (
        f"{path} không dùng làm thư mục được: ở đây ghi ra nhiều tệp, vào một thư mục.",
        "Cho tên một thư mục (chưa có thì được tạo), không có đuôi như .docx, .xlsx.",
    )


def cannot_remove(path: str, cause: str) -> tuple[str, str]:
    return (f"Không bỏ được tệp {path}: {cause}. Các tệp mới đã ghi xong.", "Xem rồi tự xóa tệp đó.")


def left_over(names: Sequence[str], *, removable: bool) -> Sentence:
    """What is left of an earlier time; `removable` where some of it would go if that were asked for."""
    more = Sentence("; thêm ", Entry("overwrite"), " thì tệp nào còn nguyên như chương trình ghi được bỏ")
    return Sentence(
        f"Trong thư mục còn {len(names)} tệp của lần trước, không thuộc lần này: {listed(names)}. "
        "Xem rồi xóa để không dùng nhầm",
        Either(more if removable else ""),
        ".",
    )


def removed(names: Sequence[str]) -> str:
    return f"Đã bỏ {len(names)} tệp của lần trước, không còn thuộc lần này: {listed(names)}."


def listed(names: Sequence[str]) -> str:
    more = f" và {len(names) - _TOLD} tệp nữa" if len(names) > _TOLD else ""
    return f"{', '.join(names[:_TOLD])}{more}"


def unusable_name() -> str:
    return "tên không dùng được"


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
