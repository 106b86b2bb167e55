"""What was really given: attendance, minutes, notes."""
