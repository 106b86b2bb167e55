"""How plain an English text is: Flesch-Kincaid's grade, from words, sentences and syllables."""

import re
from html import unescape

VOWELS = re.compile(r"[aeiouy]+")
WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
# An e at the end that nobody says: made, asked, times; not in people, wanted, places.
SILENT = (r"(?:[^ley]|[^aeiouy]y|[aeiouy]l)e$", r"[^td]ed$", r"(?<![sxzcgl])(?<!sh)(?<!ch)es$")
# A block ends a sentence, whether or not there is a full stop.
BLOCK = re.compile(r"</?(?:h\d|p|li|dt|dd|button|div|section|ul|dl|form|a)\b[^>]*>")


def syllables(word: str) -> int:
    word = re.sub(r"[^a-z]", "", word.lower())
    count = len(VOWELS.findall(word))
    is_silent = any(re.search(ending, word) for ending in SILENT)
    return max(count - is_silent, 1)


def grade(text: str) -> float:
    """Return the school year in which a text is read with ease."""
    sentences = [s for s in re.split(r"[.!?:]+(?:\s|$)|\n", text) if WORD.search(s)]
    words = WORD.findall(text)
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59


def text_of(page: str) -> str:
    """Return what a page shows in its main part, a block a line."""
    main = page[page.index("<main") : page.index("</main>")]
    lines = re.sub(r"<[^>]+>", "", BLOCK.sub("\n", main)).splitlines()
    return unescape("\n".join(line.strip() for line in lines if line.strip()))
