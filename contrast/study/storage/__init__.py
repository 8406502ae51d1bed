"""The results file and the checkpoints beside it: what survives kill -9, a full disk, a second writer."""
