"""Naast: lay editions of a document side by side and say in words what changed."""

import os

__version__ = "0.1.0"

# numpy starts a thread per processor for linear algebra when it is imported. Nothing here does linear algebra, and
# starting them took 60 ms of CPU: more than comparing two papers of 90 KB.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
