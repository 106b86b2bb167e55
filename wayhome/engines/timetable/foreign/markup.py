"""XML as a tree whose elements know their line, so that what is wrong can be said by line."""

import re
from dataclasses import dataclass, field
from typing import NoReturn, Self
from xml.parsers import expat

from wayhome.engines.timetable.foreign.malformed import MalformedFileError

WHOLE = re.compile(r"[0-9]{1,9}")


@dataclass(slots=True)
class Element:
    tag: str
    line: int
    attributes: dict[str, str]
    children: list[Self] = field(default_factory=list)

    def all(self, tag: str) -> list[Self]:
        return [child for child in self.children if child.tag == tag]

    def one(self, tag: str) -> Self:
        """Give the only child of this name.

        :raises MalformedFileError: there is none, or more than one.
        """
        found = self.all(tag)
        if len(found) != 1:
            self.refuse(f"one <{tag}> in <{self.tag}>", str(len(found)))
        return found[0]

    def text(self, name: str) -> str:
        """Give an attribute.

        :raises MalformedFileError: it isn't there.
        """
        if name not in self.attributes:
            self.refuse(f"an attribute {name} of <{self.tag}>", "none")
        return self.attributes[name]

    def whole(self, name: str, default: int | None = None) -> int:
        """Give an attribute that is a whole number, 0 or more.

        :raises MalformedFileError: it isn't one, or isn't there and has no default.
        """
        if default is not None and name not in self.attributes:
            return default
        value = self.text(name)
        if not WHOLE.fullmatch(value):
            self.refuse(f"a whole number as {name} of <{self.tag}>", repr(value))
        return int(value)

    def bits(self, name: str, length: int) -> int:
        """Give an attribute of so many 0 and 1 as one number; left out, all are 1.

        :raises MalformedFileError: it is something else.
        """
        value = self.attributes.get(name, "1" * length)
        if len(value) != length or value.strip("01"):
            self.refuse(f"{length} of 0 and 1 as {name} of <{self.tag}>", repr(value))
        return int(value, 2)

    def refuse(self, expected: str, found: str) -> NoReturn:
        raise MalformedFileError(self.line, expected, found)


def parse(text: str, root: str) -> Element:
    """Read a document with this root; entities are refused, the world outside isn't asked.

    :raises MalformedFileError: it isn't well-formed, or has another root.
    """
    parser, top = expat.ParserCreate(), Element("", 1, {})
    _grow(parser, top)
    try:
        parser.Parse(text, True)  # noqa: FBT003
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        raise MalformedFileError(error.lineno, "well-formed XML", said) from error
    (found,) = top.children
    if found.tag != root:
        found.refuse(f"<{root}>", f"<{found.tag}>")
    return found


def _grow(parser: expat.XMLParserType, top: Element) -> None:
    """Have the parser put each element below the one it stands in."""
    open_elements = [top]

    def start(tag: str, attributes: dict[str, str]) -> None:
        element = Element(tag, parser.CurrentLineNumber, attributes)
        open_elements[-1].children.append(element)
        open_elements.append(element)

    def end(_: str) -> None:
        open_elements.pop()

    def refuse(name: str, *_: object) -> None:
        raise MalformedFileError(parser.CurrentLineNumber, "no entities", repr(name))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.EntityDeclHandler = refuse
