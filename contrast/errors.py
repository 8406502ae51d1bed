"""What can go wrong through a user's input. Each message says what, where, and how to mend it.

The command line prints any `ContrastError` as one sentence and exits with 2; every other exception is our own bug.
"""


class ContrastError(Exception):
    """A mistake in what the user gave us; the message is the whole explanation."""


class BadKind(ContrastError):
    """A type that is not one of the kinds of data that `contrast` knows."""


class BadPrimitive(ContrastError):
    """A function that cannot become a primitive."""


class BadProblem(ContrastError):
    """A SyGuS-IF file that cannot be read, or asks for something that is not handled."""


class BadProgram(ContrastError):
    """A program text that does not parse, or does not fit its DSL."""


class BadTask(ContrastError):
    """A task, or a file that should define one, that cannot be used."""


class BadValue(ContrastError):
    """A value that does not have the kind that its place asks for."""


class Unsupported(BadTask):
    """A task that a solver was not made for; the trial fails, and no comparison counts it for or against a side."""


class UnknownName(ContrastError):
    """A task, suite, solver, vocabulary or budget that nobody registered."""


class StoreError(ContrastError):
    """A results file that cannot be read or written."""


class Undefined(Exception):
    """A primitive has no value here. The one declared way to be partial: it prunes a program and scores as no answer."""
