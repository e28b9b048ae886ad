"""How a printed result is read."""

from cchc_tasks.reading.results.result_reader import read_result

__all__ = ["read_result"]
