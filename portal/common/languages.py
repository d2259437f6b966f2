"""The languages the portal speaks: one line each, and nothing else in the code names a language.

A new language is a line here, a message catalogue in portal/locale and a content file (docs/how-to/add-a-language.md).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """One language: `code` is Django's name for it and stands in addresses; `tag` is its BCP 47 tag for `lang`
    and hreflang; `name` is its own name for itself; `babel` the CLDR locale that formats its dates and numbers.

    `stemmer` brings the forms of a word together for search: the name of a text search configuration of PostgreSQL, or
    of a list of ours in home/search/endings.py; "simple" for a language whose words do not change.
    """

    code: str
    tag: str
    name: str
    babel: str
    direction: str = "ltr"
    stemmer: str = "simple"


LANGUAGES: tuple[Language, ...] = (
    Language("en", "en", "English", "en_US", stemmer="english"),
    Language("es", "es", "Español", "es_US", stemmer="spanish"),
    Language("hy", "hy", "Հայերեն", "hy_AM", stemmer="armenian-endings"),
    Language("zh-hant", "zh-Hant", "繁體中文", "zh_Hant_TW"),
    Language("zh-hans", "zh-Hans", "简体中文", "zh_Hans_CN"),
)
SOURCE_LANGUAGE = LANGUAGES[0]
BY_CODE = {language.code: language for language in LANGUAGES}
BY_NAME = tuple(sorted(LANGUAGES, key=lambda language: language.name.casefold()))
"""The order of the Languages menu: by its own name, the order readers know from other sites (UX-55)."""


def language_of(code: str | None) -> Language:
    """The registered language for a code such as `zh-hant`; the source language for any other value."""
    return BY_CODE.get(code or "", SOURCE_LANGUAGE)
