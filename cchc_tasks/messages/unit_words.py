"""What is said of units over time: how they ended, what an act did, why it was refused."""

from __future__ import annotations

from collections.abc import Sequence

# How a unit ended.


def named(names: Sequence[str]) -> str:
    """Return «A», «B» và «C»."""
    quoted = [f"«{name}»" for name in names]
    return " và ".join(filter(None, (", ".join(quoted[:-1]), *quoted[-1:])))


def ended(kind: str, day: str, heirs: Sequence[str]) -> str:
    """Return how a unit ended: «đã sáp nhập vào «Sở Nông nghiệp và Môi trường» từ ngày 1/3/2025»."""
    if kind == "merged":
        return f"đã sáp nhập vào {named(heirs)} từ ngày {day}"
    if kind == "split":
        return f"đã chia tách thành {named(heirs)} từ ngày {day}"
    handed = f", nhiệm vụ chuyển cho {named(heirs)}" if heirs else ""
    return f"đã giải thể từ ngày {day}{handed}"


def ended_name(name: str, how: str) -> str:
    """Say that a plan prints the name of a unit that is there no more."""
    return f"«{name}» {how}: giữ nguyên như bản in, cần xem giao cho đơn vị nào."


def in_rows(doubt: str, numbers: Sequence[str]) -> str:
    """Say which rows of a file name a unit that is there no more; `doubt` says what became of it."""
    return f"{doubt} Nhiệm vụ {', '.join(numbers)}."


def under_old_name(name: str, how: str) -> str:
    """Return the name under which tasks stay that no successor has taken, as a report by today's units prints it."""
    return f"{name} ({how})"


# Looking at units.

HELP = "Đơn vị theo thời gian: đổi tên, sáp nhập, chia tách, giải thể, nhóm."
HELP_LIST = "Các đơn vị vào một ngày và tình trạng của từng đơn vị."
HELP_SHOW = "Một đơn vị: tên theo ngày, văn bản, nhiệm vụ đang mở."
HELP_RENAME = "Đổi tên đơn vị từ một ngày; báo cáo cũ in tên cũ."
HELP_MERGE = "Sáp nhập đơn vị; nhiệm vụ đang mở chuyển theo."
HELP_SPLIT = "Chia tách đơn vị; hỏi từng nhiệm vụ đang mở về đâu."
HELP_ABOLISH = "Giải thể đơn vị; nhiệm vụ đang mở chuyển đi hoặc để lại."
HELP_MEMBERS = "Đơn vị vào, ra nhóm «Các phòng …» từ một ngày."
HELP_ALIAS = "Thêm tên viết tắt, cách viết khác của đơn vị."
HELP_FROM = "Có hiệu lực từ ngày này, không sau hôm nay."
HELP_INTO = "Đơn vị sau sáp nhập: đang có, là một trong các đơn vị sáp nhập, hoặc tên mới."
HELP_PARTS = "Đơn vị sau khi tách; ghi từ hai lần. Đơn vị cũ vẫn còn thì ghi cả tên của nó."
HELP_GIVE = "Nhiệm vụ này giao cho đơn vị này; ghi nhiều lần được."
HELP_REST = "Đơn vị nhận mọi nhiệm vụ còn lại."
HELP_TO = "Đơn vị nhận nhiệm vụ đang mở."
HELP_LEAVE = "Cố ý để nhiệm vụ đang mở lại với đơn vị đã giải thể."
HELP_ADD = "Đơn vị vào nhóm; ghi nhiều lần được."
HELP_REMOVE = "Đơn vị ra khỏi nhóm; ghi nhiều lần được."
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
