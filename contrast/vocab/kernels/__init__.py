"""The primitives on whole columns."""
