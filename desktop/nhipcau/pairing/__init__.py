"""Criteria, scores, the best plan with its proof, and the pairs that come of it."""

import os

# Before numpy is first imported: its products here take milliseconds on one core, and threads that wait for a second
# core busy with the window make them many times slower.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
