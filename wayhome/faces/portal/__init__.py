"""What a client sees and does: my week."""
