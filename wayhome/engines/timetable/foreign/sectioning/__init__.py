"""Student sectioning, as the ITC-2019 competition posed it, at times and rooms that are given."""
