"""bin/bench timetable: what the week builder costs, and how good its plans are."""
