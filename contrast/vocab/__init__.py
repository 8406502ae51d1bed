"""The DSLs that ship: a module with a `VOCABULARY` each (reals has two), beside modules of words that they share."""
