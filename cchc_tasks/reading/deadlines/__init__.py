"""How a deadline phrase is read."""

from cchc_tasks.reading.deadlines.deadline_reader import read_deadline

__all__ = ["read_deadline"]
