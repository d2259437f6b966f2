"""The program's name and contact lines for every template: `program`, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import Error as DatabaseError
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from home.alerts import ShownAlert, alerts_to_come, shown_alerts
from home.models.program_details import ProgramDetails
from portal.common.kept_values import KeptValues
from portal.common.languages import SOURCE_LANGUAGE, Language, language_of

KEPT = "program_of_request"


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
    # The published alerts of every language that were not over when this was read.
    all_alerts: tuple[ShownAlert, ...] = ()
    language: Language = field(default=SOURCE_LANGUAGE, compare=False)

    @property
    def alerts(self) -> list[ShownAlert]:
        """What readers must know now, the newest first."""
        return [alert for alert in self.all_alerts if alert.language == self.language and alert.is_on]


# By language code. Only for error pages; other pages read the database.
_last_seen: dict[str, Program] = {}


def program(request: HttpRequest) -> dict[str, Any]:
    """The context of `program` in the active language; asks the database once, and only if a template uses it."""
    return {"program": program_of(request)}


def program_of(request: HttpRequest) -> Program:
    """The program in the language of this request, read at the first use and once for all who ask."""
    kept: dict[str, Any] = vars(request)
    if KEPT not in kept:
        language = language_of(get_language())
        kept[KEPT] = SimpleLazyObject(lambda: program_in(language))
    found: Program = kept[KEPT]
    return found


def program_in(language: Language) -> Program:
    """The program's details in `language`, else in the source language, else empty; its alerts in `language` alone.
    One query, and none while the process knows the answer."""
    return among(_kept.of(None), language)


def read_programs(_: None = None) -> dict[str, Program]:
    """The details with their alerts, by language code. One query."""
    rows = ProgramDetails.objects.select_related("locale").annotate(alerts=alerts_to_come()).order_by("pk")
    by_code = {row.locale.language_code: shown(row, row.alerts) for row in rows}
    _last_seen.update(by_code)
    return by_code


_kept = KeptValues(read_programs)


def details_in(language: Language) -> Program:
    """The program's details without its alerts, for letters and messages. One light query, and none while the process
    knows the answer."""
    return among(_details.of(None), language)


def read_details(_: None = None) -> dict[str, Program]:
    """The details by language code. One query."""
    rows = ProgramDetails.objects.select_related("locale").order_by("pk")
    return {row.locale.language_code: shown(row) for row in rows}


_details = KeptValues(read_details)


def among(by_code: dict[str, Program], language: Language) -> Program:
    """The program of `language`, else of the source language, else an empty one."""
    found = by_code.get(language.code) or by_code.get(SOURCE_LANGUAGE.code) or Program()
    return replace(found, language=language)


def last_seen_program(language: Language) -> Program:
    """The program as this process last read it, for pages that must stand when the database does not answer; read now
    only if it was never read."""
    if not _last_seen:
        try:
            return program_in(language)
        except DatabaseError:
            return Program()
    return among(_last_seen, language)


def shown(row: ProgramDetails, alerts: Iterable[dict[str, Any]] = ()) -> Program:
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
        all_alerts=shown_alerts(alerts),
    )
