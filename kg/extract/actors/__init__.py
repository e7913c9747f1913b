"""Who: the names of teams, bodies, offices and systems, and which of them is to act."""
