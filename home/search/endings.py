"""Endings of words, for languages whose stemmer in PostgreSQL does not bring the forms of a word together.

Armenian: PostgreSQL 18 gives the nominative and the genitive of "mediation" two different stems and keeps the article
on short words, so a search in one case misses the other (docs/decisions/search.md).
"""

from functools import cache, lru_cache

# Cases, plural, article and possessives of nouns; -ություն, which makes nouns of adjectives and verbs; infinitives and
# the commonest endings of verbs. The longest come first; և is written եւ here, as folding writes it.
ENDINGS = {
    "armenian-endings": (
        *("ությամբ", "ություն", "ությու", "ությա", "ություններ"),
        *("ներ", "ների", "երի", "վել", "վում", "ելու", "ալու", "ման"),
        *("եր", "ով", "ից", "ում", "ել", "ալ", "եք", "եմ", "ես", "են", "եց", "ած", "ող"),
        *("ը", "ն", "ի", "ս", "դ", "ու", "մա"),
    )
}
SHORTEST = 4


@cache
def _endings(stemmer: str) -> tuple[str, ...]:
    return tuple(sorted(ENDINGS.get(stemmer, ()), key=len, reverse=True))


@lru_cache(maxsize=20_000)
def shortened(word: str, stemmer: str) -> str:
    """The folded word without its endings, one after the other, as long as at least four letters stay."""
    endings = _endings(stemmer)
    ending = next((one for one in endings if word.endswith(one) and len(word) - len(one) >= SHORTEST), None)
    return shortened(word.removesuffix(ending), stemmer) if ending else word


def configuration(stemmer: str) -> str:
    """The text search configuration of PostgreSQL that goes with a stemmer of the language registry."""
    return "simple" if stemmer in ENDINGS else stemmer
