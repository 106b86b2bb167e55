"""Files in and out: the CSV bundle by which a program moves in, and out again."""
