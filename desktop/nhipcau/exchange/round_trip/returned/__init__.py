"""What came back in a file: which sheet, column and row is which of ours, however it was worked on."""
