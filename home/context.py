"""The program's name and contact lines for every template: `program`, in the reader's language."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from home.models import ProgramDetails
from portal.common.languages import SOURCE_LANGUAGE, Language, language_of


@dataclass(frozen=True)
class Program:
    """What pages say about the program; every field is empty when nobody has filled in the details yet."""

    name: str = ""
    short_name: str = ""
    city: str = ""
    phone: str = ""
    phone_href: str = ""
    tty: str = ""
    email: str = ""
    hours: str = ""
    interpreter_line: str = ""


def program(request: HttpRequest) -> dict[str, Any]:
    """The context of `program` in the active language; asks the database once, and only if a template uses it."""
    language = language_of(get_language())
    return {"program": SimpleLazyObject(lambda: program_in(language))}


def program_in(language: Language) -> Program:
    """The program's details in `language`, else in the source language, else empty. One query."""
    codes = {language.code, SOURCE_LANGUAGE.code}
    rows = ProgramDetails.objects.filter(locale__language_code__in=codes).select_related("locale").order_by("pk")
    by_code = {row.locale.language_code: row for row in rows}
    row = by_code.get(language.code) or by_code.get(SOURCE_LANGUAGE.code)
    return Program() if row is None else shown(row)


def shown(row: ProgramDetails) -> Program:
    """The details as pages show them: the number as people here write it, and the link that dials it."""
    return Program(
        name=row.name,
        short_name=row.short_name,
        city=row.city,
        phone=row.phone.as_national if row.phone else "",
        phone_href=f"tel:{row.phone.as_e164}" if row.phone else "",
        tty=row.tty,
        email=row.email,
        hours=row.hours,
        interpreter_line=row.interpreter_line,
    )
