"""Sealing under keys that stand nowhere, and the slow hash for what people type."""

import threading
from unittest import mock

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st

from portal.common.crypto import stretching
from portal.common.crypto.keyset import CannotDecryptError
from portal.common.crypto.sealing import key_of_secret, new_key, open_under, seal_under
from portal.common.crypto.stretching import NoTurn, is_secret_of, new_salt, slow_hash, slow_key, turn


@given(st.binary(max_size=500), st.text(max_size=40))
def test_what_was_sealed_comes_back_exactly(plain, place):
    key = new_key()
    assert open_under(key, seal_under(key, plain, place), place) == plain


def test_another_key_another_place_and_a_changed_byte_open_nothing():
    key = new_key()
    sealed = seal_under(key, b"a quiet place", "draft:1")
    changed = bytes([*sealed[:-1], sealed[-1] ^ 1])
    for tried in ((new_key(), sealed, "draft:1"), (key, sealed, "draft:2"), (key, changed, "draft:1"), (key, b"", "")):
        with pytest.raises(CannotDecryptError) as raised:
            open_under(*tried)
        assert raised.value.__cause__ is None


def test_sealing_twice_never_gives_the_same_bytes():
    key = new_key()
    assert len({seal_under(key, b"the same", "place") for _ in range(1000)}) == 1000


def test_the_key_of_a_secret_differs_from_place_to_place():
    assert key_of_secret("a", "draft:1") == key_of_secret("a", "draft:1")
    assert len({key_of_secret(secret, place) for secret in "ab" for place in ("draft:1", "draft:2")}) == 4


def test_only_the_right_secret_matches_its_hash():
    with turn():
        stored = slow_hash("RIGHT")
        assert is_secret_of("RIGHT", stored)
        assert not is_secret_of("WRONG", stored)
        assert not is_secret_of("RIGHT", None)
        assert slow_hash("RIGHT") != stored


@pytest.mark.proves("G9")
def test_a_hash_costs_what_the_threat_model_asks_for_and_one_that_is_missing_costs_the_same():
    with turn():
        stored = slow_hash("a")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert stored.split("$")[3] == stretching.NOBODYS_HASH.split("$")[3]
    assert len(stored) == len(stretching.NOBODYS_HASH)
    with mock.patch.object(stretching, "Argon2id", wraps=Argon2id) as work:
        is_secret_of("a", None)
    assert work.verify_phc_encoded.call_args.args == (b"a", stretching.NOBODYS_HASH)


def test_the_hash_tells_nothing_about_the_key():
    with turn():
        stored, salt = slow_hash("a"), new_salt()
        key = slow_key("a", salt)
        assert key == slow_key("a", salt)
        assert key != slow_key("a", new_salt())
    assert len(key) == 32
    assert key.hex() not in stored


def test_one_at_a_time_and_who_is_impatient_is_told():
    with turn():
        refused = []

        def ask():
            try:
                with turn(0):
                    refused.append(False)
            except NoTurn:
                refused.append(True)

        other = threading.Thread(target=ask)
        other.start()
        other.join()
    with turn(0):
        assert refused == [True]
