"""When pairs met, and how they feel about it."""
