"""What is said of a file that isn't in the format it should be in."""


class MalformedFileError(ValueError):
    """A file can't be read; nothing of it is used."""

    def __init__(self, line: int, expected: str, found: str) -> None:
        super().__init__(f"line {line}: expected {expected}, found {found}")
        self.line = line
        self.expected = expected
        self.found = found
