"""The fields of a task and of its milestones, in one table; everything that lists fields reads this table.

A new field is a row here, a column in a migration, and the words of its header in `reading.tables.field_headers`:
databases, options, forms, lists, JSON, worksheets and reports follow. A label is a field's name, no sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Protocol


class Origin(StrEnum):
    """Where what a field says comes from, and so where it is kept and what it counts for."""

    #: What says where a row belongs: it finds the task, and is no word of it.
    PLACE = "place"
    #: The plan's own words: a column of each version of a task (or of a milestone), amended only by a document.
    PRINTED = "printed"
    #: What a unit reports: a field of the history; the day on which the last one took effect is that of the report.
    REPORTED = "reported"
    #: What the office keeps beside a task: a field of the history that is no report.
    KEPT = "kept"
    #: What an act or a document settles: a field of the history that only its own act sets.
    SETTLED = "settled"


class ValueKind(StrEnum):
    """What a field's value is, and so how it is read, compared and shown."""

    TEXT = "text"
    #: A text by which people call a task.
    NAME = "name"
    #: A text of several items, one a line.
    ITEMS = "items"
    #: A text that names units.
    UNITS = "units"
    #: A text that is read into milestones.
    DEADLINE = "deadline"
    STATUS = "status"
    PROGRESS = "progress"
    DAY = "day"
    #: Documents that add up, one a line.
    DOCUMENTS = "documents"
    #: A mark of the program's own: closed, the basis of judging, another task, an accepted doubt.
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class FieldOption:
    """The option of `update` or `edit` that sets a field, and the field's line in the screen's form.

    `help` is what is said of it beyond its label.
    """

    command: str
    metavar: str = "T"
    help: str = ""


@dataclass(frozen=True, slots=True)
class FieldColumn:
    """A field's column in a table that the program writes: how wide it is beside the others, and what stands above it
    where that is not the label.

    `on_request` columns are left out unless asked for, `if_used` ones where no task has a word in them.
    """

    width: float
    heading: str = ""
    centred: bool = False
    if_used: bool = False
    on_request: bool = False


@dataclass(frozen=True, slots=True)
class TaskField:
    """One field of a task, or of one of its milestones.

    `name` names it in the history, in files' rows, options and forms; `kept_as` and `json` where a table of the
    database or the JSON call it otherwise. `short` is what its column in a plan's file is called where that is not
    the label; fields that are not `in_files` have none there. `searched` texts are looked through by a search,
    `in_calendar` ones are what a calendar shows: a change of one is news to it. `dated` texts may name the plan's year.
    """

    name: str
    label: str
    origin: Origin
    kind: ValueKind = ValueKind.TEXT
    of_milestone: bool = False
    in_files: bool = False
    short: str = ""
    kept_as: str = ""
    json: str = ""
    searched: bool = False
    in_calendar: bool = False
    dated: bool = False
    option: FieldOption | None = None
    worksheet: FieldColumn | None = None
    appendix: FieldColumn | None = None

    @property
    def column(self) -> str:
        """The column of the database that holds it: of a task's version, or of the state of today."""
        return self.kept_as or self.name

    @property
    def json_name(self) -> str:
        return self.json or self.column

    @property
    def words(self) -> str:
        """The label inside a sentence."""
        return self.label[:1].lower() + self.label[1:]

    @property
    def short_words(self) -> str:
        """What the column of a plan's file is called inside a sentence."""
        return self.short or self.words

    @property
    def heading(self) -> str:
        """What stands above its column in a plan that the program prints."""
        return (self.appendix.heading if self.appendix else "") or self.label

    @property
    def worksheet_heading(self) -> str:
        return (self.worksheet.heading if self.worksheet else "") or self.label

    @property
    def is_text(self) -> bool:
        """Whether it is a task's text, that every view shows as it was written."""
        texts = (ValueKind.TEXT, ValueKind.NAME, ValueKind.ITEMS, ValueKind.UNITS, ValueKind.DEADLINE)
        return self.kind in texts and not self.of_milestone and self.origin in _WRITTEN


_WRITTEN = (Origin.PRINTED, Origin.REPORTED, Origin.KEPT)

