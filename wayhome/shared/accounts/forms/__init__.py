"""Forms of signing in and of the staff list: text from a browser becomes typed values."""
