"""Words of the list of units and of one unit shown in full."""

from __future__ import annotations

from collections.abc import Sequence

LIST_COLUMNS = ("Đơn vị", "Loại", "Tình trạng", "Tên khác", "Chủ trì, đang mở")
SHOW_COLUMNS = ("Mục", "Nội dung", "Từ ngày", "Văn bản")
GROUP = "nhóm"
SINGLE = "đơn vị"
ACTIVE = "đang hoạt động"
STATE = "Tình trạng"
NAME = "Tên"
ALIAS = "Tên khác"
MEMBERS = "Thành viên"
NO_MEMBERS = "chưa ghi thành viên: trong các bảng, nhóm đứng riêng một dòng"
IN_GROUPS = "Thuộc nhóm"
BEFORE = "Trước đó"
AFTER = "Sau đó"
LEADS = "Chủ trì, đang mở"
SUPPORTS = "Phối hợp, đang mở"
NONE = "không có"
#: How a unit became part of another one, from the side of the one that came before.
WAYS = {"merged": "sáp nhập", "split": "chia tách", "abolished": "giải thể, chuyển nhiệm vụ", "divided": "tách ra"}


def under_old_name(name: str, how: str) -> str:
    """Return the name under which tasks stay that no successor has taken, as a report by today's units prints it."""
    return f"{name} ({how})"


def kind(*, is_group: bool) -> str:
    return GROUP if is_group else SINGLE


def count(active: int, groups: int, ended_units: int, day: str) -> str:
    of_groups = f" và {groups} nhóm" if groups else ""
    gone = f", {ended_units} đã kết thúc" if ended_units else ""
    return f"{active} đơn vị{of_groups} đang hoạt động{gone}, vào ngày {day}."


def related(name: str, way: str) -> str:
    return f"{name} ({WAYS[way]})"


def came_from(name: str, way: str, day: str) -> str:
    return f"«{name}» {WAYS[way]} từ ngày {day}"


def called_before(name: str, day: str) -> str:
    return f"trước ngày {day}: «{name}»"


def since(day: str, document: str) -> str:
    return f"từ {day}{f', {document}' if document else ''}"


def ask_heir(ref: str, title: str, heirs: Sequence[str]) -> str:
    listed = "  ".join(f"{place}) {name}" for place, name in enumerate(heirs, 1))
    return f"{ref} «{title}» giao cho: {listed}\n  Số hoặc tên (Enter: dừng, không ghi gì)? "


def bad_choice(typed: str) -> str:
    return f"«{typed}» không phải một trong các đơn vị trên."
