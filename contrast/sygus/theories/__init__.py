"""The operators of SMT-LIB's theories as primitives, and the names that primitives have there."""
