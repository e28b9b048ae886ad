"""Sentences of reports: their commands' options, what was written where, what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence

from cchc_tasks.messages.written_file_words import listed
from cchc_tasks.sentences import Either, Entry, Sentence, Words, either, step

_TWO_DAYS = "15/12/2021..14/6/2022"


def help_column(heading: str) -> str:
    return f"Thêm cột {heading[:1].lower()}{heading[1:]}."


def period_or_days() -> tuple[Sentence, str]:
    return Sentence(
        "Kỳ báo cáo được cho hai lần: ", Entry("period"), " và ", Entry("from"), ", ", Entry("to"), "."
    ), "Chỉ dùng một cách."


def both_days_wanted() -> tuple[str, Sentence]:
    example = Sentence(Entry("from", "15/12/2021"), " ", Entry("to", "14/6/2022"), ".")
    return (
        "Kỳ báo cáo cần cả ngày đầu và ngày cuối.",
        either(
            Sentence("Thêm ", Entry("from"), " và ", Entry("to"), ", ví dụ ", example),
            Sentence("Ghi vào ", Entry("period"), f", ví dụ {_TWO_DAYS}."),
        ),
    )


def period_ends_before_it_begins() -> tuple[str, Sentence]:
    given = Either(Sentence(Entry("from"), " và ", Entry("to")), Entry("period"))
    return "Ngày cuối kỳ báo cáo đứng trước ngày đầu.", Sentence("Xem lại ", given, ".")


def unknown_period(text: str, names: Sequence[str]) -> tuple[str, Sentence]:
    return (
        f"Không có kỳ báo cáo «{text}».",
        Sentence(
            f"Viết tên kỳ và năm, ví dụ «{names[0]}/2022»; các kỳ: {', '.join(names)}. Hoặc ",
            Either(Sentence("dùng ", Entry("from"), " và ", Entry("to"), "."), f"ghi hai ngày: {_TWO_DAYS}."),
        ),
    )


def written(path: str, tasks: int, day: str) -> str:
    return f"Đã ghi {tasks} nhiệm vụ, tình hình đến ngày {day}, vào {path}."


WRITING = "Đang ghi"


def finding(ref: str, message: str) -> str:
    return f"{ref}: {message}"


def more_findings(count: int) -> str:
    return f"… và {count} điểm nữa."


def check_first(summary: str) -> Sentence:
    how = Either("lệnh check", Sentence(": ", step("check")))
    return Sentence(f"Kiểm tra số liệu trước khi báo cáo: {summary} Xem từng điểm bằng", Either(" "), how, ".")


def stopped(path: str) -> tuple[Sentence, Sentence]:
    return (
        Sentence(f"Không ghi {path}: còn điểm phải xử lý và có ", Entry("strict"), "."),
        Sentence(
            "Xử lý các điểm ở trên (", step("check"), Either(" cho từng lệnh"), "), hoặc bỏ ", Entry("strict"), "."
        ),
    )


WRITING_FILES = "Đang ghi tệp"


def nothing_to_chase(day: str) -> str:
    return f"Đến ngày {day} không có nhiệm vụ nào quá hạn, sắp đến hạn hay chưa báo cáo kỳ này: không lập công văn."


def letters_written(path: str, slips: int, day: str) -> str:
    return f"Đã ghi công văn đôn đốc và {slips} phiếu nhắc việc, cập nhật đến ngày {day}, vào {path}."


def plans_called(names: Sequence[str]) -> Sentence:
    """Say what the letter calls the plan: a title in capitals, or of another table, is no plan's name."""
    return Sentence(
        f"Công văn gọi là «{'», «'.join(names)}»; muốn gọi đúng tên, số của kế hoạch thì ",
        Either(Sentence("thêm ", Entry("about"), "."), "lập bằng dòng lệnh."),
    )


def chased_of_nobody(tasks: int) -> Sentence:
    return Sentence(
        f"{tasks} nhiệm vụ cần đôn đốc chưa ghi đơn vị chủ trì: có trong phụ lục, không có phiếu. Giao bằng: ",
        step("assign", "MÃ", lead="TÊN ĐƠN VỊ", evidence="SỐ, KÝ HIỆU, NGÀY"),
    )


def nothing_assigned(day: str) -> str:
    return f"Đến ngày {day} không có nhiệm vụ nào như vậy: không ghi tệp nào."


def assignments_written(path: str, units: int, tasks: int, day: str) -> str:
    return f"Đã ghi danh mục nhiệm vụ của {units} đơn vị, {tasks} nhiệm vụ, tình hình đến ngày {day}, vào {path}."


def evidence_written(path: str, day: str, tasks: int, documents: int, without: int) -> str:
    missing = f"; {without} mốc đã báo cáo hoàn thành chưa có tài liệu" if without else ""
    return f"Đã ghi {documents} tài liệu của {tasks} nhiệm vụ{missing}, tình hình đến ngày {day}, vào {path}."


def json_or_trace() -> tuple[Sentence, str]:
    return Sentence(Entry("json"), " và ", Entry("trace"), " cùng trả lời ra màn hình."), "Chỉ dùng một cách."


def some_written(message: Words, names: Sequence[str]) -> Sentence:
    """Return the sentence of a failure, and which files are there already."""
    return Sentence(message, f" Đã ghi xong trước đó: {listed(names)}.")


OFFICE_WORDS = {
    "superior": "cơ quan cấp trên",
    "name": "tên cơ quan",
    "symbol": "ký hiệu cơ quan",
    "place": "địa danh",
    "letter_signer": "họ tên người ký",
}


def left_blank(fields: Sequence[str]) -> Sentence:
    """Say once what is left for the pen, and where it can be settled."""
    named = ", ".join(f"{OFFICE_WORDS[field]} ({field})" for field in fields)
    return Sentence(
        f"Để trống trên giấy: {named}. Muốn in sẵn, ghi trong tệp config.toml, mục ",
        f'[office], ví dụ {fields[0]} = "…" (vị trí tệp: ',
        step("config"),
        ").",
    )


def number_and_day_blank() -> Sentence:
    return Sentence(
        "Số và ngày ký để trống; khi đã ký có thể in lại với ", Entry("number"), ", ", Entry("signed_on"), "."
    )
