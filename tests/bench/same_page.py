"""The two peers of kept pages: a bare Django view and a WSGI program that does nothing, both sending the same page.

`bare` and `empty` are the programs; PAGE_FILE names the page.
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import path

PAGE = Path(os.environ["PAGE_FILE"]).read_bytes()
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(PAGE)))]

settings.configure(SECRET_KEY="measured, never served", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[])


def view(request):
    return HttpResponse(PAGE)


def empty(environ, start_response):
    start_response("200 OK", list(HEADERS))
    return [PAGE]


urlpatterns = [path("en/", view)]
bare = WSGIHandler()
