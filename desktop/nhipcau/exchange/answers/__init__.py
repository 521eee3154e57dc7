"""What answers say: how many, when, in which role, yes or no, in which order, and whom they name."""
