"""Rules for noisy labels: decision lists and trees over a DSL's own predicates, chosen by description length.

Where labels are noisy, a search that insists on consistency loses for that reason alone. Here what counts is the length of
the program and of its exceptions together.
"""

from contrast.search.rules.learn import has_few_classes, learn

__all__ = ["has_few_classes", "learn"]
