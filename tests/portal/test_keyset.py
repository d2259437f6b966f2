"""The keyset: refusing to start without the right one, making one, and changing keys without losing a row."""

import json
import os
import stat
import uuid
from io import StringIO
from unittest.mock import patch

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.test import SimpleTestCase, TestCase, override_settings

from portal.common.crypto import KeysetError, require_keyset
from portal.common.crypto.checks import check_keyset, check_keyset_of_database, check_labels
from portal.common.crypto.key_check import write_key_check
from portal.common.crypto.keyset import Sealed, current_text, primary_key_id, seal
from portal.common.crypto.keyset_file import new_keyset, with_new_key, with_primary, with_status
from portal.common.crypto.registry import Place, encrypted_fields
from portal.common.crypto.rotation import reencrypt, rows_by_key
from portal.common.models import AuditEvent, FactorSecret, KeyCheck

SECRETS = Place(FactorSecret, "secret", "id")


def run(*arguments):
    out = StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=out)
    return out.getvalue()


def malformed():
    good = json.loads(new_keyset())
    disabled = {**good, "key": [{**good["key"][0], "status": "DISABLED"}]}
    raw = {**good, "key": [{**good["key"][0], "outputPrefixType": "RAW"}]}
    return ["", "  ", None, "{}", "[]", "not JSON", new_keyset()[:-20], json.dumps(disabled), json.dumps(raw)]


class RefusingToStart(TestCase):
    def test_a_missing_or_malformed_keyset_is_refused(self):
        for text in malformed():
            with override_settings(FIELD_KEYSET=text):
                assert [error.id for error in check_keyset(None)] == ["portal.E001"]
                with pytest.raises(ImproperlyConfigured):
                    require_keyset()

    def test_the_error_never_shows_a_part_of_the_key(self):
        value = json.loads(new_keyset())["key"][0]["keyData"]["value"]
        with override_settings(FIELD_KEYSET=json.dumps({"key": [{"keyData": {"value": value}}]})):
            assert value not in str(check_keyset(None)[0])

    def test_the_right_keyset_is_let_in(self):
        require_keyset()
        assert check_keyset(None) == check_keyset_of_database(None, databases=["default"]) == []

    def test_another_databases_keyset_is_refused(self):
        with override_settings(FIELD_KEYSET=new_keyset()):
            assert [error.id for error in check_keyset_of_database(None, databases=["default"])] == ["portal.E002"]
            with pytest.raises(KeysetError, match="not the one"):
                require_keyset()

    def test_migrate_does_not_take_a_wrong_keyset_for_the_right_one(self):
        with override_settings(FIELD_KEYSET=new_keyset()):
            write_key_check()
            with pytest.raises(KeysetError):
                require_keyset()

    def test_migrate_writes_the_row_that_is_missing(self):
        KeyCheck.objects.all().delete()
        with pytest.raises(KeysetError, match="migrate"):
            require_keyset()
        write_key_check()
        require_keyset()

    def test_bytes_from_another_place_do_not_pass_for_the_key_check(self):
        KeyCheck.objects.update(sealed=bytes(seal(b"This keyset belongs to this database.", "elsewhere")))
        with pytest.raises(KeysetError):
            require_keyset()

    def test_the_command_line_refuses_a_wrong_keyset(self):
        with override_settings(FIELD_KEYSET=new_keyset()), pytest.raises(CommandError):
            run("check", "--database", "default")


class Labels(SimpleTestCase):
    def test_each_encrypted_field_has_a_label_of_its_own(self):
        assert encrypted_fields()
        assert check_labels(None) == []

    def test_two_fields_with_one_label_are_an_error(self):
        field = FactorSecret._meta.get_field("secret")
        with patch("portal.common.crypto.registry.encrypted_fields", return_value=[field, field]):
            assert [error.id for error in check_labels(None)] == ["portal.E006"]


class TestMakingAKeyset:
    def test_only_its_owner_can_read_the_file(self, tmp_path):
        path = tmp_path / "keyset.json"
        before = os.umask(0)
        try:
            run("create_keyset", path)
        finally:
            os.umask(before)
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        with override_settings(FIELD_KEYSET=path.read_text()):
            assert check_keyset(None) == []

    def test_an_existing_file_is_never_overwritten(self, tmp_path):
        path = tmp_path / "keyset.json"
        path.write_text("precious")
        with pytest.raises(CommandError, match="not touched"):
            run("create_keyset", path)
        assert path.read_text() == "precious"

    def test_a_folder_that_is_not_there_is_said_in_words(self, tmp_path):
        with pytest.raises(CommandError, match="can't be written"):
            run("create_keyset", tmp_path / "nowhere" / "keyset.json")

    def test_no_two_keysets_are_alike(self):
        assert new_keyset() != new_keyset()


@pytest.fixture
def keyset_file(tmp_path, db):
    path = tmp_path / "keyset.json"
    path.write_text(current_text())
    path.chmod(0o400)
    return path


