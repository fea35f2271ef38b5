"""Every bound of the web part, by name, with its unit last; a test that needs another one brings its own record."""

from __future__ import annotations

from typing import Final

from msgspec import Struct


class Limits(Struct, frozen=True):
    """What a listener takes. Rates are requests a second and how many may come at once."""

    # --- sizes
    head_bytes_max: int = 16_384
    headers_max: int = 64
    path_bytes_max: int = 512
    query_bytes_max: int = 512
    body_bytes_max: int = 262_144
    """Six hundred taps of a phone that was away for ten minutes, and to spare."""
    body_bytes_of_nobody_max: int = 2_048
    """Where no token is asked for, so that a crowd of strangers cannot fill the memory of the desk."""
    reply_bytes_buffered_max: int = 262_144
    """A stream that has so much waiting for its client drops the client: it never waits."""

    # --- times
    head_seconds_max: float = 10.0
    body_seconds_max: float = 10.0
    idle_seconds_max: int = 20
    answer_seconds_max: float = 30.0
    stop_seconds_max: float = 5.0

    # --- how many
    connections_max: int = 4_096
    connections_of_one_max: int = 4_096
    """Of one address. A building's Wi-Fi may show all its phones under one."""
    streams_max: int = 3_000
    streams_of_one_door_max: int = 4
    """Of one door's token; the oldest gives way. Displays may all have one token."""
    addresses_max: int = 20_000
    """So many addresses are remembered for their rates."""

    # --- rates
    staff_per_second: float = 200.0
    staff_at_once: int = 600
    public_per_second: float = 2_000.0
    public_at_once: int = 6_000
    refused_per_minute: int = 60
    """Tokens of nobody, from one address."""

    # --- pairing
    secret_seconds: int = 60
    wait_seconds: int = 300
    offers_max: int = 16
    waiting_max: int = 32
    digit_tries_max: int = 5
    """Wrong digits in one minute; then only the QR works until the minute is over."""

    # --- the feed
    heartbeat_seconds: float = 15.0
    refresh_seconds: float = 15.0
    """Waits go on while nothing happens; so often the public's answers are made anew."""
    public_seconds_between: float = 0.25
    line_rows_max: int = 500
    ticket_answers_max: int = 20_000


LIMITS: Final = Limits()

# What is part of the shapes of the bodies, and so of /openapi.json.
ITEMS_MAX: Final = 600
NUMBER_MAX: Final = 99_999_999
"""The highest number a phone gives its items; eight digits."""
NUMBER_DIGITS: Final = 8
TEXT_MAX: Final = 200
NAME_MAX: Final = 60
AGE_MS_MAX: Final = 43_200_000
PEOPLE_MAX: Final = 1_000_000
CHANGE_MAX: Final = 100
"""People in one act at a door."""
