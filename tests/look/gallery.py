"""Draws every component into static pages under var/gallery, and photographs them.

    .venv/bin/python -m tests.look.gallery             writes the pages
    .venv/bin/python -m tests.look.gallery 8022        and takes screenshots over that port (needs Chromium)

The words are samples; the components, stylesheet and form renderer are the real ones.
"""

import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import django
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from playwright.sync_api import sync_playwright

from portal.common.languages import LANGUAGES, language_of
from portal.common.stylesheet import put_together
from tests.look.forms import contact_form, question_form
from tests.look.samples import TEXTS

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "var" / "gallery"
PAGES = ("home", "guide", "question", "contact", "errors", "check", "receipt", "404")


def configure():
    """Just enough Django to draw templates: no database, no views."""
    settings.configure(
        VAR_DIR=ROOT / "var",
        INSTALLED_APPS=["django.contrib.staticfiles", "django.forms"],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [ROOT / "portal" / "templates", ROOT / "tests" / "look" / "templates"],
                "APP_DIRS": True,
                "OPTIONS": {"libraries": {name: f"portal.common.templatetags.{name}" for name in ("forms", "shell")}},
            }
        ],
        FORM_RENDERER="portal.common.forms.PortalFormRenderer",
        STATIC_URL="/static/",
        STATICFILES_DIRS=[ROOT / "portal" / "static"],
        LOCALE_PATHS=[ROOT / "portal" / "locale"],
        LANGUAGES=[(code, code) for code in ("en", "es", "hy", "zh-hant", "zh-hans")],
    )
    django.setup()


def write_pages():
    """Every sample page in every sample language."""
    for code, texts in TEXTS.items():
        with translation.override(code):
            context = {
                "t": texts,
                "language": language_of(code),
                "languages": [
                    {
                        "code": x.code,
                        "tag": x.tag,
                        "name": x.name,
                        "url": f"/{x.code}-home.html",
                        "current": x.code == code,
                    }
                    for x in sorted(LANGUAGES, key=lambda x: x.name)
                ],
                "program": {
                    "name": texts["program"],
                    "city": texts["city"],
                    "phone": "(626) 555-0142",
                    "phone_href": "tel:+16265550142",
                    "tty": "711",
                    "hours": texts["hours"],
                    "email": "mediation@example.org",
                },
                "footer_links": {"privacy": "#", "accessibility": "#", "complaint": "#"},
                "home_url": f"/{code}-home.html",
                "question_form": question_form(texts),
                "contact_form": contact_form(texts),
                "errors_form": contact_form(
                    texts, {"phone": "12", "when_month": "2", "when_day": "", "when_year": "26"}
                ),
                "steps": [{"title": title, "text": text} for title, text in texts["steps"]],
                "contents": [{"id": "about", "title": texts["about"]}, {"id": "how", "title": texts["how"]}],
                "rows": [
                    {"label": texts["who"], "value": texts["who_choices"][0], "change_url": "#"},
                    {"label": texts["name"], "value": "Արամ Խաչատրյան", "change_url": "#"},
                    {"label": texts["languages"], "answers": ["Հայերեն", "Español"], "change_url": "#"},
                    {"label": texts["what"], "value": texts["paragraph"] + "\n" + texts["lead"], "change_url": "#"},
                    {"label": texts["email"], "value": "", "change_url": "#"},
                ],
            }
            for page in PAGES:
                name = f"gallery_{page}.html" if page != "404" else "404.html"
                (OUT / f"{code}-{page}.html").write_text(render_to_string(name, context))
    sheet = OUT / "static" / "css" / "site.css"
    sheet.parent.mkdir(parents=True, exist_ok=True)
    sheet.write_text(put_together())
    icon = OUT / "static" / "img" / "favicon.svg"
    icon.parent.mkdir(parents=True, exist_ok=True)
    icon.write_bytes((ROOT / "portal/static/img/favicon.svg").read_bytes())


def photograph(port, codes):
    """Screenshots at phone and desktop width, light and dark."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), partial(Quiet, directory=OUT))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    flags = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        for scheme in ("light", "dark"):
            for width in (360, 1280):
                page = browser.new_page(
                    viewport={"width": width, "height": 740}, color_scheme=scheme, java_script_enabled=False
                )
                for code in codes:
                    for name in PAGES:
                        page.goto(f"http://127.0.0.1:{port}/{code}-{name}.html")
                        page.screenshot(path=OUT / "shots" / f"{code}-{name}-{width}-{scheme}.png", full_page=True)
                    if width == 360:
                        page.goto(f"http://127.0.0.1:{port}/{code}-question.html")
                        page.click(".languages-button")
                        page.screenshot(path=OUT / "shots" / f"{code}-menu-{width}-{scheme}.png")
                page.close()
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    configure()
    OUT.mkdir(parents=True, exist_ok=True)
    write_pages()
    if len(sys.argv) > 1:
        photograph(int(sys.argv[1]), sys.argv[2:] or ["en", "hy", "zh-hant"])
