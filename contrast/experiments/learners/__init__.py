"""Learners: what each makes of the measurements so far, and its committee for the next query."""
