"""Bottom-up enumeration: programs by cost, one kept a distinct value, their values in contiguous rows."""
