"""Tasks that nobody picked: functions drawn at random, sifted by behaviour alone, each made a task."""
