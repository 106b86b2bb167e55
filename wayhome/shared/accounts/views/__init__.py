"""Pages of who is who at work: where one acts and is signed in, the staff list, its people."""
