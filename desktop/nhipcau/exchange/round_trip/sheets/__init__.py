"""What the sheets of our workbooks hold: their columns, their rows, and how values stand in cells."""
