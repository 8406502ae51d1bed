"""Lexicons: what the words of a small language mean and how meanings join, found from phrases and what they stand for.

The space is a strong prior, as an architecture is: each word either has a meaning (at most three output words, and always the
same) or is an operator, written behind, between or before the phrases that it joins (`X w`, `X w Y`, `w X`); what an operator
gives is a template of at most eight places over the meanings of its phrases, each used at least once, and at most three
output words; operators are ordered, the loosest first; words that no operator joins are joined by one more template. A
language with free word order, words of several meanings or exceptions has no lexicon of this form.
"""

from contrast.search.lexicon.induce import induce, is_language

__all__ = ["induce", "is_language"]
