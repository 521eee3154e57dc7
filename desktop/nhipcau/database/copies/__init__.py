"""Whole files beside the open one: copies, backups and going back to them, and what replaces what, safely."""
