"""Why a reading needs a person: the sentence of each code of doubt, made when it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Protocol

from cchc_tasks.days import day_in_sentence
from cchc_tasks.messages import unit_words
from cchc_tasks.model.fields import COLUMN_LABELS


class Told(Protocol):
    """What a sentence is made from."""

    @property
    def code(self) -> str: ...
    @property
    def printed(self) -> str: ...
    @property
    def values(self) -> Sequence[str]: ...


#: So much of long words tells which ones they are.
_SHOWN_LETTERS = 80


def sentence(doubt: Told) -> str:
    """Return the sentence of a doubt; of a code that is not known, the words that it is about."""
    template = SENTENCES.get(doubt.code, _other_words)
    try:
        return template(doubt) if callable(template) else template.format(doubt.printed, *doubt.values)
    except (IndexError, ValueError):  # a newer program names other facts
        return _other_words(doubt)


def why(doubt: Told | None) -> str | None:
    """Return the sentence of a doubt, None for none."""
    return sentence(doubt) if doubt else None


def sentences(doubts: Iterable[Told]) -> tuple[str, ...]:
    """Return the sentences of doubts in order, two that read alike once; those of an older program as they stood."""
    told = ((sentence(doubt), place if doubt.code == "as_recorded" else -1) for place, doubt in enumerate(doubts))
    return tuple(text for text, _ in dict.fromkeys(told))


def sentence_of_words(doubt: Told) -> str:
    """Return the sentence of a doubt with the words that it is about, so that no other one reads alike."""
    text, printed = sentence(doubt), doubt.printed
    if not printed or f"«{printed}»" in text or doubt.code == "as_recorded":
        return text
    shown = printed if len(printed) <= _SHOWN_LETTERS else f"{printed[: _SHOWN_LETTERS - 1].rstrip()}…"
    return f"«{shown}»: {text}"


def _other_words(doubt: Told) -> str:
    return f"«{doubt.printed}»: cần xem lại." if doubt.printed else "Cần xem lại."


def _ended(doubt: Told) -> str:
    kind, day, *heirs = doubt.values
    return unit_words.ended_name(doubt.printed, unit_words.ended(kind, day_in_sentence(date.fromisoformat(day)), heirs))


def _merged_looking(doubt: Told) -> str:
    above, *fields = doubt.values
    names = ", ".join(COLUMN_LABELS.get(field, field) for field in fields)
    return f"nhiệm vụ {doubt.printed} để trống {names}: có vẻ gộp ô với nhiệm vụ {above}, cần xem lại"


def _adjoining(doubt: Told) -> str:
    return (
        f"Đánh dấu ở các cột liền nhau ({', '.join(doubt.values)}): đọc là từng mốc; "
        "nếu kế hoạch muốn nói một khoảng thì sửa thời hạn."
    )


#: By code: a sentence with {0} for the printed words and {1}, {2} … for the values, or what makes one.
SENTENCES: dict[str, str | Callable[[Told], str]] = {
    "as_recorded": "{0}",
    # Deadlines.
    "deadline.start_of_window": "«đầu» hoặc «giữa» của một kỳ có thể là một ngày hoặc cả quãng: cần xác nhận.",
    "deadline.dashed": "Gạch nối và gạch chéo lẫn nhau: có thể là một ngày, cũng có thể là một khoảng.",
    "deadline.either": "Ghi hai thời gian với chữ «hoặc»: cần chọn một.",
    "deadline.before_window": (
        "«trước» một tháng, quý, năm có thể tính đến đầu hoặc cuối kỳ đó: đọc là trước ngày đầu kỳ."
    ),
    "deadline.category": "Ghi loại nhiệm vụ, có thể không phải thời hạn.",
    "deadline.short_list": "Ghi gộp nhiều kỳ: đọc là một khoảng, cũng có thể là nhiều mốc riêng.",
    "deadline.years_on": "Các năm tiếp theo không ghi đến năm nào.",
    "deadline.from_event": "Bắt đầu từ một sự kiện chưa rõ ngày.",
    "deadline.no_anchor": "Không ghi tính từ ngày nào.",
    "deadline.day_in_period": "Ngày không ghi thuộc tháng nào của kỳ: đọc là tháng cuối kỳ.",
    "deadline.bare_unit": "Chỉ có một chữ: có thể là định kỳ, cũng có thể thiếu số.",
    "deadline.lone_day": "Chỉ có số ngày, không ghi tháng.",
    "deadline.week_of_month": "Tuần trong tháng không có ngày cố định theo quy định nào.",
    "deadline.proposed": "Có lời đề xuất, dự kiến hoặc nhận xét: không phải thời hạn của kế hoạch.",
    "deadline.time_inside_trigger": "Trong điều phải chờ có ghi thời gian: có thể đó là hạn chót.",
    "deadline.empty": "Ô thời hạn để trống.",
    "deadline.too_long": "Ô quá dài, không phải một thời hạn.",
    "deadline.no_time": "Không có chữ nào chỉ thời gian hoặc điều phải chờ.",
    "deadline.bare_number": "Chỉ có một số, không phải thời hạn.",
    "deadline.tick": "Dấu đánh dấu, không phải thời hạn.",
    "deadline.document": "Chỉ có số, ngày của văn bản, không phải thời hạn.",
    "deadline.state": "Ghi tình trạng, không phải thời hạn.",
    "deadline.points_elsewhere": "Thời hạn nằm ở các dòng khác.",
    "deadline.no_period": "«Định kỳ» không ghi kỳ nào.",
    "deadline.no_number": "Không ghi tháng nào, quý nào.",
    "deadline.only_proposed": "Chỉ là đề xuất, chưa phải thời hạn.",
    "deadline.impossible": "«{0}» không có trong lịch.",
    "deadline.only_after": "«{0}» chỉ ghi sớm nhất, không ghi hạn cuối.",
    "deadline.leftover": "Chưa giải thích được: «{0}».",
    "deadline.year_missing": "Thiếu năm: «{0}» không ghi năm và chưa biết năm của kế hoạch (cần ghi rõ năm).",
    "deadline.century": "«{0}» ghi năm hai chữ số, hiểu là 20yy.",
    "deadline.backwards": "«{0}» có ngày cuối trước ngày đầu.",
    # Units.
    "unit.unknown": "Không nhận ra đơn vị «{0}»: giữ nguyên như bản in, cần chọn đơn vị hoặc thêm tên mới.",
    "unit.perhaps_two": "«{0}» được giữ là một đơn vị, có thể gồm nhiều đơn vị: cần xác nhận.",
    "unit.split_at_and": "«{1}» và «{2}» được tách thành hai đơn vị ở chữ «và»: cần xác nhận.",
    "unit.group_with_more": ("«{0}» được giữ là một nhóm, phía sau dấu phẩy có thể là đơn vị khác: cần xác nhận."),
    "unit.joined_lines": "«{0}» được nối từ hai dòng, có thể là hai đơn vị: cần xác nhận.",
    "unit.open_list": "«{0}» kết thúc bằng dấu ba chấm: danh sách đơn vị chưa đầy đủ.",
    "unit.ended": _ended,
    # Results.
    "result.proposal": "Kết quả là một đề nghị, chưa phải tình trạng: chờ văn bản chấp thuận.",
    "result.paperless_stop": (
        "Tạm dừng, đưa ra khỏi kế hoạch hoặc chuyển sang năm sau cần văn bản; kết quả không nêu văn bản nào."
    ),
    "result.against_status": "Kết quả thực hiện viết khác với tình hình đơn vị đã chọn: cần xác nhận.",
    "result.which_milestone_goes_on": ("Kết quả nói chưa xong nhưng các mốc đã được báo xong: cần chọn mốc mở lại."),
    "result.will_not_do": "«Không thực hiện» chưa phải là đưa ra khỏi kế hoạch: cần văn bản hoặc lý do.",
    "result.not_finished": ("Kết quả nói chưa hoàn thành, không nói rõ đã bắt đầu hay chưa: đọc là đang thực hiện."),
    "result.target_missed": ("«Không đạt», «chưa đạt» nói về chỉ tiêu, không phải tình trạng: đọc là đang thực hiện."),
    "result.not_issued": ("Kết quả nói chưa có sản phẩm, không nói rõ đã bắt đầu hay chưa: đọc là chưa thực hiện."),
    "result.awaited": (
        "Kết quả nhắc lại điều đang chờ, hoặc nói đã làm theo văn bản đó: đọc là đang chờ, cần xác nhận."
    ),
    "result.awaited_without_trigger": (
        "Kết quả nêu điều đang chờ nhưng thời hạn không phụ thuộc văn bản nào: có thể là không phát sinh."
    ),
    "result.echoes_deadline": "Kết quả chỉ nhắc lại thời hạn: chưa rõ tình trạng.",
    "result.almost_done": "«Cơ bản», «gần» hoàn thành chưa phải là hoàn thành: đọc là đang thực hiện.",
    "result.done_but": "Kết quả nói hoàn thành nhưng còn việc chưa xong: đọc là đang thực hiện.",
    "result.done_part": "Kết quả chỉ nói hoàn thành một phần việc hoặc một kỳ: đọc là đang thực hiện.",
    "result.done_object": "Kết quả nói hoàn thành một việc cụ thể: cần xác nhận đó là toàn bộ nhiệm vụ.",
    "result.indicator": "Tỷ lệ phần trăm có thể là chỉ tiêu, không phải mức hoàn thành: cần xác nhận.",
    "result.carried_out": "«Đã thực hiện» không nói rõ đã hoàn thành: cần xác nhận.",
    "result.forecast": (
        "Kết quả nêu thời gian dự kiến: cần quyết định có dùng làm thời hạn của bước còn lại hay không."
    ),
    "result.handed_up": "Đã trình nhưng chưa ban hành: tính theo sản phẩm thì chưa hoàn thành.",
    "result.handed_up_product": (
        "Đã trình «{1}» nhưng chưa ban hành: tính theo sản phẩm thì chưa hoàn thành, theo việc trình thì đã xong."
    ),
    "result.issued_and_going_on": (
        "Đã ban hành, không nói rõ phần triển khai đã xong hay chưa: đọc là đang thực hiện."
    ),
    "result.issued": "Kết quả nói đã ban hành văn bản: cần xác nhận đó là sản phẩm của nhiệm vụ.",
    "result.issued_one_product": "Đã ban hành một sản phẩm; phần còn lại của nhiệm vụ chưa được nhắc đến.",
    "result.duty_done": "Phần việc của đơn vị đã làm nhưng kết quả không nói hoàn thành: cần xác nhận.",
    "result.no_status_word": "Kết quả không có từ chỉ tình trạng: đọc là đang thực hiện, cần xác nhận.",
    "result.unreadable": "Không đọc được tình trạng từ kết quả: cần chọn tình trạng.",
    "result.mark": "Chỉ có dấu đánh: cần xác nhận tình trạng.",
    "result.passed": "«Đạt» có thể là đạt chỉ tiêu: cần xác nhận đã hoàn thành.",
    "result.future_done": "«Hoàn thành» kèm thời gian, không có chữ «đã»: chưa rõ là đã xong hay là dự kiến.",
    "result.mixed": "Các phần của kết quả nói các tình trạng khác nhau: cần xác nhận.",
    "result.part_unread": "Một phần của kết quả không đọc được tình trạng: cần xác nhận.",
    "result.only_document": "Kết quả chỉ nêu văn bản: cần xác nhận tình trạng.",
    "result.count_impossible": "Số đã làm lớn hơn tổng số: cần kiểm tra.",
    "result.count_zero": "Số đã làm là 0: đọc là chưa thực hiện, cần xác nhận.",
    "result.without_accents": "Kết quả viết không dấu: cần xác nhận.",
    "result.done_ongoing": ("Nhiệm vụ thường xuyên, cả năm được báo đã hoàn thành: giữ như báo cáo, cần xác nhận."),
    "result.done_recurring": "Nhiệm vụ định kỳ được báo đã hoàn thành: cần xác nhận cho những kỳ nào.",
    "result.done_several": ("Thời hạn có nhiều mốc được báo đã hoàn thành chung: cần xác nhận cả các mốc sau."),
    "result.difficulty_says_unfinished": "Phần khó khăn nói còn việc chưa xong: đọc là đang thực hiện.",
    # Rows of a file.
    "row.no_title": "nhiệm vụ {0} không có tên",
    "row.merged_looking": _merged_looking,
    "row.unknown_mark": "Dấu lạ ở cột thời gian, không tính là thời hạn: {0}.",
    "row.adjoining_marks": _adjoining,
    # Words that were moved to another year.
    "year.behind_document": "«{0}» đứng sau số văn bản: giữ nguyên, xem có phải năm của văn bản không",
    "year.not_a_time": "«{0}» không rõ là thời gian nào: giữ nguyên, cần xem lại",
    "year.perhaps_of_document": "«{0}» có thể là văn bản đã ban hành: giữ nguyên, cần xem lại",
    "year.day_of_event": "«{0}» là ngày của một việc: giữ nguyên, kế hoạch mới cần ngày mới",
    "year.school_year": "«{0}» giữ nguyên: xem có phải chuyển sang năm học sau không",
    "year.bound_of_years": "«{0}» có thể là mốc cố định: giữ nguyên, cần xem lại",
    "year.other_year": "«{0}» không phải năm của kế hoạch cũ: đã chuyển theo, cần xem lại",
    "year.no_such_day": "«{0}» không có ở năm mới: giữ nguyên, cần thời hạn mới",
    "year.reads_otherwise": "Thời hạn «{0}» sau khi chuyển năm đọc ra ngày khác cách cũ: cần xem lại",
    "year.deadline_of_old_year": "Thời hạn cũ «{0}» giữ nguyên: kế hoạch mới cần ghi thời hạn mới",
    # The form of document references.
    "document.year_repeated": "Năm được ghi hai lần trong số, ký hiệu.",
    "document.symbol_blanks": "Ký hiệu có khoảng trắng.",
    "document.symbol_lower": "Ký hiệu viết chữ thường.",
    "document.symbol_unbroken": "Ký hiệu thiếu dấu gạch nối.",
    "document.symbol_slashed": "Ký hiệu dùng dấu gạch chéo thay dấu gạch nối.",
    "document.symbol_missing": "Chỉ có số, không có ký hiệu.",
    "document.several_types": "Nhiều tên loại văn bản đứng trước một số.",
    "document.day_impossible": "Ngày ban hành không có thật.",
    "document.day_without_year": "Ngày ban hành không ghi năm.",
    "document.day_short_year": "Năm của ngày ban hành chỉ ghi hai chữ số: hiểu là 20…",
    "document.day_blank": "Ngày ban hành còn để trống.",
    "document.several": "Có nhiều văn bản; đây là văn bản đầu tiên.",
    "document.letters_differ": "Ký hiệu «{0}» không mang chữ viết tắt của «{1}».",
    "document.letters_on_letter": "Ký hiệu «{0}» của công văn có chữ viết tắt tên loại văn bản.",
    "document.years_differ": "Năm {1} trong ký hiệu khác năm của ngày {0}.",
}
