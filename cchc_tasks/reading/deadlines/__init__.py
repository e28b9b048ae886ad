"""Deadline phrases are read here."""

from cchc_tasks.reading.deadlines.deadline_reader import read_deadline

__all__ = ["read_deadline"]
