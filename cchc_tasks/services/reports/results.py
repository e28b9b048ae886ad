"""What the result column of a report says of a task on a day."""

from __future__ import annotations

from functools import cache

from cchc_tasks.model.deadlines import Period
from cchc_tasks.model.status import Status
from cchc_tasks.model.tasks import Task
from cchc_tasks.reading.deadlines import read_deadline
from cchc_tasks.reading.results import read_result
from cchc_tasks.wording import reports as words
from cchc_tasks.wording.days import day_in_sentence
from cchc_tasks.wording.states import STATUS_WORDS


class ResultColumn:
    """Words the results of one plan's tasks; a text that many tasks share is read once.

    What was reported in words stands as it was reported. Where the words no longer say what is true (the task was
    finished, handed up or stopped afterwards, without words), what was recorded is added on a line of its own.
    """

    def __init__(self, period: Period) -> None:
        deadline = cache(lambda text: read_deadline(text, period))
        self._status = cache(lambda result, text: read_result(result, deadline(text)).status)

    def cell(self, task: Task, *, recorded_later: bool) -> str:
        """Return the text of the task's result cell; nothing reported is an empty cell.

        `recorded_later` says that the status was recorded after the words were.
        """
        added = _handed_up(task)
        if recorded_later or not task.result_text:
            added.insert(0, self._recorded(task))
        return "\n".join(filter(None, (task.result_text, *added)))

    def _recorded(self, task: Task) -> str:
        said = self._status(task.result_text, task.deadline_text) if task.result_text else None
        if task.reported in (said or Status.NOT_STARTED, Status.NOT_STARTED):
            return ""
        documents = "; ".join(document for document in task.evidence if document not in task.result_text)
        if task.reported is Status.DONE:
            days = {milestone.done_on for milestone in task.milestones if milestone.closed}
            day = max((day for day in days if day), default=None) if None not in days else None
            return words.finished(day_in_sentence(day) if day else "", documents)
        return words.stated(STATUS_WORDS[task.reported], documents)


def _handed_up(task: Task) -> list[str]:
    """What was handed up and is not issued, where the words do not say so themselves."""
    if "trình" in task.result_text:
        return []
    return [
        words.handed_up(day_in_sentence(milestone.submitted_on), milestone.submitted_to)
        for milestone in task.milestones
        if milestone.submitted_on and not milestone.closed
    ]
