"""When the tests' template database is built anew."""

from tests import embedded_plugin as plugin

MIGRATION = "from home.audit_sql import CHAIN\nfrom django.db import migrations\n"


def make_checkout(root):
    for folder in ("home/migrations", "portal/settings", "portal/common"):
        (root / folder).mkdir(parents=True)
    for path in ("portal/settings/base.py", "portal/common/languages.py", "home/views.py"):
        (root / path).write_text("")
    (root / "home/migrations/0001_initial.py").write_text(MIGRATION)
    (root / "home/audit_sql.py").write_text("CHAIN = 1")


def test_the_template_changes_with_a_migration_and_with_what_a_migration_takes_from_us(monkeypatch, tmp_path):
    make_checkout(tmp_path)
    monkeypatch.setattr(plugin, "ROOT", tmp_path)
    seen = [plugin.fingerprint()]
    for path, text in (
        ("home/migrations/0002_more.py", ""),
        ("home/migrations/0001_initial.py", MIGRATION + "\n"),
        ("home/audit_sql.py", "CHAIN = 2"),
        ("portal/common/languages.py", "LANGUAGES = []"),
    ):
        (tmp_path / path).write_text(text)
        seen.append(plugin.fingerprint())
    assert len(set(seen)) == len(seen)


def test_the_template_stays_when_other_code_changes(monkeypatch, tmp_path):
    make_checkout(tmp_path)
    monkeypatch.setattr(plugin, "ROOT", tmp_path)
    before = plugin.fingerprint()
    (tmp_path / "home/views.py").write_text("x = 1")
    assert plugin.fingerprint() == before


def test_a_database_address_keeps_its_server_when_the_name_changes():
    url = "postgres://portal@%2FTmp%2Fa%20b%2Fs:5432/portal?sslmode=disable"
    assert plugin.with_database(url, "other") == "postgres://portal@%2FTmp%2Fa%20b%2Fs:5432/other?sslmode=disable"
