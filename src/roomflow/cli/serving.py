"""The commands `serve` and `pair`: a desk without a window for the building's network, and stations for it."""

from __future__ import annotations

import http.client
import json
import shlex
import signal
import ssl
import threading
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click

from roomflow import paths
from roomflow.cli.errors import Stop
from roomflow.domain.meeting import Meeting, Phase
from roomflow.reports.plain import Translate
from roomflow.sentences import said
from roomflow.sentences import sentence as _
from roomflow.service.clock import SystemClock
from roomflow.service.desk import Desk
from roomflow.service.mint import SystemMint
from roomflow.store.journal import OtherDesk
from roomflow.store.sqlite import LOG_NAME, open_journal, open_reader
from roomflow.tongues import ENGLISH
from roomflow.web.address import WebProblem, listen_on
from roomflow.web.limits import NAME_MAX, TEXT_MAX
from roomflow.web.local import Served, read_file
from roomflow.web.notes import Notes
from roomflow.web.server import WebOptions, WebServer

ANSWER_SECONDS_MAX: Final = 30.0
ANSWER_BYTES_MAX: Final = 65_536


def serve_named(log: Path, named: Path | None, practice: bool, words: dict[str, Any], say: Translate) -> int:
    """`roomflow serve` as it was typed; a practice evening lies beside the log, and never in it."""
    certificate, key = words["tls_cert"], words["tls_key"]
    if (certificate is None) != (key is None):
        raise Stop(_("A certificate and its key belong together: name both --tls-cert and --tls-key."))
    for file in (certificate, key):
        if file is not None and not file.is_file():
            raise Stop(_("There is no file {file}.", file=file))
    options = WebOptions(
        words["host"], words["port"], None if certificate is None else (certificate, key), words["tickets"]
    )
    _check(options)
    folder = _folder(log, practice).absolute()
    return serve_here(folder, options, say, practice=practice, named=None if named is None else named.absolute())


def _check(options: WebOptions) -> None:
    """Raises Stop where the address or the certificate is no good, before a log is made or opened for it."""
    try:
        listen_on(options.address, options.port).close()
        if options.tls is not None:
            ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(*options.tls)
    except WebProblem as problem:
        raise Stop(problem.sentence) from problem
    except OSError as error:  # ssl.SSLError is one
        reason = error.strerror or str(error)
        raise Stop(_("The certificate or its key cannot be used ({reason}).", reason=reason)) from error


def pair_named(
    log: Path, practice: bool, wanted: dict[str, Any], say: Translate, language: str, *, as_json: bool
) -> int:
    """`roomflow pair` as it was typed."""
    return pair_here(_folder(log, practice).absolute(), wanted, say, language, as_json=as_json)


def _folder(log: Path, practice: bool) -> Path:
    """As the window keeps it. A folder that holds practice evenings already is the practice folder itself."""
    return paths.practice_folder(log) if practice and not _holds_practice(log) else log


def _holds_practice(folder: Path) -> bool:
    if not (folder / LOG_NAME).exists():
        return False
    with open_reader(folder) as reader:
        return any(line.practice for line in reader.meetings())


def serve_here(folder: Path, options: WebOptions, say: Translate, *, practice: bool, named: Path | None = None) -> int:
    """Serve until Ctrl-C or a request to end; `named` is the folder that was typed. The exit code."""
    notes = Notes(folder)
    with _desk_of(folder, practice, notes) as desk:
        web = WebServer(desk, SystemClock(), folder, options, notes.report)
        ended = threading.Event()
        with _signals(ended):
            try:
                web.start(lambda: _open_practice(desk) if practice and not _open_meetings(desk) else None)
            except WebProblem as problem:
                raise Stop(problem.sentence) from problem
            try:
                _say_where(web, folder, named, _open_meetings(desk), say)
                ended.wait()
                click.echo(said(_("Stopping."), say))
            finally:
                web.stop()
    return 0


def _say_where(web: WebServer, folder: Path, named: Path | None, going_on: list[Meeting], say: Translate) -> None:
    """The names before the addresses are the same in every language: who starts this by a script reads them."""
    click.echo(f"staff     {web.staff.url}")
    click.echo(f"public    {web.public.url}")
    click.echo(f"log       {folder}")
    if named is not None and folder != named:
        beside = _("The practice evening lies beside {folder}; nothing of it is written in there.", folder=named)
        click.echo(said(beside, say))
    for meeting in going_on:
        click.echo(f"meeting   {meeting.number}  {meeting.name}, {meeting.date}")
    last = _("No meeting is open in this log: open one at the desk, and then serve it. Ctrl-C ends this.")
    if going_on:
        data = [] if named is None else ["--data", str(named)]
        sort = ["--practice"] if going_on[0].practice else []
        space = next(iter(going_on[0].spaces))
        command = shlex.join(["roomflow", "pair", *data, *sort, "--role", "door", "--space", space])
        last = _("“{command}” lets a phone in. Ctrl-C ends this.", command=command)
    click.echo(said(last, say))


