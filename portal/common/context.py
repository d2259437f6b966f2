"""What the page shell needs on every page of ours: its language, the Languages menu, and whether this is a demo.

Wagtail pages give their own `languages` (portal/common/pages.py); theirs win over those from here.
"""

import re
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_from_path, gettext

from portal.common.headers import PRIVATE
from portal.common.languages import BY_NAME, LANGUAGES, Language, language_of
from portal.common.menu import menu_in

# Pages with somebody's answers have the button that leaves, and a neutral word in their title instead of the program's
# name: titles stay in the browser's history (SECURITY.md G11).
WITH_ANSWERS = re.compile(r"^/[a-z-]+/(referral|check|leaving-quickly|resume|my|survey)(/|$)")


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of the shell: `language`, `languages`, `home_url`, `menu`, `demo`, `noindex`, and on the pages of a
    request `leave_url` and `title_suffix`. It asks the database for the menu only, and only if a template uses it and
    the process does not know it."""
    language = language_of(get_language())
    with_answers = WITH_ANSWERS.match(request.path_info) is not None
    return {
        "language": language,
        "home_url": f"/{language.code}/",
        "languages": SimpleLazyObject(lambda: same_address_in_other_languages(request)),
        "menu": SimpleLazyObject(lambda: menu_in(language)),
        "demo": not settings.SECOND_FACTOR_REQUIRED,
        "leave_url": settings.LEAVE_URL if with_answers else "",
        "title_suffix": gettext("Request") if with_answers else "",
        "noindex": PRIVATE.match(request.path_info) is not None,
    }


def menu_entry(language: Language, url: str, current: Language) -> dict[str, Any]:
    """One line of the Languages menu: the language's code, tag, name and so on, `url`, and whether it is `current`."""
    return {**asdict(language), "url": url, "current": language == current}


def in_menu_order(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines of the Languages menu in its order."""
    codes = [language.code for language in BY_NAME]
    return sorted(entries, key=lambda entry: codes.index(entry["code"]))


def same_address_in_other_languages(request: HttpRequest) -> list[dict[str, Any]]:
    """The menu of an address that is no Wagtail page: the same path and query under each language's prefix.

    Addresses without a language (staff, sign-in) have no menu.
    """
    code = get_language_from_path(request.path_info)
    if code is None:
        return []
    _, _, rest = request.get_full_path().lstrip("/").partition("/")
    current = language_of(code)
    return in_menu_order([menu_entry(language, f"/{language.code}/{rest}", current) for language in LANGUAGES])
