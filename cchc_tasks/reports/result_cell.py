"""What the result column of a report says of a task on a day."""

from __future__ import annotations

from functools import cache

from cchc_tasks.days import day_in_sentence
from cchc_tasks.model.deadline import Period
from cchc_tasks.model.status import Status
from cchc_tasks.model.task import Task
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.result_reader import read_result
from cchc_tasks.reports import report_words as words
from cchc_tasks.tracking.task_wording import status_text


class ResultColumn:
    """Words the results of one plan's tasks; a text that many tasks share is read once.

    What was reported in words stands as it was reported. Where the words do not say how the task stands on its day (it
    was finished, handed up or stopped without words, or its next period has begun), that is added on a line of its own.
    """

    def __init__(self, period: Period) -> None:
        deadline = cache(lambda text: read_deadline(text, period))
        self._read = cache(lambda result, text: read_result(result, deadline(text)))

    def cell(self, task: Task, *, recorded_together: bool) -> str:
        """Return the text of the task's result cell; nothing reported is an empty cell.

        `recorded_together` says that one report brought the words and the status: it says what words mean that can be
        read in more than one way.
        """
        added = self._standing(task, recorded_together and task.status is task.reported)
        return "\n".join(filter(None, (task.result_text, added, *_handed_up(task))))

    def _standing(self, task: Task, explains_words: bool) -> str:
        """How the task stands, where its words do not say so."""
        read = self._read(task.result_text, task.deadline_text)
        if task.status is (read.status or Status.NOT_STARTED) or (explains_words and read.review):
            return ""
        documents = "; ".join(document for document in task.evidence if document not in task.result_text)
        if task.status is Status.DONE:
            days = {milestone.done_on for milestone in task.milestones if milestone.closed}
            day = max((day for day in days if day), default=None) if None not in days else None
            return words.finished(day_in_sentence(day) if day else "", documents)
        return words.stated(status_text(task), documents)


def _handed_up(task: Task) -> list[str]:
    """What was handed up and is not issued, where the words do not say so themselves."""
    if "trình" in task.result_text:
        return []
    return [
        words.handed_up(day_in_sentence(milestone.submitted_on), milestone.submitted_to)
        for milestone in task.milestones
        if milestone.submitted_on and not milestone.closed
    ]
