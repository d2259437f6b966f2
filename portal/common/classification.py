"""What each stored field is about and how long it is kept, declared in the model beside the fields.

    field_classes = classified(retention=Retention.CASE, K3="id reference state", K4="contact")

The classes are those of the threat model (docs/decisions/encryption.md); a field without one stops the start
(portal/common/checks/classification.py).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from django.db import models


class DataClass(Enum):
    """What a field is about, from the open to the most private."""

    K0 = "Public: anyone may read it on the site."
    K1 = "Unpublished content of the public site."
    K2 = "Aggregates, in which cells below five are hidden."
    K3 = "Case metadata: number, state, dates, language, accommodations."
    K4 = "Who the resident is and how to reach them."
    K5 = "Who the officer or employee is."
    K6 = "What happened, and what the person hopes for."
    K7 = "Consent: who agreed to what, and when."
    K8 = "When and where a session takes place."
    K9 = "Survey answers, in rows that name no case."
    K10 = "Personal data of staff and mediators."
    K11 = "The audit log."
    K12 = "Secrets: keys, password hashes, codes, tokens."
    K13 = "Drafts that nobody has sent yet."


MUST_BE_ENCRYPTED = frozenset({DataClass.K4, DataClass.K5, DataClass.K6, DataClass.K13})


class Retention(Enum):
    """How long a field is kept. The periods are settings of the program; the rule says which one applies."""

    CONTENT = "As long as the site uses it; editors delete it."
    CASE = "The City's schedule for complaint records, counted from the day the case is closed."
    DRAFT = "Until it is sent, or until its days are over."
    AUDIT = "Never changed; kept as long as the longest-kept record it tells of."
    STAFF = "While the person works for the program, then as long as records name them."
    STATISTICS = "Kept without limit: nothing in it leads to a person."
    PASSING = "Technical and short-lived: gone when its task is done."


@dataclass(frozen=True)
class FieldRule:
    """The rule for one field: its class and its retention."""

    data_class: DataClass
    retention: Retention


@dataclass(frozen=True)
class Classification:
    """What a model declares: `rules` by field name, names given `twice`, those left `unencrypted` with the reason,
    and every name `mentioned` anywhere in the declaration."""

    rules: Mapping[str, FieldRule]
    twice: frozenset[str] = frozenset()
    unencrypted: Mapping[str, str] = field(default_factory=dict)
    mentioned: frozenset[str] = frozenset()


def classified(
    *,
    retention: Retention,
    kept: Mapping[str, Retention] | None = None,
    unencrypted: Mapping[str, str] | None = None,
    **names_by_class: str,
) -> Classification:
    """The declaration of a model: field names, parted by spaces, under K0 to K13.

    `kept` gives single fields another retention; `unencrypted` names fields of a class that must be encrypted and
    the reason why they are not.
    """
    kept, unencrypted = kept or {}, unencrypted or {}
    pairs = [(name, DataClass[key]) for key, names in names_by_class.items() for name in names.split()]
    counts = Counter(name for name, _ in pairs)
    return Classification(
        rules={name: FieldRule(data_class, kept.get(name, retention)) for name, data_class in pairs},
        twice=frozenset(name for name, count in counts.items() if count > 1),
        unencrypted=dict(unencrypted),
        mentioned=frozenset({*counts, *kept, *unencrypted}),
    )


def declarations_of(model: type[models.Model]) -> list[Classification]:
    """What the model declares itself and takes over from its abstract bases."""
    return [
        vars(base)["field_classes"]
        for base in model.__mro__
        if isinstance(vars(base).get("field_classes"), Classification)
        and (base is model or not issubclass(base, models.Model) or base._meta.abstract)
    ]


def rules_of(model: type[models.Model]) -> dict[str, FieldRule]:
    """The rule of each declared field of the model, by field name."""
    return {name: rule for declared in reversed(declarations_of(model)) for name, rule in declared.rules.items()}
