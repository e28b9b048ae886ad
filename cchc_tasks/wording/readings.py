"""Why a reading of units, results or document references needs a person, in sentences."""

from __future__ import annotations

# Units.


def unknown_unit(name: str) -> str:
    """Say that a name is neither one of the organisation's nor begins like a unit's name."""
    return f"Không nhận ra đơn vị «{name}»: giữ nguyên như bản in, cần chọn đơn vị hoặc thêm tên mới."


def perhaps_two_units(name: str) -> str:
    """Say that one part may hold more than one unit."""
    return f"«{name}» được giữ là một đơn vị, có thể gồm nhiều đơn vị: cần xác nhận."


def split_at_and(left: str, right: str) -> str:
    """Say that « và » was taken to part two units."""
    return f"«{left}» và «{right}» được tách thành hai đơn vị ở chữ «và»: cần xác nhận."


def group_with_more(name: str) -> str:
    """Say that a «Các …» group seems to go on with a unit of its own."""
    return f"«{name}» được giữ là một nhóm, phía sau dấu phẩy có thể là đơn vị khác: cần xác nhận."


def joined_lines(name: str) -> str:
    """Say that two lines were taken for one cut name although each could stand alone."""
    return f"«{name}» được nối từ hai dòng, có thể là hai đơn vị: cần xác nhận."


def open_list(text: str) -> str:
    """Say that the printed list ends with dots: not every unit is named."""
    return f"«{text}» kết thúc bằng dấu ba chấm: danh sách đơn vị chưa đầy đủ."


# Results.

PROPOSAL = "Kết quả là một đề nghị, chưa phải tình trạng: chờ văn bản chấp thuận."
PAPERLESS_STOP = "Tạm dừng, đưa ra khỏi kế hoạch hoặc chuyển sang năm sau cần văn bản; kết quả không nêu văn bản nào."
RESULT_AGAINST_STATUS = "Kết quả thực hiện viết khác với tình hình đơn vị đã chọn: cần xác nhận."
WHICH_MILESTONE_GOES_ON = "Kết quả nói chưa xong nhưng các mốc đã được báo xong: cần chọn mốc mở lại."
WILL_NOT_DO = "«Không thực hiện» chưa phải là đưa ra khỏi kế hoạch: cần văn bản hoặc lý do."
NOT_FINISHED = "Kết quả nói chưa hoàn thành, không nói rõ đã bắt đầu hay chưa: đọc là đang thực hiện."
TARGET_MISSED = "«Không đạt», «chưa đạt» nói về chỉ tiêu, không phải tình trạng: đọc là đang thực hiện."
NOT_ISSUED = "Kết quả nói chưa có sản phẩm, không nói rõ đã bắt đầu hay chưa: đọc là chưa thực hiện."
AWAITED = "Kết quả nhắc lại điều đang chờ, hoặc nói đã làm theo văn bản đó: đọc là đang chờ, cần xác nhận."
AWAITED_WITHOUT_TRIGGER = (
    "Kết quả nêu điều đang chờ nhưng thời hạn không phụ thuộc văn bản nào: có thể là không phát sinh."
)
ECHOES_DEADLINE = "Kết quả chỉ nhắc lại thời hạn: chưa rõ tình trạng."
ALMOST_DONE = "«Cơ bản», «gần» hoàn thành chưa phải là hoàn thành: đọc là đang thực hiện."
DONE_BUT = "Kết quả nói hoàn thành nhưng còn việc chưa xong: đọc là đang thực hiện."
DONE_PART = "Kết quả chỉ nói hoàn thành một phần việc hoặc một kỳ: đọc là đang thực hiện."
DONE_OBJECT = "Kết quả nói hoàn thành một việc cụ thể: cần xác nhận đó là toàn bộ nhiệm vụ."
INDICATOR = "Tỷ lệ phần trăm có thể là chỉ tiêu, không phải mức hoàn thành: cần xác nhận."
CARRIED_OUT = "«Đã thực hiện» không nói rõ đã hoàn thành: cần xác nhận."
FORECAST = "Kết quả nêu thời gian dự kiến: cần quyết định có dùng làm thời hạn của bước còn lại hay không."
HANDED_UP = "Đã trình nhưng chưa ban hành: tính theo sản phẩm thì chưa hoàn thành."
ISSUED_AND_GOING_ON = "Đã ban hành, không nói rõ phần triển khai đã xong hay chưa: đọc là đang thực hiện."
ISSUED = "Kết quả nói đã ban hành văn bản: cần xác nhận đó là sản phẩm của nhiệm vụ."
ISSUED_ONE_PRODUCT = "Đã ban hành một sản phẩm; phần còn lại của nhiệm vụ chưa được nhắc đến."
DUTY_DONE = "Phần việc của đơn vị đã làm nhưng kết quả không nói hoàn thành: cần xác nhận."
NO_STATUS_WORD = "Kết quả không có từ chỉ tình trạng: đọc là đang thực hiện, cần xác nhận."
UNREADABLE = "Không đọc được tình trạng từ kết quả: cần chọn tình trạng."
TICK = "Chỉ có dấu đánh: cần xác nhận tình trạng."
PASSED = "«Đạt» có thể là đạt chỉ tiêu: cần xác nhận đã hoàn thành."
FUTURE_DONE = "«Hoàn thành» kèm thời gian, không có chữ «đã»: chưa rõ là đã xong hay là dự kiến."
MIXED = "Các phần của kết quả nói các tình trạng khác nhau: cần xác nhận."
PART_UNREAD = "Một phần của kết quả không đọc được tình trạng: cần xác nhận."
ONLY_DOCUMENT = "Kết quả chỉ nêu văn bản: cần xác nhận tình trạng."
COUNT_IMPOSSIBLE = "Số đã làm lớn hơn tổng số: cần kiểm tra."
COUNT_ZERO = "Số đã làm là 0: đọc là chưa thực hiện, cần xác nhận."
WITHOUT_ACCENTS = "Kết quả viết không dấu: cần xác nhận."
DONE_ONGOING = "Nhiệm vụ thường xuyên, cả năm được báo đã hoàn thành: giữ như báo cáo, cần xác nhận."
DONE_RECURRING = "Nhiệm vụ định kỳ được báo đã hoàn thành: cần xác nhận cho những kỳ nào."
DONE_SEVERAL = "Thời hạn có nhiều mốc được báo đã hoàn thành chung: cần xác nhận cả các mốc sau."
DIFFICULTY_SAYS_UNFINISHED = "Phần khó khăn nói còn việc chưa xong: đọc là đang thực hiện."


