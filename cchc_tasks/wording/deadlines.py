"""Names of the rules by which deadlines are read, and why a phrase is doubtful or cannot be read."""

from __future__ import annotations

RULE_POINT = "mốc thời gian"
RULE_BEFORE = "trước một ngày"
RULE_HOUR = "trước một giờ trong ngày"
RULE_BY = "chậm nhất đến một ngày"
RULE_RANGE = "khoảng thời gian"
RULE_DAY_RANGE = "khoảng ngày trong tháng"
RULE_MONTH_RANGE = "khoảng tháng"
RULE_QUARTER_RANGE = "khoảng quý"
RULE_YEAR_RANGE = "khoảng năm"
RULE_MONTH_LIST = "nhiều tháng ghi gộp"
RULE_QUARTER_LIST = "nhiều quý ghi gộp"
RULE_YEARS_ON = "một năm và các năm tiếp theo"
RULE_WHOLE_PERIOD = "cả thời gian của kế hoạch"
RULE_AFTER = "sau một ngày"
RULE_ONGOING = "thường xuyên"
RULE_ONGOING_WINDOW = "thường xuyên trong khoảng đã ghi"
RULE_FROM = "từ một ngày trở đi"
RULE_FROM_EVENT = "từ một sự kiện trở đi"
RULE_FREQUENCY = "định kỳ"
RULE_FREQUENCY_LIST = "nhiều kỳ ghi gộp"
RULE_TIMES = "số lần trong kỳ"
RULE_INTERVAL = "mấy tháng một lần"
RULE_WEEKDAY = "thứ trong tuần"
RULE_DAY_OF_MONTH = "ngày trong tháng"
RULE_FREQUENCY_DAY = "hằng tháng và ngày trong tháng"
RULE_DAY_OF_QUARTER = "ngày trong tháng đầu hoặc cuối kỳ"
RULE_QUARTER_DAY = "hằng quý và ngày trong quý"
RULE_BARE_DAY = "hằng quý và một ngày không ghi tháng"
RULE_YEARLY = "ngày hằng năm"
RULE_YEAR_DAY = "hằng năm và ngày trong năm"
RULE_WORKING_DAY = "ngày làm việc đầu hoặc cuối kỳ"
RULE_TIMES_EACH = "mỗi kỳ mấy lần"
RULE_DAYS_OF_MONTH = "nhiều ngày trong tháng"
RULE_EDGE_OF_PERIOD = "đầu hoặc cuối mỗi kỳ"
RULE_AHEAD = "số ngày trước một sự kiện"
RULE_DASHED = "gạch nối và gạch chéo lẫn nhau"
RULE_WEEK = "tuần trong tháng"
RULE_EVENT = "chờ một sự kiện đã nêu tên"
RULE_BARE_UNIT = "một chữ chỉ kỳ"
RULE_UNIT_OR_SUDDEN = "định kỳ hoặc đột xuất"
RULE_OFFSET = "số ngày sau một sự kiện"
RULE_DURATION = "số ngày không ghi mốc tính"
RULE_SAME_DAY = "trong ngày"
RULE_TRIGGER = "chờ văn bản hoặc sự kiện"
RULE_SUDDEN = "đột xuất, phát sinh"
RULE_POINTER = "chỉ sang dòng khác"
RULE_NO_PERIOD = "định kỳ không ghi kỳ"

