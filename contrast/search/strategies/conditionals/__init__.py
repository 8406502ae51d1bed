"""Conditionals: what may choose between what, the trees made of it, and terms for the parts that are left."""
