"""The architectures' modules, one file each, and what they share."""
