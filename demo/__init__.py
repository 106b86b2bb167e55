"""A made-up clinic that walks the journey through the real actions."""
