"""How a deadline phrase is read."""

from cchc_tasks.reading.deadlines.reader import read_deadline

__all__ = ["read_deadline"]
