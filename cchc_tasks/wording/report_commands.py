"""What the commands that make reports say: their options, what was written, what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence

HELP_FROM = "Ngày đầu kỳ báo cáo (cùng với --to)."
HELP_TO = "Ngày cuối kỳ báo cáo; không có --as-of thì số liệu chốt vào ngày này."
HELP_PERIOD = "Kỳ báo cáo theo tên, ví dụ «6 tháng/2022», «Quý I/2022», «Năm/2022» (các kỳ: cchc-tasks config)."
HELP_NUMBER = "Số của văn bản, khi đã có; chưa có thì để trống trên giấy."
HELP_SIGNED_ON = "Ngày ký văn bản, khi đã ký; chưa ký thì để trống trên giấy."
HELP_TRACE = "In từng con số kèm các nhiệm vụ đứng sau nó (tệp .xlsx thêm một trang như vậy)."
HELP_STRICT = "Dừng lại (mã 1) khi kiểm tra số liệu còn điểm phải xử lý."
HELP_APPENDIX = "Phụ lục kết quả thực hiện: bảng của kế hoạch kèm kết quả đến ngày báo cáo."
HELP_DIFFICULTY = "Thêm cột khó khăn, vướng mắc."
HELP_PROPOSAL = "Thêm cột đề xuất, kiến nghị."
HELP_TEMPLATE = "Tệp .docx mẫu của cơ quan: phần đầu, phần cuối giữ nguyên, nội dung vào dòng [NỘI DUNG]."
HELP_SPLIT_BY = "OUT là một thư mục, mỗi đơn vị một tệp."


def period_or_days() -> tuple[str, str]:
    return "Kỳ báo cáo được cho hai lần: --period và --from, --to.", "Chỉ dùng một cách."


def both_days_wanted() -> tuple[str, str]:
    return "Kỳ báo cáo cần cả ngày đầu và ngày cuối.", "Thêm --from và --to, ví dụ --from 15/12/2021 --to 14/6/2022."


def period_ends_before_it_begins() -> tuple[str, str]:
    return "Ngày cuối kỳ báo cáo đứng trước ngày đầu.", "Xem lại --from và --to."


def unknown_period(text: str, names: Sequence[str]) -> tuple[str, str]:
    return (
        f"Không có kỳ báo cáo «{text}».",
        f"Viết tên kỳ và năm, ví dụ «{names[0]}/2022»; các kỳ: {', '.join(names)}. Hoặc dùng --from và --to.",
    )


def written(path: str, tasks: int, day: str) -> str:
    return f"Đã ghi {tasks} nhiệm vụ, tình hình đến ngày {day}, vào {path}."


WRITING = "Đang ghi"


def finding(ref: str, message: str) -> str:
    return f"{ref}: {message}"


def more_findings(count: int) -> str:
    return f"… và {count} điểm nữa."


def check_first(summary: str) -> str:
    return f"Kiểm tra số liệu trước khi báo cáo: {summary} Xem từng điểm bằng lệnh check."


def stopped(path: str) -> tuple[str, str]:
    return (
        f"Không ghi {path}: còn điểm phải xử lý và có --strict.",
        "Xử lý các điểm ở trên (cchc-tasks check cho từng lệnh), hoặc bỏ --strict.",
    )
