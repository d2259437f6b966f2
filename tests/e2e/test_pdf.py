"""PDFs as readers get them: in every language, with every letter, tagged for screen readers, and made from nothing but
what the document holds. They need Pango and fonts, so they stand here and not among the quick tests."""

import os
import shutil
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import django
import polib
import pytest
from django.template.loader import render_to_string
from django.test import override_settings
from django.utils import translation
from django.utils.translation import to_locale

from portal.common import pdf
from portal.common.checks.fonts import check_fonts
from portal.common.languages import LANGUAGES, SOURCE_LANGUAGE, language_of
from tests.e2e.pdf_reading import missing_letters, reader, tags, words
from tests.portal.test_settings import PRODUCTION, ROOT

MADE = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ROWS = [
    {"label": "What happened?", "value": "One line\nanother line"},
    {"label": "Where?", "answers": ["Here", "There"]},
]


def common_letters(encoding, first, last):
    """The letters that a standard of Chinese holds in the rows of its common ones."""
    pairs = [bytes((lead, tail)) for lead in range(first, last + 1) for tail in range(0x40, 0xFF)]
    letters = [pair.decode(encoding, "ignore") for pair in pairs]
    return "".join(letter for letter in letters if letter >= "\u4e00")


# What every text of a language may use beyond the words of our own catalogue.
LETTERS = {
    "en": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789“”‘’–—…•§$%&/()@#*+=<>",
    "es": "áéíóúüñÁÉÍÓÚÜÑ¿¡ªº«»",
    "hy": "".join(
        chr(code) for code in [*range(0x531, 0x557), *range(0x55A, 0x560), *range(0x561, 0x588), 0x589, 0x58A]
    ),
    "zh-hant": common_letters("big5", 0xA4, 0xC6),
    "zh-hans": common_letters("gb2312", 0xB0, 0xF7),
}


@pytest.fixture(scope="module", autouse=True)
def templates():
    """Django, as far as writing a document needs it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.lint")
    django.setup()


def written(html, *, code="en", title="A copy of your request"):
    return pdf.pdf_of(html, language=language_of(code), title=title, created=MADE)


def document(code, rows=ROWS, **context):
    language = language_of(code)
    with translation.override(code):
        context = {"title": "A copy of your request", "created": MADE, "language": language, **context}
        frame = render_to_string("pdf/base.html", context)
        return frame.replace("<main></main>", f"<main>{render_to_string('pdf/answers.html', {'rows': rows})}</main>")


def sample(code):
    """Every word that the portal itself says in the language, and every letter that people are likely to type."""
    english = code == SOURCE_LANGUAGE.code
    entries = polib.pofile(ROOT / "portal/locale" / to_locale("es" if english else code) / "LC_MESSAGES/django.po")
    said = [entry.msgid if english else entry.msgstr for entry in entries]
    names = [language.name for language in LANGUAGES]
    return "\n".join([*said, *names, LETTERS[code]])


def only_font(family, folder):
    """An environment in which this one font is installed."""
    file = subprocess.run(["fc-match", "-f", "%{file}", family], capture_output=True, text=True, check=True).stdout
    shutil.copy(file, folder)
    config = folder / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>")
    return {"FONTCONFIG_FILE": str(config)}


@pytest.mark.parametrize("code", [language.code for language in LANGUAGES])
class TestEveryLanguage:
    @pytest.mark.proves("UX-43")
    def test_no_letter_is_missing(self, code):
        text = sample(code)
        rows = [{"label": line, "value": line} for line in text.splitlines()[:40]] + [{"label": "", "value": text}]
        assert missing_letters(written(document(code, rows), code=code), text) == set()

    @pytest.mark.proves("UX-43")
    def test_it_says_its_language_and_its_title_and_is_tagged(self, code):
        made = written(document(code), code=code, title="Copy — 副本 — պատճեն")
        found = reader(made)
        catalog = found.trailer["/Root"]
        assert catalog["/Lang"] == language_of(code).tag
        assert catalog["/MarkInfo"]["/Marked"]
        assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
        assert found.metadata.title == "Copy — 副本 — պատճեն"
        assert found.metadata.creation_date == MADE
        assert found.xmp_metadata is not None
        assert b"pdfuaid" in catalog["/Metadata"].get_data()
        heading, *rest = [tag for tag in tags(made) if tag in ("/H1", "/L", "/LI", "/LBody")]
        assert (heading, *rest[:3]) == ("/H1", "/L", "/LI", "/LBody")
        assert rest.count("/LI") == 2 * len(ROWS)

    def test_the_foot_of_each_page_counts_the_pages(self, code):
        rows = [{"label": f"Question {number}", "value": "Answer"} for number in range(40)]
        made = written(document(code, rows, reference="7KQM-4WXR"), code=code)
        with translation.override(code):
            expected = translation.gettext("Page %(number)s of %(count)s")
        pages = reader(made).pages
        assert len(pages) > 1
        for number, page in enumerate(pages, start=1):
            text = "".join(page.extract_text().split())
            assert "".join((expected % {"number": number, "count": len(pages)}).split()) in text
            assert "7KQM-4WXR" in text


def test_this_machine_has_a_font_for_every_language():
    assert check_fonts() == []


def test_a_letter_without_a_font_is_found_missing(tmp_path):
    program = """
