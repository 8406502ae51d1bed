"""Words about the cells of grids, one number a cell."""