def reading(path):
    """What a process that was restarted with the file sees."""
    return override_settings(FIELD_KEYSET=path.read_text())


def test_a_whole_rotation_keeps_every_value_and_ends_with_the_old_key_shut(keyset_file):
    old = primary_key_id()
    rows = [FactorSecret.objects.create(secret=f"secret {number}").pk for number in range(5)]
    added = run("rotate_keys", "add", keyset_file)
    new = next(key["keyId"] for key in json.loads(keyset_file.read_text())["key"] if key["keyId"] != old)
    assert str(new) in added
    with reading(keyset_file):
        assert primary_key_id() == old
        run("rotate_keys", "promote", keyset_file, new)
    with reading(keyset_file):
        assert primary_key_id() == new
        with pytest.raises(CommandError, match="6 rows still need"):
            run("rotate_keys", "disable", keyset_file, old)
        run("rotate_keys", "reencrypt")
        assert rows_by_key(SECRETS) == {new: 5}
        run("rotate_keys", "disable", keyset_file, old)
    with reading(keyset_file):
        require_keyset()
        assert [FactorSecret.objects.get(pk=row).secret for row in rows] == [f"secret {n}" for n in range(5)]
        assert f"Key {new}, seals new values: 6 rows" in run("rotate_keys", "status")
    assert stat.S_IMODE(keyset_file.stat().st_mode) == 0o400
    assert AuditEvent.objects.filter(verb="key-rotate").count() == 1


def test_a_disabled_key_can_be_opened_again(keyset_file):
    old = primary_key_id()
    text, new = with_new_key(keyset_file.read_text())
    shut = with_status(with_primary(text, new), old, enabled=False)
    keyset_file.chmod(0o600)
    keyset_file.write_text(shut)
    with override_settings(FIELD_KEYSET=text):
        run("rotate_keys", "enable", keyset_file, old)
    assert {key["status"] for key in json.loads(keyset_file.read_text())["key"]} == {"ENABLED"}


def test_the_key_that_seals_can_not_be_disabled(keyset_file):
    key = primary_key_id()
    before = keyset_file.read_text()
    FactorSecret.objects.all().delete()
    KeyCheck.objects.all().delete()
    with patch("portal.common.management.commands.rotate_keys.require_keyset"), pytest.raises(CommandError):
        run("rotate_keys", "disable", keyset_file, key)
    assert keyset_file.read_text() == before


def test_a_key_that_is_not_in_the_file_is_said_in_words(keyset_file):
    with pytest.raises(CommandError, match="no key 5"):
        run("rotate_keys", "promote", keyset_file, 5)


def test_a_rotation_with_the_wrong_keyset_does_not_begin(keyset_file):
    with override_settings(FIELD_KEYSET=new_keyset()), pytest.raises(CommandError, match="not the one"):
        run("rotate_keys", "add", keyset_file)


@pytest.mark.django_db
class TestReencryption:
    @pytest.fixture(autouse=True)
    def promoted(self):
        self.rows = [FactorSecret.objects.create(secret=f"secret {number}") for number in range(7)]
        self.old = primary_key_id()
        text, self.new = with_new_key(current_text())
        with override_settings(FIELD_KEYSET=with_primary(text, self.new)):
            yield

    def test_it_goes_on_where_it_was_stopped(self):
        next(reencrypt(SECRETS, batch=3))
        assert rows_by_key(SECRETS) == {self.old: 4, self.new: 3}
        assert [progress.moved for progress in reencrypt(SECRETS, batch=3)][-1] == 4
        assert rows_by_key(SECRETS) == {self.new: 7}
        assert list(reencrypt(SECRETS)) == []

    def test_a_change_made_meanwhile_wins(self):
        changed = self.rows[3]
        sealed_now = seal

        def meddle(plain, context):
            if str(changed.pk) in context:
                FactorSecret.objects.filter(pk=changed.pk).update(secret=Sealed(sealed_now(b"newer", context)))
            return sealed_now(plain, context)

        with patch("portal.common.crypto.rotation.seal", meddle):
            progress = list(reencrypt(SECRETS))[-1]
        assert (progress.moved, progress.changed_meanwhile) == (6, 1)
        assert FactorSecret.objects.get(pk=changed.pk).secret == "newer"

    def test_a_row_that_does_not_open_is_named_left_alone_and_fails_the_command(self):
        broken = FactorSecret.objects.create(secret="text")
        other = FactorSecret(pk=uuid.uuid4(), secret="other")
        context = FactorSecret._meta.get_field("secret").context(other.pk)
        with override_settings(FIELD_KEYSET=with_primary(current_text(), self.old)):
            FactorSecret.objects.filter(pk=broken.pk).update(secret=seal(b"other", context))
        with pytest.raises(CommandError, match="1 values can't be opened"):
            run("rotate_keys", "reencrypt")
        assert rows_by_key(SECRETS) == {self.old: 1, self.new: 7}