import sys, datetime, django; django.setup()
from portal.common.pdf import pdf_of
from portal.common.languages import language_of
html = "<html><body>Mediation 調解</body></html>"
sys.stdout.buffer.write(pdf_of(html, language=language_of("zh-hant"), title="t", created=datetime.datetime.now()))
"""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.lint", **only_font("Noto Sans", tmp_path)}
    made = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert missing_letters(made.stdout, "Mediation 調解") == {"調", "解"}


def test_production_does_not_start_without_fonts_for_its_languages(tmp_path):
    environment = {**PRODUCTION, **only_font("Noto Sans", tmp_path)}
    command = [sys.executable, "manage.py", "check"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode != 0
    assert [code for code in LETTERS if f"({code})" in done.stderr] == ["hy", "zh-hant", "zh-hans"]


class Listener:
    """A server that counts who calls it."""

    def __enter__(self):
        self.calls = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self.listen, daemon=True).start()
        return self

    def listen(self):
        while True:
            try:
                caller, _ = self.socket.accept()
            except OSError:
                return
            self.calls += 1
            caller.close()

    def __exit__(self, *_):
        self.socket.close()


def asking_for(address):
    return f"""<html><head><base href="{address}/"><link rel="stylesheet" href="{address}/a.css">
<link rel="attachment" href="{address}"><style>@import "{address}/b.css"; p {{ background: url({address}/c.png) }}
@font-face {{ font-family: Theirs; src: url({address}/d.woff) }} p {{ font-family: Theirs }}</style></head>
<body><p>Words <img src="{address}" alt="a picture"><object data="{address}"></object><embed src="{address}">
<svg width="9" height="9"><image href="{address}" width="9" height="9"/></svg></p></body></html>"""


def test_a_document_that_names_addresses_calls_nobody():
    with Listener() as listener:
        made = written(asking_for(listener.address))
        assert listener.calls == 0
        socket.create_connection(listener.socket.getsockname()).close()
    assert "Words" in words(made)


@pytest.mark.parametrize("name", ["secret.svg", "secret.txt"])
def test_a_document_that_names_files_opens_none(tmp_path, name):
    Path(tmp_path, name).write_text('<svg xmlns="http://www.w3.org/2000/svg"><text y="9">secret</text></svg>')
    made = written(asking_for(f"file://{tmp_path}/{name}"))
    found = reader(made)
    assert "Words" in words(made)
    assert "secret" not in words(made)
    assert found.attachments == {}


def test_typed_words_are_shown_as_they_were_typed():
    typed = "<img src=file:///etc/hostname> <b>&amp;</b>\n{{ title }}"
    assert typed in words(written(document("en", [{"label": "What happened?", "value": typed}])))


@pytest.mark.parametrize(("paper", "points"), [("letter", (612, 792)), ("A4", (595, 842))])
def test_the_paper_is_the_citys(paper, points):
    with override_settings(PDF_PAPER=paper):
        box = reader(written("<html><body>Words</body></html>")).pages[0].mediabox
    assert (round(box.width), round(box.height)) == points


def test_a_document_that_is_too_long_is_refused_at_once():
    with pytest.raises(pdf.PdfUnavailable, match="characters"):
        written("a" * (pdf.LONGEST + 1))


def test_a_document_waits_for_the_one_before_it_but_not_for_ever(monkeypatch):
    monkeypatch.setattr(pdf, "PATIENCE", 0.1)
    waiting = []

    def ask():
        with pytest.raises(pdf.PdfUnavailable, match="Other documents"):
            written("<html><body>Words</body></html>")
        waiting.append("refused")

    with pdf._one_at_a_time():
        other = threading.Thread(target=ask)
        other.start()
        other.join(timeout=20)
    assert waiting == ["refused"]
    assert "Words" in words(written("<html><body>Words</body></html>"))
