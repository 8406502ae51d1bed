"""What laws are put together from: expressions with their values, products, forms, and outermost functions."""
