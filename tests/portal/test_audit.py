"""The audit log: rows stand or fall with the change they tell of, and tampering shows."""

import json
import random
import threading
from contextlib import contextmanager
from io import StringIO
from unittest.mock import patch

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.test import TestCase, TransactionTestCase

from portal.common import audit
from portal.common.audit_chain import Head, break_since, read_checkpoints, verify, verify_independently
from portal.common.models import AuditEvent, FactorSecret, KeyCheck, User


def write(rows):
    for _ in range(rows):
        audit.record(audit.Verb.VIEW, actor=audit.SYSTEM, obj=None)


@contextmanager
def as_owner_with_triggers_off():
    """What somebody who owns the table can do to it."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE common_auditevent DISABLE TRIGGER USER")
        yield cursor
        cursor.execute("ALTER TABLE common_auditevent ENABLE TRIGGER USER")


def verified(*arguments):
    out = StringIO()
    call_command("audit_verify", *map(str, arguments), stdout=out)
    return out.getvalue()


class Recording(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.user = User.objects.create_user("vera@example.org")

    def test_it_says_who_did_what_to_which_record_and_names_the_fields(self):
        secret = FactorSecret.objects.create(secret="x")
        event = audit.record(audit.Verb.VIEW, actor=self.user, obj=secret, fields=["safe_contact", "contact.email"])
        event = AuditEvent.objects.get(seq=event.seq)
        assert (event.actor, event.actor_kind, event.verb) == (self.user, "staff", "view")
        assert (event.object_type, event.object_id) == ("common.factorsecret", str(secret.pk))
        assert event.fields == ["contact.email", "safe_contact"]

    def test_participants_and_the_program_have_no_account(self):
        for actor, kind in ((audit.PARTICIPANT, "participant"), (audit.SYSTEM, "system")):
            event = audit.record(audit.Verb.LIST, actor=actor, obj=FactorSecret)
            assert (event.actor_id, event.actor_kind) == (None, kind)
            assert (event.object_type, event.object_id) == ("common.factorsecret", "")

    def test_an_actor_who_is_nobody_is_refused(self):
        for actor in (None, AnonymousUser(), User(email="unsaved@example.org"), "staff", 5):
            with pytest.raises(TypeError):
                audit.record(audit.Verb.VIEW, actor=actor, obj=None)

    def test_values_are_refused_in_place_of_names(self):
        for field in ("ana@example.org", "Ana María", "626 555 0100", "", "a b", "x\n"):
            with pytest.raises(ValueError, match="names of fields"):
                audit.record(audit.Verb.VIEW, actor=audit.SYSTEM, obj=None, fields=[field])

    def test_an_unsaved_record_and_an_unknown_verb_are_refused(self):
        with pytest.raises(ValueError, match="Save the record"):
            audit.record(audit.Verb.CREATE, actor=audit.SYSTEM, obj=User(email="unsaved@example.org"))
        with pytest.raises(ValueError, match="not a valid"):
            audit.record("peek", actor=audit.SYSTEM, obj=None)

    def test_it_refuses_to_write_outside_a_transaction(self):
        with patch.object(connection, "in_atomic_block", False), pytest.raises(audit.NotInTransactionError):
            audit.record(audit.Verb.VIEW, actor=audit.SYSTEM, obj=None)

    def test_a_change_that_is_rolled_back_takes_its_row_along(self):
        with transaction.atomic():
            write(1)
            transaction.set_rollback(True)
        assert not AuditEvent.objects.exists()
        write(1)
        assert AuditEvent.objects.get().seq == verify().head.seq

    def test_a_deleted_user_stays_named_by_number(self):
        number = self.user.pk
        event = audit.record(audit.Verb.SIGN_IN, actor=self.user, obj=self.user)
        User.objects.get(pk=number).delete()
        assert AuditEvent.objects.get(seq=event.seq).actor_id == number
        assert verify().broken is None

    def test_number_time_and_hashes_come_back_from_the_database(self):
        first, second = (audit.record(audit.Verb.VIEW, actor=audit.SYSTEM, obj=KeyCheck) for _ in range(2))
        assert second.seq == first.seq + 1
        assert second.prev == first.hash
        assert len(first.hash) == 64
        assert second.at >= first.at

    def test_the_hash_does_not_depend_on_the_sessions_time_zone(self):
        write(2)
        with connection.cursor() as cursor:
            for zone in ("Asia/Kathmandu", "America/Los_Angeles"):
                cursor.execute("SET LOCAL TimeZone = %s", [zone])
                assert verify().broken is None


@pytest.mark.proves("G13")
class AppendOnly(TestCase):
    def refuses(self, sql, match="append-only"):
        with pytest.raises(DatabaseError, match=match), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)

    def setUp(self):
        write(2)

    def test_rows_can_not_be_changed_or_deleted(self):
        self.refuses("UPDATE common_auditevent SET verb = 'create'")
        self.refuses("DELETE FROM common_auditevent")
        self.refuses("DELETE FROM common_auditevent WHERE false")
        with pytest.raises(DatabaseError), transaction.atomic():
            AuditEvent.objects.all().delete()

    def test_the_table_can_not_be_emptied(self):
        with connection.cursor() as cursor:  # the tests' template has this one trigger off
            cursor.execute("ALTER TABLE common_auditevent ENABLE ALWAYS TRIGGER audit_no_truncate")
        self.refuses("TRUNCATE common_auditevent")

    def test_replica_mode_does_not_switch_the_triggers_off(self):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
        self.refuses("DELETE FROM common_auditevent")
        write(1)
        assert verify().broken is None

    def test_what_a_client_says_about_number_time_and_hash_is_overwritten(self):
        forged = AuditEvent.objects.create(
            seq=999, at="2001-01-01T00:00Z", prev="f" * 64, hash="f" * 64, verb="view", actor_kind="system"
        )
        held = AuditEvent.objects.order_by("seq").last()
        assert (held.seq, held.at.year == 2001, held.hash == "f" * 64) == (forged.seq, False, False)
        assert forged.seq != 999
        assert verify().broken is None

    def test_a_temporary_table_of_the_same_name_changes_nothing(self):
        head = verify().head
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE common_auditevent (seq bigint, hash text) ON COMMIT DROP")
            cursor.execute("INSERT INTO pg_temp.common_auditevent VALUES (5000, 'forged')")
            cursor.execute(
                "INSERT INTO public.common_auditevent (verb, object_type, object_id, actor_kind, fields)"
                " VALUES ('view', '', '', 'system', '[]') RETURNING seq, prev"
            )
            assert cursor.fetchone() == (head.seq + 1, head.hash)

    def test_an_actor_and_its_kind_agree(self):
        for actor, kind in ((None, "staff"), (1, "system"), (None, "other")):
            with pytest.raises(DatabaseError), transaction.atomic():
                AuditEvent.objects.create(actor_id=actor, actor_kind=kind, verb="view")

    def test_many_rows_in_one_statement_are_chained_too(self):
        AuditEvent.objects.bulk_create(AuditEvent(verb="view", actor_kind="system") for _ in range(50))
        assert verify().broken is None
        assert verify().rows >= 52


@pytest.mark.proves("G13")
class Tampering(TestCase):
    def setUp(self):
        write(12)
        self.first = AuditEvent.objects.order_by("seq").first().seq

    def found(self):
        """What both verifications say; they must agree, however the walk is cut into chunks."""
        findings = {verify(chunk=chunk).broken for chunk in (1, 5, 50_000)} | {verify_independently().broken}
        assert len(findings) == 1
        return findings.pop()

    def test_a_whole_log_is_found_whole(self):
        assert self.found() is None
        assert verify() == verify_independently()

    def test_an_edited_row_is_named(self):
        for column, value in (("verb", "list"), ("object_id", "x"), ("fields", '["a"]'), ("at", "2020-01-01")):
            with transaction.atomic():
                with as_owner_with_triggers_off() as cursor:
                    cursor.execute(
                        f"UPDATE common_auditevent SET {column} = %s WHERE seq = %s", [value, self.first + 4]
                    )
                broken = self.found()
                transaction.set_rollback(True)
            assert broken.seq == self.first + 4
            assert "altered" in str(broken)

    def test_a_removed_row_is_named(self):
        for place in (0, 5):
            with transaction.atomic():
                with as_owner_with_triggers_off() as cursor:
                    cursor.execute("DELETE FROM common_auditevent WHERE seq = %s", [self.first + place])
                broken = self.found()
                transaction.set_rollback(True)
            assert str(broken) == f"Row {self.first + place} is missing."

    def test_two_exchanged_rows_are_found(self):
        with as_owner_with_triggers_off() as cursor:
            cursor.execute(
                "UPDATE common_auditevent SET seq = -seq WHERE seq IN (%(a)s, %(b)s);"
                "UPDATE common_auditevent SET seq = %(a)s + %(b)s + seq WHERE seq < 0",
                {"a": self.first + 2, "b": self.first + 3},
            )
        assert self.found().seq == self.first + 2

    def test_a_row_that_was_rehashed_breaks_the_link_to_the_next(self):
        with as_owner_with_triggers_off() as cursor:
            cursor.execute(
                "UPDATE common_auditevent SET verb = 'list', hash = encode(sha256(convert_to(jsonb_build_array("
                "seq, (extract(epoch FROM at) * 1000000)::bigint, actor, actor_kind, 'list', object_type, object_id,"
                " fields, prev)::text, 'UTF8')), 'hex') WHERE seq = %s",
                [self.first + 4],
            )
        assert str(self.found()) == f"Row {self.first + 5} does not follow from the row before it."

    def test_the_command_ends_with_an_error_that_names_the_row(self):
        with as_owner_with_triggers_off() as cursor:
            cursor.execute("DELETE FROM common_auditevent WHERE seq = %s", [self.first + 5])
        for arguments in ((), ("--independently",)):
            with pytest.raises(CommandError, match=f"Row {self.first + 5} is missing"):
                verified(*arguments)

    def test_awkward_texts_hash_alike_in_python_and_in_sql(self):
        for text in ('"\\/', "\x01\x1f\x7f\b\f\n\r\t", "Հայ", "繁體 👩🏽‍🚒", "\u2028\u202e", "\\u00e9"):
            AuditEvent.objects.create(actor_kind="system", verb=text, object_id=text, fields=[text])
        assert self.found() is None

    def test_random_tampering_is_always_found(self):
        chance = random.Random(13)
        noted = [verify().head]
        for _ in range(60):
            seq = chance.randrange(self.first, self.first + 12)
            sql = chance.choice(
                [
                    "DELETE FROM common_auditevent WHERE seq = %s",
                    "DELETE FROM common_auditevent WHERE seq >= %s",
                    "UPDATE common_auditevent SET object_id = object_id || 'x' WHERE seq = %s",
                    "UPDATE common_auditevent SET prev = md5(prev) || md5(prev) WHERE seq = %s",
                    "UPDATE common_auditevent SET seq = seq + 100 WHERE seq = %s",
                    "UPDATE common_auditevent SET at = at + interval '1 microsecond' WHERE seq = %s",
                ]
            )
            with transaction.atomic():
                with as_owner_with_triggers_off() as cursor:
                    cursor.execute(sql, [seq])
                found = verify().broken or break_since(noted)
                transaction.set_rollback(True)
            assert found, (sql, seq)


@pytest.mark.django_db
class TestCheckpoints:
    def test_a_cut_tail_shows_only_against_a_checkpoint(self, tmp_path):
        path = tmp_path / "heads"
        write(5)
        assert "Noted in" in verified("--checkpoint", path)
        last = verify().head
        with as_owner_with_triggers_off() as cursor:
            cursor.execute("DELETE FROM common_auditevent WHERE seq = %s", [last.seq])
        assert verify().broken is None
        with pytest.raises(CommandError, match=f"Row {last.seq} was noted in a checkpoint and is gone"):
            verified("--checkpoint", path)
        assert read_checkpoints(path) == [last]

    def test_a_tail_that_was_written_anew_is_found(self, tmp_path):
        path = tmp_path / "heads"
        write(3)
        verified("--checkpoint", path)
        last = verify().head
        with as_owner_with_triggers_off() as cursor:
            cursor.execute("DELETE FROM common_auditevent WHERE seq = %s", [last.seq])
        write(2)
        with pytest.raises(CommandError, match="written anew"):
            verified("--checkpoint", path)

    def test_each_head_is_noted_once(self, tmp_path):
        path = tmp_path / "heads"
        verified("--checkpoint", path)
        write(1)
        verified("--checkpoint", path)
        verified("--checkpoint", path)
        write(1)
        verified("--checkpoint", path)
        lines = [json.loads(line) for line in path.read_text().splitlines()]
        assert [line["seq"] for line in lines] == [verify().head.seq - 1, verify().head.seq]

    def test_a_damaged_checkpoint_file_is_not_taken_for_an_empty_one(self, tmp_path):
        path = tmp_path / "heads"
        for text in ("x", "{}", "[]", '{"seq": "x", "hash": ""}', "\n"):
            path.write_text(text)
            with pytest.raises(CommandError, match="not a file of audit checkpoints"):
                verified("--checkpoint", path)

    def test_it_says_how_many_rows_how_fast_and_the_head(self):
        write(4)
        out = verified()
        head = verify().head
        assert f"{head.seq} rows checked" in out
        assert "rows/s" in out
        assert f"Head: row {head.seq}, hash {head.hash}" in out

    def test_an_empty_log_is_whole(self):
        with as_owner_with_triggers_off() as cursor:
            cursor.execute("DELETE FROM common_auditevent")
        assert verify().head == verify_independently().head == Head()
        assert "0 rows checked" in verified()


@pytest.mark.proves("G13")
class ManyWriters(TransactionTestCase):
    def test_writers_at_the_same_time_make_one_unbroken_chain(self):
        def work():
            try:
                for _ in range(10):
                    with transaction.atomic():
                        write(2)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=work) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        finding = verify()
        assert (finding.rows, finding.head.seq, finding.broken) == (120, 120, None)

    def test_an_isolation_level_that_could_miss_the_last_row_is_refused(self):
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            with pytest.raises(DatabaseError, match="READ COMMITTED"), transaction.atomic():
                write(1)

    def test_outside_a_transaction_nothing_is_written(self):
        with pytest.raises(audit.NotInTransactionError):
            write(1)
        assert not AuditEvent.objects.exists()