#: In the order in which they are shown.
FIELDS = (
    TaskField("ref", "Mã nhiệm vụ", Origin.PLACE, in_files=True, worksheet=FieldColumn(13)),
    TaskField(
        "no", "Số thứ tự", Origin.PRINTED, ValueKind.NAME, in_files=True, searched=True, in_calendar=True,
        option=FieldOption("edit", "N"), worksheet=FieldColumn(5, "STT"), appendix=FieldColumn(0, "STT", centred=True),
    ),
    TaskField("section", "Phần", Origin.PLACE, in_files=True, short="lĩnh vực"),
    TaskField(
        "title", "Tên nhiệm vụ", Origin.PRINTED, ValueKind.NAME, in_files=True, short="nhiệm vụ", searched=True,
        in_calendar=True, dated=True, option=FieldOption("edit"), worksheet=FieldColumn(34, "Nhiệm vụ"),
        appendix=FieldColumn(4.6, "Nhiệm vụ"),
    ),
    TaskField(
        "activities", "Hoạt động", Origin.PRINTED, ValueKind.ITEMS, in_files=True, searched=True, dated=True,
        option=FieldOption("edit"), appendix=FieldColumn(5.6, if_used=True),
    ),
    TaskField(
        "outputs", "Kết quả, sản phẩm", Origin.PRINTED, ValueKind.ITEMS, in_files=True, short="sản phẩm", searched=True,
        in_calendar=True, dated=True, option=FieldOption("edit"),
        appendix=FieldColumn(4, "Kết quả/sản phẩm", if_used=True),
    ),
    TaskField(
        "lead", "Đơn vị chủ trì", Origin.PRINTED, ValueKind.UNITS, in_files=True, kept_as="lead_text", searched=True,
        in_calendar=True, worksheet=FieldColumn(17), appendix=FieldColumn(2.6, centred=True, if_used=True),
    ),
    TaskField(
        "support", "Đơn vị phối hợp", Origin.PRINTED, ValueKind.UNITS, in_files=True, kept_as="support_text",
        searched=True, in_calendar=True, appendix=FieldColumn(2.6, centred=True, if_used=True),
    ),
    TaskField(
        "start", "Thời gian bắt đầu", Origin.PRINTED, in_files=True, kept_as="start_text",
        appendix=FieldColumn(2.4, centred=True, if_used=True),
    ),
    TaskField(
        "deadline", "Thời hạn ghi trong kế hoạch", Origin.PRINTED, ValueKind.DEADLINE, in_files=True, short="thời hạn",
        kept_as="deadline_text", searched=True, in_calendar=True, dated=True,
        option=FieldOption("edit", "PHRASE", "Thời hạn bằng lời, như in trong văn bản."),
        worksheet=FieldColumn(13, "Thời hạn"), appendix=FieldColumn(2.6, "Thời gian hoàn thành", centred=True),
    ),
    TaskField("status", "Tình hình", Origin.REPORTED, ValueKind.STATUS, in_files=True, worksheet=FieldColumn(15)),
    TaskField(
        "result", "Kết quả thực hiện", Origin.REPORTED, in_files=True, json="result_text", searched=True,
        option=FieldOption("update", help="Kết quả thực hiện, bằng lời."), worksheet=FieldColumn(30),
        appendix=FieldColumn(3.6),
    ),
    TaskField("progress", "Tiến độ", Origin.REPORTED, ValueKind.PROGRESS),
    TaskField(
        "done_on", "Ngày hoàn thành", Origin.REPORTED, ValueKind.DAY, of_milestone=True, in_files=True,
        worksheet=FieldColumn(12, "Ngày đã hoàn thành"),
    ),
    TaskField(
        "evidence", "Văn bản minh chứng", Origin.REPORTED, ValueKind.DOCUMENTS, in_files=True,
        worksheet=FieldColumn(22),
    ),
    TaskField(
        "difficulty", "Khó khăn, vướng mắc", Origin.REPORTED, in_files=True, option=FieldOption("update"),
        worksheet=FieldColumn(20), appendix=FieldColumn(3, on_request=True),
    ),
    TaskField(
        "proposal", "Kiến nghị", Origin.REPORTED, in_files=True, option=FieldOption("update"),
        appendix=FieldColumn(3, "Đề xuất, kiến nghị", on_request=True),
    ),
    TaskField("note", "Ghi chú", Origin.KEPT, in_files=True, option=FieldOption("update")),
    TaskField("given_by", "Cơ quan giao", Origin.KEPT, in_files=True, option=FieldOption("edit", "NAME")),
    TaskField("closed", "Mốc", Origin.REPORTED, ValueKind.MARK, of_milestone=True),
    TaskField("submitted_on", "Ngày trình", Origin.REPORTED, ValueKind.DAY, of_milestone=True),
    TaskField("submitted_to", "Nơi nhận trình", Origin.SETTLED, of_milestone=True),
    TaskField("extension_asked", "Đề nghị gia hạn", Origin.REPORTED, ValueKind.MARK, of_milestone=True),
    TaskField("due", "Thời hạn", Origin.SETTLED, ValueKind.DAY, of_milestone=True),
    TaskField("due_basis", "Căn cứ thời hạn", Origin.SETTLED, of_milestone=True),
    TaskField("extended_from", "Thời hạn trước khi gia hạn", Origin.SETTLED, ValueKind.DAY, of_milestone=True),
    TaskField("basis", "Căn cứ đánh giá", Origin.SETTLED, ValueKind.MARK, of_milestone=True),
    TaskField("document", "Văn bản căn cứ", Origin.SETTLED),
    TaskField("review", "Cần rà soát", Origin.SETTLED),
    TaskField("review_accepted", "Đã xác nhận cách đọc", Origin.SETTLED, ValueKind.MARK),
    TaskField("taken_back", "Lấy lại thay đổi", Origin.SETTLED, ValueKind.MARK),
    TaskField("carried_from", "Chuyển tiếp từ", Origin.SETTLED, ValueKind.MARK),
    TaskField("carried_to", "Chuyển tiếp sang", Origin.SETTLED, ValueKind.MARK),
    TaskField("renewed_from", "Lặp lại từ", Origin.SETTLED, ValueKind.MARK),
    TaskField("renewed_to", "Lặp lại ở", Origin.SETTLED, ValueKind.MARK),
    TaskField("remedies", "Khắc phục từ", Origin.SETTLED, ValueKind.MARK),
    TaskField("remedied_by", "Được khắc phục ở", Origin.SETTLED, ValueKind.MARK),
    TaskField("not_remedies", "Không phải từ", Origin.SETTLED, ValueKind.MARK),
    TaskField("not_remedied_by", "Không phải ở", Origin.SETTLED, ValueKind.MARK),
    TaskField("left_out", "Không đưa vào kế hoạch mới", Origin.SETTLED),
)  # fmt: skip

