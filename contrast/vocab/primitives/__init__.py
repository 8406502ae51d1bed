"""The primitives that several vocabularies share, each with its scalar meaning, and what a search may know of it."""
