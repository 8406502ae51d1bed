"""Words about the nodes of graphs."""
