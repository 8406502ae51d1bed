"""Witnesses: weights, written by hand, that make a net of our own architectures solve a task exactly."""
