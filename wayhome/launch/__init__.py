"""Starts the embedded PostgreSQL, the server and the worker: what the commands in bin/ call."""
