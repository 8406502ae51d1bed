"""Predicates proposed for rules: from features of the examples to truth values on all of them at once."""
