"""Nhịp Cầu: mentoring programmes for the coordinator of a small organisation."""

__version__ = "0.1.0"
