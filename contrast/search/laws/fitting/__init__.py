"""Formulas at measurements: their errors, the constants that fit best, short names for these, fewer symbols."""
