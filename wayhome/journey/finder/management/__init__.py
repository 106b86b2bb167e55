"""What somebody types to keep the directory."""
