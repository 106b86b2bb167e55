"""Pages of encounters. A view reads with queries or writes with one action."""
