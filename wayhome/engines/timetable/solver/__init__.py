"""What needs numpy and OR-Tools: loaded by the worker alone."""
