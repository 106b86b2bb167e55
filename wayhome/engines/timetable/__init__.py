"""The week builder: everyone's prescribed hours, inside the lives they lead."""
