"""Groups, their sessions, and who has a place in them."""
