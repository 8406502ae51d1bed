"""The DSLs that ship: a module with a `VOCABULARY` each (reals has two), beside the primitives that they share."""
