"""Organizations, their sites and rooms, and the programs they run."""
