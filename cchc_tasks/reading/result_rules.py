"""The rules for printed results, as data: the first rule that matches a clause reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cchc_tasks.model.doubts import Code
from cchc_tasks.model.status import Status


@dataclass(frozen=True, slots=True)
class ResultRule:
    """One way in which results are written: examples, pattern (lower case, with accents), status, reason to look."""

    name: str
    examples: tuple[str, ...]
    pattern: re.Pattern[str]
    status: Status | None
    doubt: Code | None = None


def _rule(
    name: str, examples: tuple[str, ...], pattern: str, status: Status | None, doubt: Code | None = None
) -> ResultRule:
    return ResultRule(name, examples, re.compile(pattern), status, doubt)


DONE = r"(?:hoàn thành|hoàn tất|thực hiện xong|làm xong|triển khai xong|kết thúc|xong)"
_ASKS = r"(?:đề nghị|đề xuất|kiến nghị|xin)"
HANDED_UP = r"đã\s+(?:tham mưu\s+|ký\s+)?trình"
_STEPS = r"(?:ban hành|tham mưu|xây dựng|trình|tổ chức|rà soát|góp ý|gửi|cử|phối hợp|lập|công bố|phê duyệt|đăng ký)"
#: What a plan's work is counted in; «hồ sơ» is not among them: 95/100 hồ sơ is an indicator.
THINGS = (
    r"(?:hoạt động|nhiệm vụ|nội dung|công việc|phần việc|việc|sản phẩm|chỉ tiêu|mục tiêu|giải pháp|bước|kỳ|văn bản"
    r"|lớp|cuộc|hội nghị|đợt|buổi|đơn vị|tiêu chí|huyện|xã|phường|phòng|cơ quan|địa phương|báo cáo|mô hình)\b"
)
#: Stands for a document reference while a clause is read.
PAPER = "§"
_SUBJECT = r"(?:sở|đơn vị|văn phòng|phòng|trung tâm|cơ quan|nhiệm vụ)(?:\s+\S+){0,3}?\s+(?=(?:đã|đang|chưa)\s)"
LEAD_IN = rf"(?:(?:tính\s+|cho\s+)?(?:đến|hiện)\s+(?:nay|tại)\s*,?\s*)?(?:{_SUBJECT})?"
_TAIL = (
    r"(?:\s*(?:,|\(|§|tại|bằng|vào|trong|ngày|tháng|quý|năm|từ|theo|đúng|trước|100\s*%|toàn bộ|tất cả|nhiệm vụ"
    r"|kế hoạch|hạn|thời hạn|tiến độ|yêu cầu|quy định|đề ra|được giao|đã|tốt|xuất sắc|đầy đủ"
    r"|kịp thời|không\s+(?:có|gặp|phát sinh)\s+(?:khó khăn|vướng mắc)|[\d/.)]|[ivx]+(?!\w)))*\s*\.?"
)

#: The first rule that matches a clause reads it.
RULES: tuple[ResultRule, ...] = (
    _rule("dấu đánh", ("x",), r"[xv✓√]+", None, Code.MARK),
    _rule(
        "đề nghị",
        ("đề nghị đưa ra khỏi kế hoạch", "đề xuất gia hạn đến quý iii"),
        rf"(?:{_ASKS}\s+(?:cho\s+)?(?:phép\s+)?(?:đưa|điều chỉnh|lùi|chuyển|dừng|tạm|bỏ|không|kéo dài)"
        rf"|(?:{_ASKS}\s+)?(?:cho\s+)?gia hạn\b).*",
        None,
        Code.PROPOSAL,
    ),
    _rule(
        "không phát sinh",
        ("không phát sinh", "trong quý, không nhận được pakn", "trong 6 tháng, không có hồ sơ tthc bị chậm"),
        r"(?:(?:(?!\b(?:đã|đang|hoàn)\b).)*[,:]\s*"
        r"|trong\s+(?:quý|kỳ|tháng|năm|\d+ tháng)\S*\s+)?(?:hiện\s+)?(?:nay\s+)?(?:không|chưa)\s+"
        r"(?:có\s+)?(?:phát sinh|nhận được\s+(?:pakn|phản ánh|kiến nghị|đơn|hồ sơ).*"
        r"|(?:hồ sơ|phản ánh|pakn|kiến nghị|đơn thư|trường hợp|vụ việc|yêu cầu)).*",
        Status.NOTHING_ARISEN,
    ),
    _rule(
        "tạm dừng",
        ("tạm dừng", "đang tạm dừng", "dừng thực hiện theo chỉ đạo"),
        r"(?:đã\s+|đang\s+)?(?:tạm\s+(?:dừng|hoãn|ngừng)|dừng\s+(?:thực hiện|triển khai)).*",
        Status.PAUSED,
    ),
    _rule(
        "đưa ra khỏi kế hoạch",
        ("đưa ra khỏi kế hoạch", "đã loại khỏi kế hoạch"),
        r"(?:đã\s+)?(?:được\s+)?(?:đưa ra|loại|rút)\s+(?:ra\s+)?khỏi\s+(?:kế hoạch|danh mục|chương trình).*",
        Status.DROPPED,
    ),
    _rule(
        "chuyển tiếp",
        ("chuyển sang năm 2023", "chuyển tiếp thực hiện năm sau"),
        r"(?:đã\s+)?chuyển\s+(?:tiếp\s+)?(?:thực hiện\s+)?(?:sang|qua)?\s*(?:kỳ|năm)\s.*",
        Status.CARRIED_OVER,
    ),
    _rule(
        "không thực hiện",
        ("không thực hiện do không được bố trí kinh phí",),
        r"không\s+(?:tiếp tục\s+)?(?:thực hiện|triển khai|làm).*",
        None,
        Code.WILL_NOT_DO,
    ),
    _rule(
        "chưa đến hạn, chưa thực hiện",
        ("chưa thực hiện", "chưa đến hạn", "chưa triển khai", "chưa đến thời hạn trình dự thảo nghị quyết"),
        r"(?:hiện\s+(?:nay\s+)?)?(?:chưa\s+(?:thực hiện|triển khai|bắt đầu|làm|tổ chức)(?!\s+xong)"
        r"|chưa\s+(?:đến|tới)\s+(?:thời\s+)?(?:hạn|gian|kỳ|điểm)).*",
        Status.NOT_STARTED,
    ),
    _rule(
        "chưa nhận được điều đang chờ",
        ("chưa nhận được văn bản hướng dẫn", "chưa có hướng dẫn của bộ nội vụ"),
        r"chưa\s+(?:nhận được\s+(?:văn bản|hướng dẫn|ý kiến|chỉ đạo|đề nghị)"
        r"|có\s+(?:văn bản\s+)?(?:hướng dẫn|chỉ đạo|đề nghị)).*",
        Status.WAITING,
    ),
    _rule(
        "chưa có sản phẩm",
        ("chưa ban hành", "chưa có văn bản"),
        r"chưa\s+(?:ban hành|có\s+(?:văn bản|kế hoạch|quyết định|kết quả|báo cáo)).*",
        Status.NOT_STARTED,
        Code.NOT_ISSUED,
    ),
    _rule(
        "chưa hoàn thành",
        ("chưa hoàn thành", "chưa hoàn thành, đang lấy ý kiến", "không hoàn thành"),
        rf"(?:chưa|không)\s+(?:thực hiện\s+)?{DONE}.*",
        Status.IN_PROGRESS,
        Code.NOT_FINISHED,
    ),
    _rule(
        "chưa đạt",
        ("không đạt", "chưa đạt chỉ tiêu"),
        r"(?:không|chưa)\s+đạt.*",
        Status.IN_PROGRESS,
        Code.TARGET_MISSED,
    ),
    _rule(
        "gần hoàn thành",
        ("cơ bản hoàn thành", "hoàn thành cơ bản", "đã hoàn thành một phần"),
        rf"(?:đã\s+)?(?:(?:cơ bản|gần|sắp|gần như|về cơ bản)\s*(?:đã\s+)?{DONE}"
        rf"|{DONE}\s+(?:cơ bản|một phần|bước đầu)).*",
        Status.IN_PROGRESS,
        Code.ALMOST_DONE,
    ),
    _rule(
        "dự kiến",
        ("dự kiến hoàn thành trong quý iv", "sẽ thực hiện trong quý iv"),
        r"(?!.*\b(?:đã|đang)\b)(?:dự kiến|sẽ|phấn đấu)\s.*",
        None,
        Code.FORECAST,
    ),
    _rule(
        "hoàn thành vào lúc nào đó",
        ("hoàn thành trong quý iii", "hoàn thành trước ngày 30/6"),
        rf"{DONE}\s+(?!trước\s+(?:thời\s+)?(?:hạn|gian)|trước\s+tiến độ)(?:trong|vào|trước|đến|cuối|đầu)\s.*",
        None,
        Code.FUTURE_DONE,
    ),
    _rule(
        "hoàn thành nhưng",
        ("đã hoàn thành nhưng chưa nghiệm thu", "đã hoàn thành dự thảo, đang lấy ý kiến"),
        rf"(?:đã\s+)?{DONE}.*(?:\bnhưng\b|\bcòn\b|\bđang\b|\bchưa\b|\btiếp tục\b|\bdự thảo\b).*",
        Status.IN_PROGRESS,
        Code.DONE_BUT,
    ),
    _rule(
        "hoàn thành một kỳ",
        ("đã hoàn thành quý i", "đã hoàn thành báo cáo 6 tháng đầu năm"),
        rf"(?:đã\s+){DONE}\s+(?:nhiệm vụ\s+|công việc\s+|báo cáo\s+)?(?:của\s+)?"
        r"(?:quý|tháng|kỳ|đợt|giai đoạn|\d+ tháng)\s.*",
        Status.DONE,
        Code.DONE_OBJECT,
    ),
    _rule(
        "đã hoàn thành",
        ("đã hoàn thành", "hoàn thành.", "đã thực hiện xong", "hoàn thành 100%", "đã hoàn thành đúng hạn"),
        rf"(?:nhiệm vụ\s+)?(?:đã\s+|được\s+)*{DONE}{_TAIL}",
        Status.DONE,
    ),
    _rule(
        "hoàn thành một việc",
        ("đã hoàn thành báo cáo gửi sở nội vụ",),
        rf"(?:đã\s+){DONE}\s.*",
        Status.DONE,
        Code.DONE_OBJECT,
    ),
    _rule("đạt", ("đạt", "đạt 100%"), r"đạt(?:\s+(?:yêu cầu|kế hoạch|100\s*%))?\.?", None, Code.PASSED),
    _rule(
        "nhắc lại điều đang chờ",
        ("theo văn bản của văn phòng ubnd tỉnh", "chờ hướng dẫn của bộ nội vụ", "khi có yêu cầu"),
        r"(?:(?:đang\s+)?(?:chờ|đợi)|theo|khi\s+có|sau\s+khi|khi)\s.*",
        Status.WAITING,
    ),
    _rule(
        "làm theo văn bản được chờ",
        ("thực hiện theo văn bản của sở nội vụ",),
        r"(?:sẽ\s+)?(?:thực hiện|triển khai)\s+(?:theo|khi\s+có|sau\s+khi)"
        r".*(?:văn bản|hướng dẫn|yêu cầu|chỉ đạo|đề nghị).*",
        Status.WAITING,
        Code.AWAITED,
    ),
    _rule("chỉ nêu văn bản", ("§", "§, §"), r"[§,\s]+", None, Code.ONLY_DOCUMENT),
    _rule(
        "đã ban hành, dự kiến",
        ("đã ban hành kế hoạch, dự kiến thực hiện trong quý iv/2022",),
        r".*\bdự kiến\b.*",
        Status.IN_PROGRESS,
        Code.FORECAST,
    ),
    _rule(
        "đã trình",
        ("đã trình ubnd tỉnh dự thảo quyết định", "đã trình ubnd tỉnh, đang chờ ban hành"),
        rf"(?!.*\bđược\b.*\b(?:ban hành|phê duyệt|thông qua)\b)(?:.*\b)?{HANDED_UP}\b.*",
        Status.IN_PROGRESS,
        Code.HANDED_UP,
    ),
    _rule(
        "đang thực hiện",
        ("đang thực hiện", "đã ban hành kế hoạch và đang triển khai thực hiện", "tiếp tục thực hiện"),
        r".*\b(?:đang|tiếp tục)\b.*",
        Status.IN_PROGRESS,
    ),
    _rule(
        "đã ban hành và triển khai",
        ("đã ban hành kế hoạch và triển khai thực hiện",),
        r"đã\s+.*\bvà\s+(?:tổ chức\s+)?(?:triển khai|thực hiện).*",
        Status.IN_PROGRESS,
        Code.ISSUED_AND_GOING_ON,
    ),
    _rule(
        "đã làm một bước",
        ("đã góp ý sửa đổi, bổ sung",),
        rf"đã\s+(?:có\s+)?{_STEPS}\b.*",
        Status.IN_PROGRESS,
        Code.CARRIED_OUT,
    ),
    _rule(
        "thực hiện tốt", ("thực hiện thường xuyên", "thường xuyên rà soát"), r".*\bthường xuyên\b.*", Status.IN_PROGRESS
    ),
    _rule(
        "không có từ chỉ tình trạng",
        ("trong quý, sở đã đăng ký các mô hình mới",),
        r"(?=.*\w{2}.*\s.*\w{2}).*",
        Status.IN_PROGRESS,
        Code.NO_STATUS_WORD,
    ),
)
