"""Operon as a peer: its evolution, its process, its models as programs, and the solver."""
