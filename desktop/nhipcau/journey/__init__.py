"""What a pair sets out to do together."""
