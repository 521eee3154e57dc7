"""The shape of a sheet: where its tables stand, which rows are headings, which rows are people."""
