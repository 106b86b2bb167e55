"""First contacts, and what comes next for each."""
