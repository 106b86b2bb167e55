"""Public timetabling problems, to compare the week builder with what others have published."""
