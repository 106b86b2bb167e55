"""Messages to people: an outbox that a task sends; nothing clinical is in them."""