POINT_RULES = {
    "day": "đúng ngày",
    "month": "hết tháng",
    "quarter": "hết quý",
    "months": "hết số tháng đã ghi",
    "year": "hết năm",
    "start": "ngày đầu kỳ",
    "middle": "giữa kỳ",
    "end": "ngày cuối kỳ",
}
BOUND_RULES = {"before": "trước {}: lùi một ngày", "by": "chậm nhất {}"}
RANGE_RULE = "hết khoảng thời gian"
YEARS_ON_RULE = "thường xuyên từ năm sau"
WHOLE_PERIOD_RULES = {"năm": "hết năm kế hoạch", "quý": "hết quý của kế hoạch", "tháng": "hết tháng của kế hoạch"}
EVERY_RULES = {
    "week": "hằng tuần",
    "month": "hằng tháng, ngày cuối tháng",
    "quarter": "hằng quý, ngày cuối quý",
    "half": "6 tháng một lần, ngày cuối kỳ",
    "year": "hằng năm, ngày cuối năm",
    "": "định kỳ, kỳ ngắn hoặc khác thường",
}
UNDATED_RULE = "định kỳ, không ghi ngày của từng kỳ"
OWN_DAY_RULE = "định kỳ, đúng ngày đã ghi của mỗi kỳ"

START_OF_WINDOW = "«đầu» hoặc «giữa» của một kỳ có thể là một ngày hoặc cả quãng: cần xác nhận."
DASHED = "Gạch nối và gạch chéo lẫn nhau: có thể là một ngày, cũng có thể là một khoảng."
EITHER = "Ghi hai thời gian với chữ «hoặc»: cần chọn một."
BEFORE_WINDOW = "«trước» một tháng, quý, năm có thể tính đến đầu hoặc cuối kỳ đó: đọc là trước ngày đầu kỳ."
CATEGORY = "Ghi loại nhiệm vụ, có thể không phải thời hạn."
SHORT_LIST = "Ghi gộp nhiều kỳ: đọc là một khoảng, cũng có thể là nhiều mốc riêng."
YEARS_ON = "Các năm tiếp theo không ghi đến năm nào."
FROM_EVENT = "Bắt đầu từ một sự kiện chưa rõ ngày."
NO_ANCHOR = "Không ghi tính từ ngày nào."
DAY_IN_PERIOD = "Ngày không ghi thuộc tháng nào của kỳ: đọc là tháng cuối kỳ."
BARE_UNIT = "Chỉ có một chữ: có thể là định kỳ, cũng có thể thiếu số."
LONE_DAY = "Chỉ có số ngày, không ghi tháng."
WEEK_OF_MONTH = "Tuần trong tháng không có ngày cố định theo quy định nào."
PROPOSED = "Có lời đề xuất, dự kiến hoặc nhận xét: không phải thời hạn của kế hoạch."
TIME_INSIDE_TRIGGER = "Trong điều phải chờ có ghi thời gian: có thể đó là hạn chót."

EMPTY = "Ô thời hạn để trống."
TOO_LONG = "Ô quá dài, không phải một thời hạn."
NO_TIME = "Không có chữ nào chỉ thời gian hoặc điều phải chờ."
BARE_NUMBER = "Chỉ có một số, không phải thời hạn."
TICK = "Dấu đánh dấu, không phải thời hạn."
DOCUMENT = "Chỉ có số, ngày của văn bản, không phải thời hạn."
STATE = "Ghi tình trạng, không phải thời hạn."
POINTS_ELSEWHERE = "Thời hạn nằm ở các dòng khác."
NO_PERIOD = "«Định kỳ» không ghi kỳ nào."
NO_NUMBER = "Không ghi tháng nào, quý nào."
ONLY_PROPOSED = "Chỉ là đề xuất, chưa phải thời hạn."


def impossible(text: str) -> str:
    return f"«{text}» không có trong lịch."


def only_after(text: str) -> str:
    return f"«{text}» chỉ ghi sớm nhất, không ghi hạn cuối."


def leftover(text: str) -> str:
    return f"Chưa giải thích được: «{text}»."


def year_missing(text: str) -> str:
    return f"Thiếu năm: «{text}» không ghi năm và chưa biết năm của kế hoạch (dùng --year)."


def century(text: str) -> str:
    return f"«{text}» ghi năm hai chữ số, hiểu là 20yy."


def backwards(text: str) -> str:
    return f"«{text}» có ngày cuối trước ngày đầu."
