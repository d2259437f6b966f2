"""Requests that left a doubt (intake/rules/abuse.py): the words that staff read."""

from collections.abc import Iterable

from intake.rules.abuse import Doubt

CHECK_FIRST = "Check first"
WORDS = {
    Doubt.TRAP: "A field that people can’t see was filled in. Programs do that.",
    Doubt.FAST: "It was sent within seconds of the first answer.",
    Doubt.FORM: "It did not come from a page that this site made for it, or from one that was open for too long.",
    Doubt.NEARBY: "Many requests came from the same network within an hour. It may be a library or a shelter.",
    Doubt.FLOOD: "Very many requests came in within an hour, from everywhere.",
    Doubt.NO_PROOF: "It came among many, and the browser had not done the work that we ask of browsers.",
    Doubt.WRONG_PROOF: "The browser’s work was wrong, or was done for another request.",
    Doubt.UNCHECKED: "A check could not run, so nobody can say that this request is in order.",
}


def in_words(doubts: Iterable[str]) -> list[str]:
    """A sentence for each doubt; a name that is not known any more speaks for itself."""
    return [WORDS[Doubt(name)] if name in WORDS else name for name in doubts]
