"""Theo dõi nhiệm vụ cải cách hành chính."""

__version__ = "0.1.0"
