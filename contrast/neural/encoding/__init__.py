"""From the kinds of a task to tensors, and from a network's last layer back to values."""
