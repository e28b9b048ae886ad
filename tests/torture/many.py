"""Many at once: eight processes write to the same twenty tasks while two read; nothing is lost, nobody waits long."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass

from cchc_tasks.errors import AppError
from cchc_tasks.model.filters import Filters
from cchc_tasks.office.health import check_database
from cchc_tasks.plans.plan_lookup import list_tasks
from cchc_tasks.storage.connection import BUSY_TIMEOUT
from cchc_tasks.storage.database import Database
from cchc_tasks.storage.reader import Reader
from cchc_tasks.tracking.undo_redo import undo_change
from tests.refusals import message_text
from tests.torture.children import CONTENDED, Reads, Written, read_all_the_time, write_updates
from tests.torture.figures import Sheet
from tests.torture.places import TODAY, Child, act

PART = "nhiều người cùng lúc"
#: What a late comer is told.
LATE = "Người khác vừa cập nhật CCHC-2022/"


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many write how often, and how many read meanwhile.

    How patient a writer is, and how much longer a read may take where others write than where nobody does, in seconds:
    on a machine that does much else both are about that machine.
    """

    writers: int = 8
    updates: int = 200
    readers: int = 2
    patience: float = BUSY_TIMEOUT
    longest_wait: float = 1.0


def torture(database: Database, quiet: Database, kind: str, crowd: Crowd, seed: int) -> Sheet:
    """Let the crowd loose on an office's database and return what came of it; nobody writes to the quiet one."""
    sheet = Sheet(PART, kind)
    started = time.monotonic()
    readers = [Child(read_all_the_time, database.location, quiet.location) for _ in range(crowd.readers)]
    writers = [
        Child(write_updates, database.location, f"Người {n}", crowd.updates, crowd.patience, seed * 1000 + n)
        for n in range(crowd.writers)
    ]
    sent = [message for writer in writers for message in writer.sent()]
    seconds = time.monotonic() - started
    for reader in readers:
        reader.pipe.send("enough")
    reads = [message for reader in readers for message in reader.sent()]
    written = [message for message in sent if isinstance(message, Written)]
    for message in sent:
        if not isinstance(message, Written):
            sheet.fail(message)
    sheet.expect("cập nhật được nhận", len(written), crowd.writers * crowd.updates)
    _refusals(sheet, written)
    sheet.note("giây", seconds)
    sheet.at_most("người ghi đợi lâu nhất, giây", max((w.seconds for w in written), default=0.0), crowd.patience)
    _reads(sheet, reads, crowd.longest_wait)
    _history(sheet, database, written)
    return sheet


def _refusals(sheet: Sheet, written: list[Written]) -> None:
    refusals = [sentence for one in written for sentence in one.refusals]
    sheet.note("bị từ chối vì người khác vừa cập nhật, xem lại rồi ghi được", sum(s.startswith(LATE) for s in refusals))
    sheet.expect("bị từ chối bằng câu khác", sum(not s.startswith(LATE) for s in refusals), 0)


def _reads(sheet: Sheet, reads: list[Reads], longest_wait: float) -> None:
    seconds = sorted(wait for one in reads for wait in one.seconds)
    quiet = sorted(wait for one in reads for wait in one.quiet_seconds)
    for trouble in (trouble for one in reads for trouble in one.troubles):
        sheet.fail(f"đọc: {trouble}")
    sheet.at_least("lần đọc trong lúc ấy", len(seconds), 1)
    if not seconds or not quiet:
        return
    sheet.note("99% lần đọc xong trong, giây", seconds[len(seconds) * 99 // 100])
    sheet.note("như thế ở cơ sở không ai ghi, giây", quiet[len(quiet) * 99 // 100])
    sheet.note("lần đọc lâu nhất, giây", seconds[-1])
    sheet.note("như thế ở cơ sở không ai ghi, giây", quiet[-1])
    sheet.at_most("người đọc bị giữ lại lâu nhất, giây", max(0.0, seconds[-1] - quiet[-1]), longest_wait)


def _history(sheet: Sheet, database: Database, written: list[Written]) -> None:
    """Every acknowledged update is in the history exactly once, and nothing else is."""
    with database.reading() as reader:
        changes = Counter(
            int(row[0])
            for row in reader.rows("SELECT change_id FROM change WHERE organisation_id = :org AND act = 'update'")
        )
        kept = Counter(
            str(row[0])
            for row in reader.rows(
                "SELECT value FROM change_detail WHERE organisation_id = :org AND field = 'evidence' "
                "AND change_id IN (SELECT change_id FROM change WHERE organisation_id = :org AND act = 'update')"
            )
        )
        gaps = sum(1 for seqs in _seqs(reader) if sorted(seqs) != list(range(1, len(seqs) + 1)))
    lost = Counter(w.words for w in written) - kept
    sheet.expect("cập nhật bị mất", lost.total(), 0)
    sheet.expect("cập nhật ghi thừa", (kept - Counter(w.words for w in written)).total(), 0)
    sheet.expect("thay đổi khớp với lời đáp", changes == Counter(w.change_id for w in written), True)
    sheet.expect("nhiệm vụ có lịch sử bị hổng", gaps, 0)
    sheet.expect("trạng thái hiện tại khớp lịch sử (`db check`)", check_database(database, repair=False).sound, True)
    sheet.expect("lấy lại một cập nhật", _undone(sheet, database, written), True)


def _seqs(reader: Reader) -> list[set[int]]:
    rows = reader.rows(
        "SELECT task_id, seq FROM change_detail WHERE organisation_id = :org "
        "UNION SELECT task_id, seq FROM task_version WHERE organisation_id = :org"
    )
    found: dict[int, set[int]] = {}
    for task_id, seq in rows:
        found.setdefault(int(task_id), set()).add(int(seq))
    return list(found.values())


def _undone(sheet: Sheet, database: Database, written: list[Written]) -> bool:
    """Take one update back: its words are no more in what is shown, and the database stays sound."""
    one = written[len(written) // 2] if written else None
    if one is None:
        return False
    try:
        undo_change(database, act(one.words.partition(",")[0]), one.change_id)
    except AppError as error:
        sheet.fail(message_text(error))
        return False
    shown = [words for task in list_tasks(database, Filters(), TODAY)[:CONTENDED] for words in task.evidence]
    return one.words not in shown and len(shown) >= len(written) - 1 and check_database(database, repair=False).sound
