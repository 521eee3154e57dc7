"""Writing what was decided, a kind of thing each."""
