"""Figures: where they may be written, and what they show."""