FIELD: Mapping[str, TaskField] = {field.name: field for field in FIELDS}
#: The texts of a task, and of them those that the plan prints and those that the history keeps by themselves.
TEXTS = tuple(field for field in FIELDS if field.is_text)
PRINTED_TEXTS = tuple(field for field in TEXTS if field.origin is Origin.PRINTED)
RECORDED_TEXTS = tuple(field for field in TEXTS if field.origin is not Origin.PRINTED)
#: What the state of today keeps of a task as it was recorded: its recorded texts, and its documents.
RECORDED = tuple(field for field in FIELDS if field in RECORDED_TEXTS or field.kind is ValueKind.DOCUMENTS)
#: The columns that a row of a plan's file, or of a returned table, may have.
FILE_FIELDS = tuple(field for field in FIELDS if field.in_files)
#: What the columns of a plan's file are called.
COLUMN_LABELS = {field.name: field.short_words for field in FILE_FIELDS}
#: The columns of a worksheet, and of them those that a unit fills in.
WORKSHEET_FIELDS = tuple(field for field in FIELDS if field.worksheet)
FILLED_IN = tuple(field for field in WORKSHEET_FIELDS if field.origin is Origin.REPORTED)
APPENDIX_FIELDS = tuple(field for field in FIELDS if field.appendix)


@cache
def set_by(command: str) -> tuple[TaskField, ...]:
    """Return the texts that an option of the command, and a line of its form, sets."""
    return tuple(field for field in TEXTS if field.option and field.option.command == command)


#: The recorded texts that come with a task and are no part of what `update` says of it.
GIVEN_TEXTS = tuple(field for field in RECORDED_TEXTS if field not in set_by("update"))


class HasTexts(Protocol):
    """A task, a row of a file, a request: texts by the names of their fields."""

    @property
    def texts(self) -> Mapping[str, str]: ...


class Text:
    """An attribute that is the text of one field; the empty text where there is none."""

    def __init__(self, name: str) -> None:
        self._name = FIELD[name].name

    def __get__(self, owner: HasTexts, kind: type[HasTexts]) -> str:
        return owner.texts.get(self._name, "")
