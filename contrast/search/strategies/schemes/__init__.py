"""Schemes: primitives whose bodies the examples tell of, in which order their turns come, and the quests for the bodies."""
