"""Words about numbers and truth values."""
