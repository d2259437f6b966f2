"""Encrypted model fields: what goes in comes out, and nothing else than save() gets in or out."""

import copy
import pickle
import uuid

import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import FieldError, ValidationError
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.models import F, Value
from django.test import SimpleTestCase, TestCase, override_settings
from django.utils.functional import lazystr
from hypothesis import given
from hypothesis import strategies as st

from portal.common.crypto import CannotDecryptError, EncryptedJSONField, EncryptedTextField
from portal.common.crypto.keyset import Sealed
from portal.common.crypto.keyset_file import new_keyset
from portal.common.models import FactorSecret

TEXTS = ["", " ", "Ana María", "Հայերեն", "繁體中文 简体", "👩🏽‍🚒", "\x00", "a\x00b", "\u202egnp.exe", "x" * 100_000]
VALUES = [None, {}, [], "", 0, False, 1.5, 2**70, {"a": [1, {"b": None}], "ñ": "é\x00"}, ["<sealed>"]]


class Note(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=20, default="")
    body = EncryptedTextField(label="note.body", blank=True)
    reply = EncryptedTextField(label="note.reply", null=True, blank=True, max_length=10)
    data = EncryptedJSONField(label="note.data", default=dict, blank=True, null=True)

    class Meta:
        app_label = "crypto_tests"


class Numbered(models.Model):
    key = models.UUIDField(default=uuid.uuid4)
    body = EncryptedTextField(label="numbered.body", row="key")

    class Meta:
        app_label = "crypto_tests"


class NoteForm(forms.ModelForm):
    class Meta:
        model = Note
        fields = ["body", "reply", "data"]


