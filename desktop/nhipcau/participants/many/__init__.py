"""Many people written at once: by imports, and by workbooks that come home."""