@contextmanager
def _signals(ended: threading.Event) -> Iterator[None]:
    wanted = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(each, lambda _signal, _frame: ended.set()) for each in wanted]
    try:
        yield
    finally:
        for each, handler in zip(wanted, before, strict=True):
            signal.signal(each, handler)


@contextmanager
def _desk_of(folder: Path, practice: bool, notes: Notes) -> Iterator[Desk]:
    practice = practice or _holds_practice(folder)
    desk = Desk(lambda: open_journal(folder, practice=practice), SystemClock(), SystemMint(), on_error=notes.report)
    try:
        desk.start()
        yield desk
    except OtherDesk as problem:
        more = _("{problem} A desk with a window serves from its Setup page.", problem=problem.sentence)
        raise Stop(more) from problem
    finally:
        desk.stop()


def _open_meetings(desk: Desk) -> list[Meeting]:
    return [meeting for meeting in desk.meetings() if meeting.phase is not Phase.CLOSED]


def _open_practice(desk: Desk) -> None:
    """A practice evening in the sample building, so that pages have something to show."""
    import secrets

    from roomflow.assets import resource
    from roomflow.domain.building import read_building
    from roomflow.domain.commands import OpenMeeting
    from roomflow.domain.requests import Request

    building = read_building(resource("samples", "building.toml").read_bytes())
    command = OpenMeeting("Practice evening", building.day(SystemClock().read().at), building, practice=True)
    answer = desk.ask(Request(secrets.token_hex(16), "Desk", command)).result(ANSWER_SECONDS_MAX)
    if not answer.is_done:
        raise Stop(answer.problem or _("The practice evening cannot be opened."), 1)


# --- pairing by the user of this computer ---------------------------------------------------------------


def pair_here(folder: Path, wanted: dict[str, Any], say: Translate, language: str = ENGLISH, *, as_json: bool) -> int:
    """Make a station of the server of a folder: its token as JSON, or a link with a QR. The exit code."""
    served = read_file(folder)
    if served is None:
        absent = _("Nothing is served out of the folder {folder}; start “roomflow serve” there first.", folder=folder)
        if read_file(paths.practice_folder(folder)) is not None:
            absent = _("{absent} A practice evening beside it is served: add --practice.", absent=absent)
        raise Stop(absent)
    _check_wanted(wanted, folder)
    answer = _ask(served, {**{k: v for k, v in wanted.items() if v is not None}, "link": not as_json}, language)
    if as_json:
        click.echo(json.dumps({**answer, "staff": served.staff, "public": served.public}, ensure_ascii=False))
        return 0
    import qrcode

    code = qrcode.QRCode(border=2)
    code.add_data(answer["link"])
    code.print_ascii(invert=True)
    click.echo(answer["link"])
    shown = {name: answer[name] for name in ("pair", "digits", "seconds")}
    click.echo(said(_("or open {pair} and type {digits}; within {seconds} seconds, once.", **shown), say))
    return 0


def _check_wanted(wanted: dict[str, Any], folder: Path) -> None:
    """Raises Stop where the server could only say that it does not understand."""
    if wanted["role"] == "door" and not wanted.get("space"):
        raise Stop(_("A door is that of a room: name it with --space."))
    for name, most in (("space", TEXT_MAX), ("door", TEXT_MAX), ("name", NAME_MAX)):
        if len(wanted.get(name) or "") > most:
            raise Stop(_("{option} has at most {most} characters.", option=f"--{name}", most=most))
    meeting = wanted.get("meeting")
    if meeting is not None:
        with open_reader(folder) as reader:
            going_on = [line.number for line in reader.meetings() if not line.closed]
        if meeting not in going_on:
            numbers = ", ".join(map(str, going_on)) or "–"
            raise Stop(_("Meeting {number} is not open; open is: {numbers}.", number=meeting, numbers=numbers))


def _ask(served: Served, body: dict[str, Any], language: str) -> dict[str, Any]:
    """POST to the server of this computer. Raises Stop."""
    there = urllib.parse.urlsplit(served.staff)
    connection: http.client.HTTPConnection
    if there.scheme == "https":
        # The certificate itself is what is trusted, whatever name it was made for: its file was read on this disk.
        trust = ssl.create_default_context(cafile=served.certificate)
        trust.check_hostname = False
        connection = http.client.HTTPSConnection(
            there.hostname or "", there.port or 443, timeout=ANSWER_SECONDS_MAX, context=trust
        )
    else:
        connection = http.client.HTTPConnection(there.hostname or "", there.port or 80, timeout=ANSWER_SECONDS_MAX)
    try:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {served.secret}"}
        headers["Accept-Language"] = language
        connection.request("POST", "/api/local/offer", json.dumps(body), headers)
        reply = connection.getresponse()
        answer: dict[str, Any] = json.loads(reply.read(ANSWER_BYTES_MAX))
    except (OSError, http.client.HTTPException, ValueError) as error:
        silent = _("The server at {address} does not answer; is “roomflow serve” still running?", address=served.staff)
        raise Stop(silent) from error
    finally:
        connection.close()
    if reply.status != http.HTTPStatus.OK:
        raise Stop(str(answer.get("sentence") or _("The server said no.")))
    return answer
