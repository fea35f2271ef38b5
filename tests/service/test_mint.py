"""The mint: codes and salts, the same again from a seed, never the same by chance."""

from roomflow.domain.codes import is_code
from roomflow.service.mint import SALT_BYTES, SeededMint, SystemMint


def test_the_same_seed_mints_the_same_and_another_seed_something_else(seed: int) -> None:
    first, same, other = SeededMint(seed), SeededMint(seed), SeededMint(seed + 1)
    minted = [first.secret() for _ in range(50)]
    assert [same.secret() for _ in range(50)] == minted
    assert [other.secret() for _ in range(50)] != minted


def test_what_a_seed_mints_is_the_same_on_every_machine() -> None:
    secret = SeededMint(126).secret()
    assert (secret.code, secret.salt.hex()) == ("JFXGYTKB2Y998RX5W", "841d71986f2cd374d3ad5b3f452f27a5")


def test_codes_are_whole_and_no_two_are_alike(seed: int) -> None:
    for mint in (SystemMint(), SeededMint(seed)):
        minted = [mint.secret() for _ in range(2_000)]
        assert all(is_code(secret.code) for secret in minted)
        assert {len(secret.salt) for secret in minted} == {SALT_BYTES}
        assert len({secret.code for secret in minted}) == len({secret.salt for secret in minted}) == 2_000
