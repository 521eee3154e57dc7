"""Workbooks that go out, and the letters that carry them."""
