"""People who sign in, what they may do, and the practitioners among them."""
