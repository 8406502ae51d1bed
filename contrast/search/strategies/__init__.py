"""What shortens the enumeration: conditionals, the last step backwards, deduced bodies, parts of the rows, re-weighting."""
