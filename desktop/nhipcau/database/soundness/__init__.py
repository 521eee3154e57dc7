"""What is wrong with a file: what keeps it from being opened, what cannot be read in it, and the mending."""
