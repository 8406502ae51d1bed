"""The DSLs that ship: one module a vocabulary, each with a `VOCABULARY` (reals has two, for laws and for the plane)."""
