"""A printed result → status, progress, finished milestones, and why a person should look.

The words are read clause by clause against a table of rules, the surest first; what no rule explains is never
guessed. «Đã …» alone is not done: it is a step, unless the words say that the whole is finished.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cchc_tasks.model.deadlines import DeadlineReading
from cchc_tasks.model.readings import Progress, ResultReading
from cchc_tasks.model.status import Kind, Status
from cchc_tasks.reading.documents import find_documents
from cchc_tasks.reading.milestone_words import finished_milestones, submitted_milestones
from cchc_tasks.vietnamese import fold, nfc, squeeze
from cchc_tasks.wording import readings as words


@dataclass(frozen=True, slots=True)
class ResultRule:
    """One way in which results are written: examples, pattern (lower case, with accents), status, reason to look."""

    name: str
    examples: tuple[str, ...]
    pattern: re.Pattern[str]
    status: Status | None
    review: str = ""


def _rule(name: str, examples: tuple[str, ...], pattern: str, status: Status | None, review: str = "") -> ResultRule:
    return ResultRule(name, examples, re.compile(pattern), status, review)


_DONE = r"(?:hoàn thành|hoàn tất|thực hiện xong|làm xong|triển khai xong|kết thúc|xong)"
_ASKS = r"(?:đề nghị|đề xuất|kiến nghị|xin)"
_STEPS = r"(?:ban hành|tham mưu|xây dựng|trình|tổ chức|rà soát|góp ý|gửi|cử|phối hợp|lập|công bố|phê duyệt|đăng ký)"
_THINGS = (
    r"(?:hoạt động|nhiệm vụ|nội dung|công việc|phần việc|việc|sản phẩm|chỉ tiêu|mục tiêu|giải pháp|bước|kỳ|văn bản)"
)
_TAIL = (
    r"(?:\s*(?:,|\(|vào|trong|ngày|tháng|quý|năm|từ|theo|đúng|trước|100\s*%|toàn bộ|tất cả|nhiệm vụ|kế hoạch|hạn"
    r"|thời hạn|tiến độ|yêu cầu|quy định|đề ra|được giao|đã|[\d/.)]+|[ivx]+(?!\w)))*\s*\.?"
)

#: The first rule that matches a clause reads it.
RULES: tuple[ResultRule, ...] = (
    _rule("dấu đánh", ("x",), r"[xv✓√]+", None, words.TICK),
    _rule(
        "đề nghị",
        ("đề nghị đưa ra khỏi kế hoạch", "đề xuất gia hạn đến quý iii"),
        rf"{_ASKS}\s+(?:cho\s+)?(?:phép\s+)?(?:đưa|điều chỉnh|gia hạn|lùi|chuyển|dừng|tạm|bỏ|không|kéo dài).*",
        None,
        words.PROPOSAL,
    ),
    _rule(
        "không phát sinh",
        ("không phát sinh", "trong quý, không nhận được pakn", "trong 6 tháng, không có hồ sơ tthc bị chậm"),
        r"(?:.*[,:]\s*|trong\s+(?:quý|kỳ|tháng|năm|\d+ tháng)\S*\s+)?(?:hiện\s+)?(?:nay\s+)?(?:không|chưa)\s+"
        r"(?:có\s+)?(?:phát sinh|nhận được\s+(?:pakn|phản ánh|kiến nghị|đơn|hồ sơ).*"
        r"|(?:hồ sơ|phản ánh|pakn|kiến nghị|đơn thư|trường hợp|vụ việc|yêu cầu)).*",
        Status.NOTHING_ARISEN,
    ),
    _rule("tạm dừng", ("tạm dừng", "dừng thực hiện theo chỉ đạo"), r"(?:đã\s+)?(?:tạm\s+)?dừng.*", Status.PAUSED),
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
        words.WILL_NOT_DO,
    ),
    _rule(
        "chưa đến hạn, chưa thực hiện",
        ("chưa thực hiện", "chưa đến hạn", "chưa triển khai", "chưa đến thời hạn trình dự thảo nghị quyết"),
        r"(?:hiện\s+(?:nay\s+)?)?(?:chưa\s+(?:thực hiện|triển khai|bắt đầu|làm|tổ chức)(?!\s+xong)"
        r"|chưa\s+(?:đến|tới)\s+(?:thời\s+)?(?:hạn|gian|kỳ|điểm)).*",
        Status.NOT_STARTED,
    ),
    _rule(
        "chưa có sản phẩm",
        ("chưa ban hành", "chưa có văn bản"),
        r"chưa\s+(?:ban hành|có\s+(?:văn bản|kế hoạch|quyết định|kết quả|báo cáo)).*",
        Status.NOT_STARTED,
        words.NOT_ISSUED,
    ),
    _rule(
        "chưa hoàn thành",
        ("chưa hoàn thành", "chưa hoàn thành, đang lấy ý kiến", "chưa xong"),
        rf"chưa\s+(?:thực hiện\s+)?{_DONE}.*",
        Status.IN_PROGRESS,
        words.NOT_FINISHED,
    ),
    _rule(
        "chưa đạt",
        ("không đạt", "chưa đạt chỉ tiêu"),
        r"(?:không|chưa)\s+đạt.*",
        Status.IN_PROGRESS,
        words.TARGET_MISSED,
    ),
    _rule(
        "gần hoàn thành",
        ("cơ bản hoàn thành", "hoàn thành cơ bản", "đã hoàn thành một phần"),
        rf"(?:đã\s+)?(?:(?:cơ bản|gần|sắp|gần như|về cơ bản)\s*(?:đã\s+)?{_DONE}"
        rf"|{_DONE}\s+(?:cơ bản|một phần|bước đầu)).*",
        Status.IN_PROGRESS,
        words.ALMOST_DONE,
    ),
    _rule(
        "hoàn thành nhưng",
        ("đã hoàn thành nhưng chưa nghiệm thu", "đã hoàn thành dự thảo, đang lấy ý kiến"),
        rf"(?:đã\s+)?{_DONE}.*(?:\bnhưng\b|\bcòn\b|\bđang\b|\bchưa\b|\btiếp tục\b|\bdự thảo\b).*",
        Status.IN_PROGRESS,
        words.DONE_BUT,
    ),
    _rule(
        "đã hoàn thành",
        ("đã hoàn thành", "hoàn thành.", "đã thực hiện xong", "hoàn thành 100%", "đã hoàn thành đúng hạn"),
        rf"(?:nhiệm vụ\s+)?(?:đã\s+|được\s+)*{_DONE}{_TAIL}",
        Status.DONE,
    ),
    _rule(
        "hoàn thành một việc",
        ("đã hoàn thành báo cáo gửi sở nội vụ",),
        rf"(?:đã\s+){_DONE}\s.*",
        Status.DONE,
        words.DONE_OBJECT,
    ),
    _rule("đạt", ("đạt", "đạt 100%"), r"đạt(?:\s+(?:yêu cầu|kế hoạch|100\s*%))?\.?", None, words.PASSED),
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
        words.AWAITED,
    ),
    _rule(
        "đã ban hành, dự kiến",
        ("đã ban hành kế hoạch, dự kiến thực hiện trong quý iv/2022",),
        r".*\bdự kiến\b.*",
        Status.IN_PROGRESS,
        words.FORECAST,
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
        words.ISSUED_AND_GOING_ON,
    ),
    _rule(
        "đã trình",
        ("đã trình ubnd tỉnh dự thảo quyết định",),
        r"(?:.*\b)?(?:đã\s+)(?:tham mưu\s+)?trình\b.*",
        Status.IN_PROGRESS,
        words.HANDED_UP,
    ),
    _rule(
        "đã làm một bước",
        ("đã góp ý sửa đổi, bổ sung",),
        rf"đã\s+(?:có\s+)?{_STEPS}\b.*",
        Status.IN_PROGRESS,
        words.CARRIED_OUT,
    ),
    _rule(
        "thực hiện tốt", ("thực hiện thường xuyên", "thường xuyên rà soát"), r".*\bthường xuyên\b.*", Status.IN_PROGRESS
    ),
    _rule(
        "không có từ chỉ tình trạng",
        ("trong quý, sở đã đăng ký các mô hình mới",),
        r"(?=.*\w{2}.*\s.*\w{2}).*",
        Status.IN_PROGRESS,
        words.NO_STATUS_WORD,
    ),
)

_DIFFICULTY = re.compile(
    r"(?:^|(?<=[.;,\n])\s*)((?:tuy nhiên|song|nhưng)?,?\s*[^.;\n]*\b(?:khó khăn|vướng mắc|nguyên nhân|lý do)\b.*)\Z",
    re.I | re.S,
)
_HOWEVER = re.compile(r"(?:^|(?<=[.;\n])\s*)(tuy nhiên\b.*)\Z", re.I | re.S)
_COUNT = re.compile(rf"(?<![\d/.])(\d{{1,3}})\s*/\s*(\d{{1,3}})(?![\d/]|\s*%)\s*({_THINGS})", re.I)
_PERCENT = re.compile(
    rf"(?:đã\s+)?(?:{_DONE}|đạt|thực hiện(?:\s+được)?)\s*(?:khoảng\s*)?(\d{{1,3}})(?:[.,]\d+)?\s*%", re.I
)
_CLAUSE_BREAK = re.compile(r"\n|;|\.(?=\s|$)")
_BULLET = re.compile(r"^\s*[-–—+*•]\s*")
_PAPER_NEEDED = frozenset({Status.PAUSED, Status.DROPPED, Status.CARRIED_OVER})


@dataclass(frozen=True, slots=True)
class _Clause:
    text: str
    rule: ResultRule | None


def read_result(text: str, deadline: DeadlineReading) -> ResultReading:
    """Return what a printed result says of a task with this deadline; a proposal that a person may correct.

    An empty cell is no report. Never raises.
    """
    printed = nfc(text).strip()
    if not printed:
        return ResultReading(text, None)
    difficulty = _difficulty_in(printed)
    main = printed[: printed.rindex(difficulty)].strip(" \n;,.") if difficulty else printed
    if difficulty and not main:
        return ResultReading(text, None, difficulty=difficulty, review=(words.UNREADABLE,))
    counted = _counted(main)
    clauses = [_read_clause(part) for part in _CLAUSE_BREAK.split(main) if part.strip(" -–+*•.")]
    reading = _Reading(text, main, deadline, clauses)
    status, review = counted if counted else reading.status_and_review()
    progress = _progress_in(main)
    finished = finished_milestones(main, deadline)
    submitted = submitted_milestones(main, deadline)
    review += tuple(words.handed_up(deadline.milestones[index].label or "") for index in submitted)
    if status is Status.DONE:
        finished = tuple(range(len(deadline.milestones)))
        review += _doubts_of_done(deadline)
    elif status not in (Status.IN_PROGRESS, None):
        finished = ()
    if len(finished) == len(deadline.milestones) and status is not Status.DONE:
        finished = ()
    names = dict.fromkeys(clause.rule.name for clause in clauses if clause.rule)
    return ResultReading(
        text, status, progress, finished, submitted, difficulty, "; ".join(names), tuple(dict.fromkeys(review))
    )


class _Reading:
    """The clauses of one result, weighed together."""

    def __init__(self, text: str, main: str, deadline: DeadlineReading, clauses: list[_Clause]) -> None:
        self.text = text
        self.main = main
        self.deadline = deadline
        self.clauses = clauses

    def status_and_review(self) -> tuple[Status | None, tuple[str, ...]]:
        """Return the status of all clauses together and the reasons to look."""
        if not self.clauses:
            return None, (words.UNREADABLE,)
        found = [self._weigh(clause) for clause in self.clauses]
        statuses = {status for status, _ in found}
        review = tuple(reason for _, reasons in found for reason in reasons)
        if len(statuses) == 1:
            return statuses.pop(), review
        told = statuses - {None}
        if len(told) == 1 and None in statuses:
            return told.pop(), (*review, words.PART_UNREAD)
        begun = Status.IN_PROGRESS if told & {Status.IN_PROGRESS, Status.DONE} else None
        return begun, (*review, words.MIXED)

    def _weigh(self, clause: _Clause) -> tuple[Status | None, tuple[str, ...]]:
        rule = clause.rule
        if rule is None:
            return None, (words.UNREADABLE,)
        review = (rule.review,) if rule.review else ()
        status = rule.status
        if status is Status.WAITING:
            return status, review or self._doubt_of_waiting(clause.text)
        if status in _PAPER_NEEDED and not find_documents(self.main):
            return status, (*review, words.PAPERLESS_STOP)
        if rule.review == words.CARRIED_OUT:
            return self._step_done(clause.text)
        return status, review

    def _doubt_of_waiting(self, clause: str) -> tuple[str, ...]:
        awaited = [fold(m.trigger or "") for m in self.deadline.milestones if m.kind is Kind.TRIGGERED]
        if not awaited:
            return (words.AWAITED_WITHOUT_TRIGGER,)
        said = fold(clause)
        return () if any(trigger and trigger in said for trigger in awaited) else (words.AWAITED,)

    def _step_done(self, clause: str) -> tuple[Status | None, tuple[str, ...]]:
        """«Đã góp ý»: the whole duty where the deadline only awaits a document, else one step."""
        kinds = {milestone.kind for milestone in self.deadline.milestones}
        alone = len(self.clauses) == 1 and len(clause.split()) <= 10
        if alone and kinds == {Kind.TRIGGERED}:
            return Status.DONE, (words.DUTY_DONE,)
        issued = re.match(r"đã\s+ban hành", clause) and find_documents(self.main)
        if issued and kinds == {Kind.FIXED} and len(self.deadline.milestones) == 1 and len(self.clauses) == 1:
            return Status.DONE, (words.ISSUED,)
        return Status.IN_PROGRESS, (words.ISSUED_ONE_PRODUCT if "ban hành" in clause else words.CARRIED_OUT,)


def _read_clause(part: str) -> _Clause:
    said = squeeze(_BULLET.sub("", part)).strip(" .,").lower()
    for rule in RULES:
        if rule.pattern.fullmatch(said):
            return _Clause(said, rule)
    return _Clause(said, None)


def _difficulty_in(printed: str) -> str | None:
    """The printed clause about obstacles, as printed."""
    found = _HOWEVER.search(printed) or _DIFFICULTY.search(printed)
    return found[1].strip() if found and found.start() > 0 else None


def _progress_in(main: str) -> Progress | None:
    found = _COUNT.search(main)
    if not found or int(found[2]) == 0 or int(found[1]) > int(found[2]):
        return None
    return Progress(int(found[1]), int(found[2]), squeeze(found[0]))


def _counted(main: str) -> tuple[Status | None, tuple[str, ...]] | None:
    """Status and reasons from a stated count or share, None where none is stated."""
    if found := _COUNT.search(main):
        done, total = int(found[1]), int(found[2])
        if done > total or total == 0:
            return None, (words.COUNT_IMPOSSIBLE,)
        if done == 0:
            return Status.NOT_STARTED, (words.COUNT_ZERO,)
        return (Status.DONE, (words.DONE_PART,)) if done == total else (Status.IN_PROGRESS, ())
    share = _PERCENT.match(main.strip(" -"))
    if share and int(share[1]) < 100:
        return Status.IN_PROGRESS, (words.INDICATOR,)
    return None


def _doubts_of_done(deadline: DeadlineReading) -> tuple[str, ...]:
    kinds = [milestone.kind for milestone in deadline.milestones]
    if Kind.RECURRING in kinds:
        return (words.DONE_RECURRING,)
    if Kind.ONGOING in kinds:
        return (words.DONE_SEVERAL if len(kinds) > 1 else words.DONE_ONGOING,)
    return (words.DONE_SEVERAL,) if len(kinds) > 1 else ()
