"""From rows to lines: what is averaged over seeds and tasks, and with which interval."""
