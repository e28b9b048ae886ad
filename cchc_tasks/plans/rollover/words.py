"""What is said at the turn of the year: the draft of next year's plan and the links between two years' tasks."""

from __future__ import annotations

from cchc_tasks.messages.list_words import shown_of
from cchc_tasks.model.fields import PRINTED_TEXTS
from cchc_tasks.sentences import Either, Entry, Sentence, Words, step

CARRIED = "chuyển tiếp"
RENEWED = "lặp lại"
LEFT = "để lại"
ACTIONS = {"carried": CARRIED, "renewed": RENEWED, "left": LEFT}
COLUMNS = ("Việc", "Nhiệm vụ", "Nội dung", "Lời cũ → lời mới", "Cần rà soát")
DRAFT_COLUMNS = ("Mã", "Dự thảo", "Lập từ", "Chuyển tiếp", "Lặp lại")
DRAFTED_COLUMNS = ("STT", "Từ", "Nội dung", "Thời hạn", "Lời cũ → lời mới", "Cần rà soát")
#: A draft as a table that can be corrected in a spreadsheet and imported: the plan's own columns come first.
DRAFT_FILE_COLUMNS = (
    "STT",
    "Lĩnh vực",
    *(field.heading for field in PRINTED_TEXTS if field.name != "no"),
    "Từ",
    "Lời cũ → lời mới",
    "Cần rà soát",
)
ISSUED_COLUMNS = ("Dự thảo", "Từ", "Nội dung", "Sẽ", "Dòng của kế hoạch ban hành")
FATES = {
    "carried": "chuyển tiếp",
    "renewed": "lặp lại",
    "ended": "nối; việc cũ đã kết thúc",
    "unsure": "chưa rõ là dòng nào",
    "left_out": "không có trong kế hoạch",
}


def phrase(before: str, after: str) -> str:
    return f"«{before}» → «{after}»"


def summary(plan: str, code: str, counts: dict[str, int], *, stored: bool) -> str:
    done = "Đã lập dự thảo" if stored else "Xem trước dự thảo"
    return (
        f"{done} {code} từ {plan}: {counts['carried']} nhiệm vụ chuyển tiếp, {counts['renewed']} nhiệm vụ lặp lại, "
        f"{counts['left']} nhiệm vụ để lại."
    )


def next_step(code: str, year: int) -> Sentence:
    return Sentence(
        "Dự thảo chưa được nhắc hạn. Khi kế hoạch ban hành: ",
        step("import", "TỆP", plan=code, year=str(year)),
        " (nhập đè lên dự thảo).",
    )


def sentence(plan: str, code: str) -> str:
    return f"Lập dự thảo {code} từ {plan}"


def drafts(codes: list[str]) -> Sentence:
    return Sentence(f"Dự thảo chưa ban hành: {', '.join(codes)} (xem: ", step("list draft", plan=codes[0]), ").")


def draft_count(codes: list[str], total: int) -> Sentence:
    if not codes:
        return Sentence("Không có dự thảo nào. Lập bằng: ", step("rollover", "KẾ_HOẠCH", to="MÃ", year="NĂM"))
    see = step("list draft", plan=codes[0])
    drop = step("rollover", codes[0], drop=None)
    return Sentence(f"{shown_of(len(codes), total)} dự thảo. Xem: ", see, "; bỏ: ", drop)


def is_draft(code: str) -> Sentence:
    return Sentence(
        f"{code} là dự thảo: không được nhắc hạn, không có trong thống kê. Kế hoạch ban hành nhập đè lên: ",
        step("import", "TỆP", plan=code),
        "; bỏ dự thảo: ",
        step("rollover", code, drop=None),
    )


def no_such_draft(code: str, codes: list[str]) -> tuple[str, Words]:
    hint = f"Các dự thảo đang có: {', '.join(codes)}." if codes else Sentence("Xem bằng: ", step("plans", drafts=None))
    return (f"Không có dự thảo «{code}».", hint)


def filters_of_draft(code: str) -> tuple[str, Sentence]:
    return (
        f"{code} là dự thảo, chưa có thời hạn hay tình hình để lọc.",
        Sentence("Với dự thảo chỉ dùng ", Entry("search"), ", ", Entry("review"), " và ", Entry("limit"), "."),
    )


