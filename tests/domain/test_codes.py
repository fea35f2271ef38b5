"""Ticket codes: unique, and no single slip goes unseen."""

import random

import pytest

from roomflow.domain.codes import ALPHABET, CODE_CHARACTERS, code_of, draw_code, is_code, qr_text, read_scan


def test_a_hundred_thousand_codes_are_all_different(seed: int) -> None:
    chance = random.Random(seed)
    codes = {draw_code(chance.getrandbits) for _ in range(100_000)}
    assert len(codes) == 100_000, seed
    assert all(len(code) == CODE_CHARACTERS for code in codes)
    assert {symbol for code in codes for symbol in code} == set(ALPHABET)


def test_every_single_character_error_and_every_swap_of_neighbours_is_caught(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(60):
        code = draw_code(chance.getrandbits)
        assert is_code(code)
        for place in range(CODE_CHARACTERS):
            for symbol in ALPHABET:
                wrong = code[:place] + symbol + code[place + 1 :]
                assert is_code(wrong) is (wrong == code), (seed, code, wrong)
        for place in range(CODE_CHARACTERS - 1):
            wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            assert is_code(wrong) is (wrong == code), (seed, code, wrong)


def test_negative_control_a_plain_checksum_misses_swaps(seed: int) -> None:
    chance = random.Random(seed)
    code = next(code for code in iter(lambda: draw_code(chance.getrandbits), "") if code[0] != code[1])
    swapped = code[1] + code[0] + code[2:]
    assert sum(map(ALPHABET.index, code[:-1])) == sum(map(ALPHABET.index, swapped[:-1]))


def test_a_number_whose_check_symbol_is_no_digit_or_letter_is_drawn_again() -> None:
    numbers = iter([36, 35, 34, 33, 32, 31])
    assert draw_code(lambda _: next(numbers)) == "0" * 15 + "Z" + "Z"
    assert code_of(36) is None


def test_a_broken_source_of_chance_stops_instead_of_looping() -> None:
    with pytest.raises(RuntimeError):
        draw_code(lambda _: 36)
    with pytest.raises(ValueError, match="80 bits"):
        code_of(1 << 80)


def test_a_code_is_read_with_the_letter_before_it_and_without_as_printed_and_as_a_person_types_it(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(300):
        code = draw_code(dice.getrandbits)
        spoken = code.replace("0", dice.choice("oO0")).replace("1", dice.choice("iIlL1"))
        for typed in (code, code.lower(), grouped(code), f"  {grouped(code).lower()} ", spoken, f"R {grouped(code)}"):
            assert read_scan(typed) == code, (seed, typed)
            assert read_scan(f"r{typed.strip().removeprefix('R ')}") == code, (seed, typed)
        assert read_scan(code[:-1]) is None
        assert read_scan(f"X{code}") is None


def grouped(code: str) -> str:
    """As the slip shows it."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def test_a_code_whose_own_first_character_is_an_r_is_read_both_ways() -> None:
    code = code_of(24 << 75)
    assert code is not None
    assert code[0] == "R"
    assert read_scan(code) == read_scan(f"R{code}") == code


def test_what_a_scanner_or_a_person_types_is_read() -> None:
    code = "0" * 15 + "11"
    assert read_scan(qr_text(code)) == code
    assert read_scan("r" + "o" * 15 + "il") == code
    assert read_scan(" R0000-0000-0000-000-11 ") == code
    for text in ("", "R", code[:-1], "R" + code[:-1], "R" + code[:-1] + "2", "https://example.org", "R" + "Ü" * 17):
        assert read_scan(text) is None
