"""Words about lists, and what their schemes tell of the functions that they apply."""
