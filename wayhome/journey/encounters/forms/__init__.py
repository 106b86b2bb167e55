"""Text from a browser becomes typed values."""
