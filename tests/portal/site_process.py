"""Runs in a process of its own: the portal as a web server loads it, asked and told what to do one JSON line at a time.

{"get": address, "headers": {...}} answers with {"status", "headers", "body", "sql"}; {"do": name, "with": {...}} does
one of ACTS below and answers with what it gives back. Requests go straight to the WSGI door.
"""

import io
import json
import sys
from typing import Any

from portal.wsgi import application  # first: it sets Django up

# isort: split
from django.db import connection, reset_queries
from django.test import Client
from wagtail.models import Locale, Page, PageViewRestriction, Site

from home.models import HomePage, ProgramDetails, RequestPage
from portal.common.models import User


def request_page(code: str) -> RequestPage:
    return RequestPage.objects.get(slug="request", locale__language_code=code)


def publish(code: str, intro: str) -> None:
    page = request_page(code)
    page.intro = intro
    page.save_revision().publish()


def save_draft(code: str, intro: str) -> None:
    page = request_page(code)
    page.intro = intro
    page.save_revision()


def set_live(code: str, live: bool) -> None:
    page = request_page(code)
    if live:
        page.get_latest_revision().publish()
    else:
        page.unpublish()


def add_below_request(slug: str) -> None:
    parent = request_page("en")
    parent.add_child(
        instance=RequestPage(title=slug, slug=slug, intro="below", start_label="-", locale=parent.locale)
    ).save_revision().publish()


def move_below_home(slug: str) -> None:
    home = HomePage.objects.get(locale__language_code="en")
    RequestPage.objects.get(slug=slug, locale__language_code="en").move(home, pos="last-child")


def delete(slug: str) -> None:
    RequestPage.objects.get(slug=slug, locale__language_code="en").delete()


def change_program(code: str, city: str) -> None:
    details = ProgramDetails.objects.get(locale__language_code=code)
    details.city = city
    details.save()


def restrict(code: str, restricted: bool) -> None:
    restrictions = PageViewRestriction.objects.filter(page=request_page(code))
    if restricted:
        restrictions.create(page=request_page(code), restriction_type=PageViewRestriction.LOGIN)
    else:
        restrictions.first().delete()


def touch_site() -> None:
    Site.objects.get().save()


def touch_locale() -> None:
    Locale.objects.get(language_code="hy").save()


def rename_unseen(code: str, title: str) -> None:
    """Changes a row behind everybody's back, so that a test can see who made a page anew."""
    Page.objects.filter(pk=request_page(code).pk).update(title=title)


def sign_in() -> str:
    user, _ = User.objects.get_or_create(email="editor@example.org")
    client = Client()
    client.force_login(user)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def end_connections() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return cursor.fetchone()[0]


ACTS = (
    *(publish, save_draft, set_live, add_below_request, move_below_home, delete, change_program),
    *(restrict, touch_site, touch_locale, rename_unseen, sign_in, end_connections),
)
BY_NAME = {act.__name__: act for act in ACTS}


def get(address: str, headers: dict[str, str], method: str = "GET") -> dict[str, Any]:
    path, _, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()},
    }
    begun: list[Any] = []
    connection.force_debug_cursor = True
    reset_queries()
    result = application(environ, lambda *head: begun.extend(head))
    body = b"".join(result)
    if hasattr(result, "close"):
        result.close()
    sql = [query["sql"] for query in connection.queries]
    connection.force_debug_cursor = False
    return {"status": int(begun[0][:3]), "headers": dict(begun[1]), "body": body.decode(), "sql": sql}


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        answer = get(order["get"], order["headers"]) if "get" in order else BY_NAME[order["do"]](**order["with"])
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
