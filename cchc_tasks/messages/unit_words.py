"""Sentences about units that have ended, and the help of the commands on units."""

from __future__ import annotations

from collections.abc import Sequence


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
