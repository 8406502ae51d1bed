"""Trained networks as solvers: encoders from the kinds of values, one architecture a file, one training protocol."""