def stored(note, column="body"):
    """The bytes in the database."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM crypto_tests_note WHERE id = %s", [note.pk])
        value = cursor.fetchone()[0]
    return None if value is None else bytes(value)


def store(note, sealed, column="body"):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE crypto_tests_note SET {column} = %s WHERE id = %s", [sealed, note.pk])


class WithTables(TestCase):
    @classmethod
    def setUpTestData(cls):
        with connection.schema_editor(atomic=False) as editor:
            editor.create_model(Note)
            editor.create_model(Numbered)


class RoundTrips(WithTables):
    def test_text_comes_back_exactly(self):
        for text in TEXTS:
            note = Note.objects.create(body=text, reply=None)
            found = Note.objects.get(pk=note.pk)
            assert found.body == text
            assert found.reply is None

    def test_json_comes_back_exactly_and_with_its_types(self):
        for value in VALUES:
            found = Note.objects.get(pk=Note.objects.create(data=value).pk)
            assert found.data == value
            assert type(found.data) is type(value)

    def test_blank_text_and_none_stay_apart(self):
        blank = Note.objects.create(reply="")
        assert Note.objects.get(pk=blank.pk).reply == ""
        assert len(stored(blank, "reply")) == 33
        assert list(Note.objects.filter(reply__isnull=True)) == []

    def test_a_note_made_without_values_holds_the_defaults(self):
        note = Note()
        assert (note.body, note.reply, note.data) == ("", None, {})
        assert Note().data is not Note().data

    def test_the_database_holds_none_of_the_text(self):
        note = Note.objects.create(body="CANARY", data={"name": "CANARY"})
        assert b"CANARY" not in stored(note) + stored(note, "data")

    def test_the_same_text_is_sealed_differently_each_time(self):
        assert stored(Note.objects.create(body="x")) != stored(Note.objects.create(body="x"))

    def test_bulk_create_seals(self):
        Note.objects.bulk_create([Note(body="one"), Note(body="two")])
        assert sorted(note.body for note in Note.objects.all()) == ["one", "two"]

    def test_a_deferred_value_is_fetched_when_read(self):
        Note.objects.create(body="later")
        note = Note.objects.defer("body").get()
        with self.assertNumQueries(1):
            assert note.body == "later"
        assert Note.objects.only("title").get().body == "later"

    def test_refresh_from_db_brings_the_new_value(self):
        note = Note.objects.create(body="old")
        other = Note.objects.get(pk=note.pk)
        other.body = "new"
        other.save()
        note.refresh_from_db()
        assert note.body == "new"

    def test_json_changed_in_place_is_saved(self):
        note = Note.objects.get(pk=Note.objects.create(data={"steps": []}).pk)
        note.data["steps"].append("contact")
        note.save()
        assert Note.objects.get(pk=note.pk).data == {"steps": ["contact"]}

    def test_a_model_with_numbers_for_keys_names_its_uuid_field(self):
        Numbered.objects.create(body="text")
        assert Numbered.objects.get().body == "text"
        assert Numbered.objects.only("body").get().body == "text"

    def test_a_uuid_given_as_text_is_the_same_row(self):
        note = Note.objects.create(pk=str(uuid.uuid4()).upper(), body="text")
        assert Note.objects.get(pk=note.pk).body == "text"

    def test_lazy_text_is_stored_as_text(self):
        assert Note.objects.get(pk=Note.objects.create(body=lazystr("hello")).pk).body == "hello"

    def test_an_instance_survives_pickle_and_copy(self):
        secret = FactorSecret.objects.get(pk=FactorSecret.objects.create(secret="text").pk)
        assert pickle.loads(pickle.dumps(secret)).secret == "text"
        assert copy.deepcopy(secret).secret == "text"


class Laziness(WithTables):
    def test_a_value_nobody_read_is_saved_back_as_it_was(self):
        note = Note.objects.create(body="text")
        before = stored(note)
        unread = Note.objects.get(pk=note.pk)
        unread.title = "changed"
        unread.save()
        assert stored(note) == before

    def test_listing_rows_opens_nothing(self):
        note = Note.objects.create(body="text")
        store(note, b"\x01" + b"x" * 40)
        assert Note.objects.get(pk=note.pk).title == ""

    def test_sealed_bytes_never_show_in_text(self):
        note = Note.objects.create(body="text")
        sealed = Note.objects.values_list("body", flat=True).get()
        assert isinstance(sealed, Sealed)
        assert bytes(sealed) == stored(note)
        assert repr(sealed) == str(sealed) == f"{sealed}" == "%s" % sealed == "<sealed>"  # noqa: UP031
        assert "<sealed>" in repr(Note.objects.values("body"))


class Binding(WithTables):
    def test_bytes_copied_to_another_row_do_not_open(self):
        one, two = Note.objects.create(body="one"), Note.objects.create(body="two")
        store(two, stored(one))
        with pytest.raises(CannotDecryptError):
            _ = Note.objects.get(pk=two.pk).body

    def test_bytes_copied_to_another_column_do_not_open(self):
        note = Note.objects.create(body="one", reply="two")
        store(note, stored(note, "reply"))
        with pytest.raises(CannotDecryptError):
            _ = Note.objects.get(pk=note.pk).body

    def test_each_flipped_byte_is_noticed(self):
        note = Note.objects.create(body="text")
        sealed = stored(note)
        for place in range(1, len(sealed)):
            store(note, sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :])
            with pytest.raises(CannotDecryptError):
                _ = Note.objects.get(pk=note.pk).body

    def test_another_keyset_opens_nothing_and_the_error_shows_nothing(self):
        note = Note.objects.create(body="text")
        with override_settings(FIELD_KEYSET=new_keyset()), pytest.raises(CannotDecryptError) as caught:
            _ = Note.objects.get(pk=note.pk).body
        assert str(caught.value).startswith("The value stored at note.body:")
        assert caught.value.__cause__ is None

    def test_with_another_keyset_a_save_changes_nothing(self):
        note = Note.objects.create(body="text")
        before = stored(note)
        with (
            override_settings(FIELD_KEYSET=new_keyset()),
            pytest.raises(CannotDecryptError),
            transaction.atomic(),
        ):
            Note.objects.get(pk=note.pk).save()
        assert stored(note) == before

    def test_an_unread_copy_under_a_new_id_is_refused_instead_of_lost(self):
        note = Note.objects.get(pk=Note.objects.create(body="text").pk)
        note.pk = uuid.uuid4()
        note._state.adding = True
        with pytest.raises(CannotDecryptError):
            note.save()

    def test_a_copy_that_was_read_is_sealed_for_its_new_row(self):
        note = Note.objects.get(pk=Note.objects.create(body="text").pk)
        assert (note.body, note.data) == ("text", {})
        note.pk = uuid.uuid4()
        note._state.adding = True
        note.save()
        assert Note.objects.get(pk=note.pk).body == "text"

    def test_a_renamed_column_stays_readable_because_the_label_stays(self):
        field = Note._meta.get_field("body")
        moved = EncryptedTextField(label=field.label)
        assert moved.context(uuid.UUID(int=1)) == field.context(uuid.UUID(int=1))

    def test_a_row_without_its_uuid_is_refused(self):
        with pytest.raises(ValueError, match="needs its uuid"):
            Numbered(key=None, body="text").save()


class Refusals(WithTables):
    def test_filtering_by_a_value_is_refused(self):
        for lookup in ("body", "body__contains", "body__in", "data__name", "body__gt"):
            with pytest.raises(FieldError):
                list(Note.objects.filter(**{lookup: "text"}))

    def test_update_with_plain_text_is_refused_in_every_form(self):
        Note.objects.create(body="text")
        for plain in ("plain", b"plain", {"a": 1}, "", Value("plain, long enough to look like sealed bytes")):
            with pytest.raises((TypeError, IntegrityError)), transaction.atomic():
                Note.objects.update(body=plain)
        assert Note.objects.get().body == "text"

    def test_update_from_an_open_column_is_refused_by_the_database(self):
        Note.objects.create(body="text", title="plain")
        with pytest.raises(DatabaseError, match="bytea"), transaction.atomic():
            Note.objects.update(body=F("title"))

    def test_bulk_update_is_refused(self):
        note = Note.objects.create(body="text")
        note.body = "other"
        with pytest.raises(TypeError, match="save"):
            Note.objects.bulk_update([note], ["body"])

    def test_serialisers_do_not_write_values_out(self):
        with pytest.raises(TypeError, match="pg_dump"):
            serializers.serialize("json", [Note(body="text")])

    def test_values_of_the_wrong_type_are_refused_without_being_shown(self):
        for note in (Note(body=b"SECRET"), Note(body=["SECRET"]), Note(data={"SECRET"}), Note(body=5)):
            with pytest.raises(TypeError) as caught:
                note.save()
            assert "SECRET" not in str(caught.value)

    def test_lone_surrogates_are_refused_without_being_shown(self):
        for note in (Note(body="SECRET\ud800"), Note(data={"a": "SECRET\udfff"})):
            with pytest.raises(ValueError, match="surrogate") as caught:
                note.save()
            assert "SECRET" not in repr(caught.value)
            assert caught.value.__suppress_context__

    def test_nan_is_refused(self):
        with pytest.raises(ValueError, match="JSON"):
            Note(data=float("nan")).save()

    def test_null_is_refused_where_the_model_says_so(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            Note.objects.create(body=None)


class Forms(WithTables):
    def test_a_form_saves_and_shows_the_values(self):
        form = NoteForm({"body": "héllo", "reply": "", "data": '{"a": 1}'})
        note = form.save()
        found = Note.objects.get(pk=note.pk)
        assert (found.body, found.data) == ("héllo", {"a": 1})
        assert NoteForm(instance=found).initial == {"body": "héllo", "reply": found.reply, "data": {"a": 1}}

    def test_a_form_explains_what_it_refuses(self):
        assert NoteForm({"body": "\ud800"}).errors == {"body": ["This text holds characters that can't be stored."]}
        assert "reply" in NoteForm({"reply": "longer than ten"}).errors
        assert "body" in NoteForm({"body": "a\x00b"}).errors

    def test_full_clean_refuses_what_could_not_be_saved(self):
        for note in (Note(body="\ud800"), Note(body=b"bytes"), Note(data={1, 2}), Note(reply="longer than ten")):
            with pytest.raises(ValidationError):
                note.full_clean()


class Declarations(SimpleTestCase):
    def errors_of(self, field, **others):
        attributes = {"__module__": __name__, "Meta": type("Meta", (), {"app_label": "crypto_tests"}), **others}
        model = type(f"Model{uuid.uuid4().hex}", (models.Model,), {"field": field, **attributes})
        return [error.id for error in model._meta.get_field("field").check()]

    def test_a_model_whose_rows_have_no_uuid_is_an_error(self):
        assert self.errors_of(EncryptedTextField(label="a.b")) == ["portal.E003"]
        assert self.errors_of(EncryptedTextField(label="a.b"), id=models.UUIDField(primary_key=True)) == []

    def test_a_label_that_is_not_one_is_an_error(self):
        key = models.UUIDField(primary_key=True)
        assert self.errors_of(EncryptedTextField(label="contact"), id=key) == ["portal.E004"]

    def test_uniqueness_and_indexes_are_errors(self):
        for option in ({"unique": True}, {"db_index": True}, {"db_default": ""}):
            errors = self.errors_of(EncryptedTextField(label="a.b", **option), id=models.UUIDField(primary_key=True))
            assert "portal.E005" in errors

    def test_a_shared_mutable_default_is_a_warning(self):
        key = models.UUIDField(primary_key=True)
        assert self.errors_of(EncryptedJSONField(label="a.b", default={}), id=key) == ["fields.E010"]

    def test_a_field_without_a_label_can_not_be_made(self):
        with pytest.raises(TypeError):
            EncryptedTextField()

    def test_a_migration_writes_label_and_row_and_no_default(self):
        field = EncryptedJSONField(label="a.b", row="key", default=dict, null=True, editable=False)
        assert field.deconstruct()[1:] == (
            "portal.common.crypto.fields.EncryptedJSONField",
            [],
            {"label": "a.b", "row": "key", "null": True, "editable": False},
        )


class Schema(WithTables):
    def test_a_column_with_a_default_can_be_added_and_changed_later(self):
        note = Note.objects.create(body="text")
        added = EncryptedJSONField(label="note.extra", default=dict, null=True).clone()
        added.set_attributes_from_name("extra")
        added.model = Note
        with connection.schema_editor(atomic=False) as editor:
            editor.add_field(Note, added)
        assert stored(note, "extra") is None

    def test_the_database_takes_nothing_that_is_not_sealed(self):
        note = Note.objects.create(body="text")
        for plain in (b"", b"plain text, much longer than thirty-three bytes", b"\x01short"):
            with pytest.raises(IntegrityError), transaction.atomic():
                store(note, plain)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_packs_and_unpacks(text):
    field = Note._meta.get_field("body")
    assert field.unpack(field.pack(text)) == text


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
)


@given(JSON)
def test_any_json_packs_and_unpacks(value):
    field = Note._meta.get_field("data")
    assert field.unpack(field.pack(value)) == value
