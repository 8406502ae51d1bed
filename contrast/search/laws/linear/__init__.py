"""Laws as linear problems: spaces, features in them, the few that explain most, and the formulas that these give."""
