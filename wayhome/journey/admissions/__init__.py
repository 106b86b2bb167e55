"""Episodes of care, from the waiting list to discharge."""
