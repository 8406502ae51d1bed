"""Tables, sentences and citations, computed from stored result rows alone. Nothing here runs a solver or loads torch."""
