"""The finder: programs everywhere, near somebody, and how well they fit what matters."""
