"""How often what was tried in fuzzing ended in which way; the end of a run tells (tests/conftest.py)."""

from __future__ import annotations

from collections import Counter

OUTCOMES: Counter[str] = Counter()
