"""The journey: rooms in the order in which a client meets them."""
