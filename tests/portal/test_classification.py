"""Every stored field has one class and one retention rule, and the check that says so can fail."""

import uuid

import pytest
from django.contrib.auth.models import AbstractUser
from django.core.checks import run_checks
from django.db import models
from django.test import SimpleTestCase
from wagtail.models import DraftStateMixin, RevisionMixin

from portal.common.checks.classification import check_classification, errors_of, our_models
from portal.common.classification import DataClass, Retention, classified, rules_of
from portal.common.crypto import EncryptedTextField
from portal.common.models import AuditEvent, PortalImage, User


def model_of(*bases, abstract=False, proxy=False, **attributes):
    """A model made for one test, in an app that is not installed."""
    meta = type("Meta", (), {"app_label": "classification_tests", "abstract": abstract, "proxy": proxy})
    name = f"Model{uuid.uuid4().hex}"
    return type(name, bases or (models.Model,), {"__module__": __name__, "Meta": meta, **attributes})


def fields(**more):
    return {"key": models.UUIDField(primary_key=True), "state": models.CharField(max_length=9), **more}


def faults(model):
    return [(error.id, error.msg.removeprefix(f"{model._meta.label}.").split()[0]) for error in errors_of(model)]


class TheCheck(SimpleTestCase):
    def test_a_complete_declaration_passes(self):
        declared = classified(retention=Retention.CASE, K3="key state", K4="contact")
        model = model_of(**fields(contact=EncryptedTextField(label="a.contact")), field_classes=declared)
        assert faults(model) == []

    def test_a_model_without_a_declaration_fails(self):
        assert [fault for fault, _ in faults(model_of(**fields()))] == ["portal.E010"]

    def test_a_field_without_a_class_fails(self):
        model = model_of(**fields(), field_classes=classified(retention=Retention.CASE, K3="key"))
        assert faults(model) == [("portal.E011", "state")]

    def test_a_name_that_is_not_a_stored_field_fails_wherever_it_stands(self):
        declared = classified(
            retention=Retention.CASE,
            kept={"gone": Retention.DRAFT},
            unencrypted={"away": "a reason"},
            K3="key state lost",
        )
        model = model_of(**fields(), field_classes=declared)
        assert faults(model) == [("portal.E012", "away"), ("portal.E012", "gone"), ("portal.E012", "lost")]

    def test_a_field_named_twice_fails(self):
        for declared in (
            classified(retention=Retention.CASE, K3="key state", K7="state"),
            classified(retention=Retention.CASE, K3="key state state"),
        ):
            assert faults(model_of(**fields(), field_classes=declared)) == [("portal.E013", "state")]

    def test_a_private_field_that_is_not_encrypted_fails(self):
        for data_class in ("K4", "K5", "K6", "K13"):
            declared = classified(retention=Retention.CASE, K3="key", **{data_class: "state"})
            assert faults(model_of(**fields(), field_classes=declared)) == [("portal.E014", "state")]

    def test_it_passes_unencrypted_only_with_a_reason(self):
        for reason, expected in (("It is a yes or no.", []), (" ", [("portal.E014", "state")])):
            declared = classified(retention=Retention.CASE, K3="key", K4="state", unencrypted={"state": reason})
            assert faults(model_of(**fields(), field_classes=declared)) == expected

    def test_a_class_that_does_not_exist_is_refused_at_once(self):
        with pytest.raises(KeyError):
            classified(retention=Retention.CASE, K14="state")

    def test_what_anything_but_a_declaration_says_does_not_count(self):
        model = model_of(**fields(), field_classes={"state": "K3"})
        assert [fault for fault, _ in faults(model)] == ["portal.E010"]


class Bases(SimpleTestCase):
    def test_our_own_abstract_bases_fields_must_be_declared_there_or_here(self):
        base = model_of(abstract=True, **fields(), field_classes=classified(retention=Retention.CASE, K3="key state"))
        assert faults(model_of(base)) == []
        extra = {"more": models.IntegerField()}
        assert faults(model_of(base, **extra)) == [("portal.E011", "more")]
        declared = classified(retention=Retention.DRAFT, K3="more")
        model = model_of(base, more=models.IntegerField(), field_classes=declared)
        assert faults(model) == []
        assert rules_of(model)["more"].retention is Retention.DRAFT
        assert rules_of(model)["state"].retention is Retention.CASE

    def test_a_field_declared_in_base_and_child_is_declared_twice(self):
        base = model_of(abstract=True, **fields(), field_classes=classified(retention=Retention.CASE, K3="key state"))
        model = model_of(base, field_classes=classified(retention=Retention.CASE, K3="state"))
        assert faults(model) == [("portal.E013", "state")]

    def test_a_child_with_a_table_of_its_own_declares_only_that_tables_fields(self):
        parent = model_of(**fields(), field_classes=classified(retention=Retention.CASE, K3="key state"))
        assert faults(model_of(parent)) == []
        assert [fault for fault, _ in faults(model_of(parent, more=models.IntegerField()))] == ["portal.E010"]
        declared = classified(retention=Retention.CASE, K3="more")
        assert faults(model_of(parent, more=models.IntegerField(), field_classes=declared)) == []

    def test_wagtails_columns_need_no_class_but_ours_beside_them_do(self):
        attributes = {**fields(), "field_classes": classified(retention=Retention.CONTENT, K1="key state")}
        assert faults(model_of(DraftStateMixin, RevisionMixin, models.Model, **attributes)) == []
        attributes = {**fields(), "field_classes": classified(retention=Retention.CONTENT, K1="key")}
        model = model_of(DraftStateMixin, RevisionMixin, models.Model, **attributes)
        assert faults(model) == [("portal.E011", "state")]

    def test_djangos_user_columns_do_need_one(self):
        names = {field.name for field in AbstractUser._meta.local_fields} - {"username"}
        assert names <= rules_of(User).keys()
        assert rules_of(User)["password"].data_class is DataClass.K12


class OurModels(SimpleTestCase):
    def test_every_model_of_ours_passes(self):
        assert {User, AuditEvent, PortalImage} <= set(our_models())
        assert check_classification(None) == []

    def test_no_other_packages_model_is_looked_at(self):
        assert all(model.__module__.startswith(("portal.", "home.", "outreach.", "intake.")) for model in our_models())

    def test_the_check_stops_the_program_from_starting(self):
        before, AuditEvent.field_classes = AuditEvent.field_classes, classified(retention=Retention.AUDIT, K11="seq")
        try:
            assert {error.id for error in run_checks(tags=["models"]) if error.is_serious()} == {"portal.E011"}
        finally:
            AuditEvent.field_classes = before

    def test_single_fields_can_be_kept_longer_or_shorter(self):
        model = model_of(
            **fields(),
            field_classes=classified(retention=Retention.CASE, kept={"state": Retention.DRAFT}, K3="key state"),
        )
        assert rules_of(model)["state"].retention is Retention.DRAFT
        assert rules_of(model)["key"].retention is Retention.CASE

    def test_each_class_and_each_retention_is_explained_by_a_sentence_of_its_own(self):
        for kind in (DataClass, Retention):
            assert all(member.value.endswith(".") and " " in member.value for member in kind)
            assert len({member.value for member in kind}) == len(list(kind))
        assert [member.name for member in DataClass] == [f"K{number}" for number in range(14)]
