"""Many values and many programs at once: columns, primitives applied to columns, programs that share their nodes."""
