"""From answers to numbers, from numbers to the proved best plan: arrays in, arrays out, no words."""
