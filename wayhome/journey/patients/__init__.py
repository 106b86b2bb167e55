"""The people whom a program treats, and those who belong to them."""
