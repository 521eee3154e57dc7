"""The sheets of people and of levels in workbooks."""
