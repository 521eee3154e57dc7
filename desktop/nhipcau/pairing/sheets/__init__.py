"""The sheets of pairs, of how they are found, and of kept plans in workbooks; what sheets about pairs share."""
