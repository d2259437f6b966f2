"""The seal that ties a draft's id to a browser."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from intake.tokens import browser_hash, is_sealed_by, new_browser_secret, new_draft_id

SECRETS = st.text(max_size=200)


@given(SECRETS)
def test_a_browser_knows_its_own_drafts(secret):
    assert is_sealed_by(new_draft_id(secret), secret)


@given(SECRETS, SECRETS)
def test_no_other_browser_does(secret, other):
    assert is_sealed_by(new_draft_id(secret), other) == (secret == other)


@given(st.uuids(), SECRETS)
def test_an_id_from_elsewhere_is_not_sealed(draft_id, secret):
    assert not is_sealed_by(draft_id, secret)


def test_ids_and_secrets_are_never_the_same_twice():
    secret = new_browser_secret()
    assert len({new_draft_id(secret) for _ in range(1000)}) == 1000
    assert len({new_browser_secret() for _ in range(1000)}) == 1000
    assert isinstance(new_draft_id(secret), uuid.UUID)


def test_the_database_learns_only_the_hash():
    secret = new_browser_secret()
    assert secret not in browser_hash(secret)
    assert len(browser_hash(secret)) == 64
