"""Does more of everything help, and where? Nets made larger, given more examples and trained longer, and what becomes of their
errors inside and outside the sampled region.

The essay says that scaling layers and data only palliates. What would speak for and against it was fixed before any number was
looked at. Errors are fitted by power laws, error = a x^-b; b is compared inside (on fresh draws of the training distribution)
and outside (on longer inputs, and on all axes), each with its 95 % interval.

- supported: inside the error falls (the interval of b lies above 0), and outside it does not, or far less: its interval lies
  below the one inside, or holds 0 and not the slope inside.
- contradicted: inside the error falls, and outside too (the interval lies above 0), as steeply: its interval reaches the slope
  inside, or lies above it.
- open: inside the error does not fall, so that there is nothing to palliate; as where the smallest net has solved the task.
- undecided: anything else. An interval so wide that it holds both 0 and the slope inside says nothing.

A slope describes the sizes that were tried and no others.
"""
