"""`make check` is worth something only if it fails: each fault is planted in a copy of the tree and its check runs."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NOT_COPIED = shutil.ignore_patterns(".*", "var", "docs", "node_modules", "__pycache__", "static", "*.mo")

needs_gettext = pytest.mark.skipif(not shutil.which("xgettext"), reason="`make check` needs gettext and says so")


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    copy = tmp_path_factory.mktemp("checks") / "portal"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    return copy


def what_check_says(tree: Path, check: str, file: str, before: str, after: str) -> str:
    """Changes `before` to `after` in one file, runs the check there, puts the file back; the check must have failed."""
    path = tree / file
    text = path.read_text()
    assert before in text, f"{file} no longer holds {before!r}: plant the fault elsewhere"
    path.write_text(text.replace(before, after, 1))
    try:
        command = [sys.executable, "-m", "tests.checks", check]
        done = subprocess.run(command, cwd=tree, capture_output=True, text=True)
    finally:
        path.write_text(text)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


def test_a_stored_field_without_a_data_class_fails(tree):
    said = what_check_says(tree, "declarations", "intake/models/holder.py", 'K12="browser key"', 'K12="key"')
    assert "intake.DraftHolder.browser has no data class" in said


@pytest.mark.proves("G2")
def test_an_address_without_a_policy_fails(tree):
    said = what_check_says(tree, "declarations", "intake/views/referral.py", "@public\ndef start", "def start")
    assert "The address 'en/referral/new/' does not declare who may call it" in said


def test_home_importing_intake_fails(tree):
    said = what_check_says(tree, "imports", "home/apps.py", "from django", "from intake import models\nfrom django")
    assert "home.apps -> intake.models" in said
    assert "Resident data stays in intake BROKEN" in said


@needs_gettext
def test_a_message_without_a_translation_fails(tree):
    said = what_check_says(tree, "messages", "intake/questions/people.py", '_("Your name")', '_("Your first name")')
    for locale in ("es", "hy", "zh_Hans", "zh_Hant"):
        assert f"{locale}: not in the catalogue: 'Your first name'" in said


@needs_gettext
def test_a_translation_that_is_only_guessed_fails(tree):
    catalogue = "portal/locale/hy/LC_MESSAGES/django.po"
    entry = 'msgid "Your name"\nmsgstr "'
    said = what_check_says(tree, "messages", catalogue, entry, f"#, fuzzy\n{entry}")
    assert "hy: not sure (fuzzy): 'Your name'" in said


def test_a_missing_migration_fails(tree):
    said = what_check_says(tree, "migrations", "intake/models/holder.py", "max_length=64", "max_length=65")
    assert "Alter field browser on draftholder" in said