def to_and_year_wanted() -> tuple[Sentence, Sentence]:
    return (
        Sentence("Cần cả ", Entry("to"), " (mã kế hoạch mới) và ", Entry("year"), " (năm của kế hoạch mới)."),
        Sentence(
            "Ví dụ: ",
            step("rollover", "CCHC-2022", to="CCHC-2023", year="2023"),
            "; bỏ một dự thảo: rollover CCHC-2023 ",
            Entry("drop"),
        ),
    )


def drop_alone() -> tuple[Sentence, Sentence]:
    return (
        Sentence(Entry("drop"), " chỉ cần mã dự thảo."),
        Sentence("Ví dụ: ", step("rollover", "CCHC-2023", drop=None)),
    )


def nothing_to_match(code: str) -> tuple[Sentence, Sentence]:
    return (
        Sentence(
            Entry("match"),
            " dùng khi sửa đổi (",
            Entry("update"),
            f") hoặc khi nhập đè lên dự thảo; {code} không có dự thảo.",
        ),
        Sentence("Xem các dự thảo: ", step("plans", drafts=None)),
    )


def not_in_draft(ref: str, code: str) -> tuple[str, Sentence]:
    return (
        f"Dự thảo {code} không có nhiệm vụ «{ref}».",
        Sentence("Xem số trong dự thảo: ", step("list draft", plan=code)),
    )


def issued_row(number: str, title: str) -> str:
    return f"{number} «{title}»"


def new_rows(count: int) -> str:
    return f"{count} dòng của kế hoạch ban hành không từ dự thảo nào: nhiệm vụ mới."


def same_code(code: str) -> tuple[str, Sentence]:
    return (
        f"Mã kế hoạch mới trùng với kế hoạch cũ {code}.",
        Sentence("Chọn mã khác cho ", Entry("to"), ", ví dụ CCHC-2023."),
    )


def draft_there(code: str) -> tuple[str, Sentence]:
    return (
        f"Đã có dự thảo {code}.",
        Sentence(
            "Xem: ", step("list draft", plan=code), "; lập lại thì bỏ nó trước: ", step("rollover", code, drop=None)
        ),
    )


def plan_there(code: str) -> tuple[str, Sentence]:
    return (
        f"Mã {code} là của kế hoạch đã nhập, không còn là dự thảo.",
        Sentence(
            "Muốn nối kế hoạch ấy với năm trước, khi chưa cập nhật gì: lấy lại lần nhập (",
            step("history"),
            ", rồi undo ",
            Entry("change", "MÃ"),
            "), ",
            Either("chạy lại lệnh này", "làm lại việc này"),
            ", rồi nhập lại kế hoạch; không thì chọn mã khác ở ",
            Entry("to"),
            ".",
        ),
    )


def not_later(year: int, last: int) -> tuple[str, Sentence]:
    return (
        f"Năm {year} không sau kế hoạch cũ (đến năm {last}).",
        Sentence("Ghi năm của kế hoạch mới ở ", Entry("year"), "."),
    )


def nothing_to_carry(plan: str) -> tuple[str, str]:
    return (
        f"Kế hoạch {plan} không có nhiệm vụ nào để chuyển tiếp hay lặp lại.",
        "Nhập thẳng kế hoạch mới bằng `import`.",
    )


def issued(carried: list[str], renewed: int) -> str:
    named = f" ({', '.join(carried)})" if carried else ""
    return (
        f"Kế hoạch này thay dự thảo: {len(carried)} nhiệm vụ chuyển tiếp{named} từ nay theo dõi ở kế hoạch mới, "
        f"{renewed} nhiệm vụ lặp lại được nối với năm trước."
    )


def left_out(ref: str, old: str) -> str:
    return f"Kế hoạch ban hành không đưa vào {ref} của dự thảo (từ {old}): dự thảo bỏ, nhiệm vụ cũ vẫn như cũ."


def finished_meanwhile(old: str) -> str:
    return f"{old} không còn đang làm khi kế hoạch mới ban hành: tình hình của nhiệm vụ cũ giữ nguyên."


def left_out_reason(code: str) -> str:
    return f"kế hoạch {code} ban hành không đưa vào"


def unsure(ref: str, title: str, rows: list[str]) -> Sentence:
    return Sentence(
        f"{ref} «{title}» có thể là một trong các dòng: {', '.join(rows)}: chưa nối. Chỉ rõ bằng ",
        Entry("match", f"{ref}={rows[0]}"),
        " (không dòng nào: ",
        Entry("match", f"{ref}=-"),
        "); đã lưu thì undo rồi nhập lại.",
    )
