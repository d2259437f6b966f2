"""When the seeded sites of the tests are built anew, and who works on them."""

from home.models import HomePage
from outreach.models import FaqPage
from tests import embedded_plugin as plugin
from tests import seeded_database as seeded
from tests.portal.test_embedded_plugin import make_checkout


def make_site(root, monkeypatch):
    make_checkout(root)
    for path in ("home/content/en.toml", "home/seeding/site.py", "home/views/pages.py", "home/templates/page.html"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("")
    monkeypatch.setattr(plugin, "ROOT", root)
    monkeypatch.setattr(seeded, "ROOT", root)


def test_a_site_is_seeded_anew_when_its_tables_its_words_or_the_code_that_seeds_it_change(monkeypatch, tmp_path):
    make_site(tmp_path, monkeypatch)
    seen = [seeded.seeded_mark()]
    for path in (
        "home/migrations/0002_more.py",
        "home/content/en.toml",
        "home/content/es.toml",
        "home/seeding/site.py",
    ):
        (tmp_path / path).write_text("# changed")
        seen.append(seeded.seeded_mark())
    assert len(set(seen)) == len(seen)


def test_it_stays_when_only_what_shows_it_changes(monkeypatch, tmp_path):
    make_site(tmp_path, monkeypatch)
    before = seeded.seeded_mark()
    for path in ("home/views/pages.py", "home/templates/page.html"):
        (tmp_path / path).write_text("changed")
    assert seeded.seeded_mark() == before


def test_each_class_works_on_the_site_that_it_asks_for_and_the_others_on_none(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        with seeded.seeded_database(seeded.FIRST_PAGES):
            assert HomePage.objects.exists()
            assert not FaqPage.objects.exists()
        with seeded.seeded_database(seeded.WHOLE_SITE):
            assert FaqPage.objects.exists()
        assert not HomePage.objects.exists()