def handed_up(label: str) -> str:
    """Say that a labelled product was handed up and is not issued."""
    return (
        f"Đã trình «{label}» nhưng chưa ban hành: tính theo sản phẩm thì chưa hoàn thành, theo việc trình thì đã xong."
    )


# Document references.

YEAR_REPEATED = "Năm được ghi hai lần trong số, ký hiệu."
SYMBOL_BLANKS = "Ký hiệu có khoảng trắng."
SYMBOL_LOWER = "Ký hiệu viết chữ thường."
SYMBOL_UNBROKEN = "Ký hiệu thiếu dấu gạch nối."
SYMBOL_SLASHED = "Ký hiệu dùng dấu gạch chéo thay dấu gạch nối."
SYMBOL_MISSING = "Chỉ có số, không có ký hiệu."
SEVERAL_TYPES = "Nhiều tên loại văn bản đứng trước một số."
DAY_IMPOSSIBLE = "Ngày ban hành không có thật."
DAY_WITHOUT_YEAR = "Ngày ban hành không ghi năm."
DAY_SHORT_YEAR = "Năm của ngày ban hành chỉ ghi hai chữ số: hiểu là 20…"
DAY_BLANK = "Ngày ban hành còn để trống."
SEVERAL_DOCUMENTS = "Có nhiều văn bản; đây là văn bản đầu tiên."


def letters_differ(type_word: str, symbol: str) -> str:
    """Say that the symbol's letters are not those of the document's type."""
    return f"Ký hiệu «{symbol}» không mang chữ viết tắt của «{type_word}»."


def letters_on_letter(symbol: str) -> str:
    """Say that a công văn carries type letters, which its symbol does not have."""
    return f"Ký hiệu «{symbol}» của công văn có chữ viết tắt tên loại văn bản."


def years_differ(symbol_year: str, day: str) -> str:
    """Say that the year in the symbol is not the year of the day."""
    return f"Năm {symbol_year} trong ký hiệu khác năm của ngày {day}."
