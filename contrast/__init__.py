"""contrast: each task solved by a trained network and by program search, from the same examples under the same budget."""

__version__ = "0.1.0"
