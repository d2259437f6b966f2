"""How hard English text is to read, as the school grade that understands it (Flesch-Kincaid)."""

import re
from collections.abc import Iterable

HARDEST_GRADE = 8
WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
END_OF_SENTENCE = re.compile(r"[.?!:;](?=\s|$)")


def grade(texts: Iterable[str]) -> float:
    """The grade of the texts together; one that lacks a full stop counts as a sentence. 0 without any word."""
    texts = list(texts)
    words = [word for text in texts for word in WORD.findall(text)]
    if not words:
        return 0
    sentences = sum(max(len(END_OF_SENTENCE.findall(text)), 1) for text in texts)
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    """A count by vowel groups, parted by a y between vowels; a silent final e or -ed of a past form does not count."""
    word = re.sub(r"(?<=[aeiou])y(?=[aeiou])", "-", re.sub(r"[^a-z]", "", word.lower()))
    groups = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"([^aeiouyl]e|[^aeiouytd]ed|[^aeiouycgszx]es)$", word) and groups > 1:
        groups -= 1
    return max(groups + len(re.findall(r"ia[tl]|io[rl]|uat", word)), 1)
