"""Rows of imported files that wait in the data file until somebody decides about them."""
