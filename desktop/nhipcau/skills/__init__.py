"""The organisation's skills: one list for the many ways people write what they can and want to learn."""
