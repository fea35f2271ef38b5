"""The Stations section: served where the settings say so, let in by name, revoked by a press, parked items seen."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roomflow.app import make_server
from roomflow.desktop.computer.kept_settings import KeptSettings
from roomflow.desktop.computer.network import Network
from roomflow.desktop.computer.this_computer import ThisComputer
from roomflow.desktop.setup.stations import StationsSection
from roomflow.desktop.stations.switch import LOOPBACK, addresses_here
from roomflow.desktop.window.header import Header
from roomflow.domain.meeting import Meeting
from roomflow.service.clock import SystemClock
from roomflow.service.desk import Desk
from roomflow.service.mint import SystemMint
from roomflow.store.sqlite import open_journal
from tests.desktop.scenes import SCENES
from tests.desktop.stations import StillServer, network_of, still_computer
from tests.web.site import DEVICE, evening

SECONDS = 30


@pytest.fixture
def meeting() -> Meeting:
    return SCENES["desk-light"]()[0]


@pytest.fixture
def section(dressed: QApplication, meeting: Meeting, qtbot: QtBot) -> StationsSection:
    """With everything that can be shown."""
    section = StationsSection(still_computer(meeting.at))
    qtbot.addWidget(section)
    section.resize(1286, 900)
    section.show()
    section.show_meeting(meeting, meeting.at)
    return section


def server_of(section: StationsSection) -> StillServer:
    assert section._network is not None
    server = section._network._server
    assert isinstance(server, StillServer)
    return server


# --- the cards ------------------------------------------------------------------------------------------


def test_who_was_let_in_is_listed_with_when_it_was_last_heard(section: StationsSection) -> None:
    said = [(row.strong_label.text(), row.quiet_label.text()) for row in section.paired_card.rows.values()]
    assert said == [
        ("Usher North", "Door: Commission Chamber, North door; online"),
        ("Usher A", "Door: Overflow A; online; its own count differs by 2 people"),
        ("Hallway screen", "Display; last heard 18:03:31, 4 min ago"),
        ("Second desk", "Desk; not heard since the start"),
    ]


def test_the_code_on_the_screen_is_the_link_and_says_how_long_it_holds(section: StationsSection) -> None:
    picture = section.pairing_card.code.picture(4)
    image = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    bits = memoryview(image.constBits()).cast("B", (image.height(), image.bytesPerLine()))
    (found,) = zxingcpp.read_barcodes(bits)
    assert found.text == f"http://192.168.1.20:8126/pair#{'k' * 32}"
    words = "Or type 580 598 at http://192.168.1.20:8126/pair; 47 seconds left."
    assert section.pairing_card.digits_label.text() == words


def test_the_door_to_pair_is_one_of_the_building(section: StationsSection, meeting: Meeting) -> None:
    card = section.pairing_card
    names = [card.door_combo.itemText(place) for place in range(card.door_combo.count())]
    doors = [f"{s.name}, {d}" for s in meeting.spaces.values() for d in s.plan.doors]
    assert set(doors) <= set(names)
    card.role_combo.setCurrentIndex(1)
    assert card.door_field.isHidden()


def test_a_parked_item_says_who_when_and_why(section: StationsSection) -> None:
    (row,) = section.parked_card.rows.values()
    assert row.strong_label.text() == "North door (1f0a), 18:06:31"
    assert row.quiet_label.text() == "Ticket 131 was seated already."


def test_the_header_says_how_many_doors_are_online(dressed: QApplication, meeting: Meeting, qtbot: QtBot) -> None:
    header = Header()
    qtbot.addWidget(header)
    computer = still_computer(meeting.at)
    header.follow_network(computer.network)
    header.show_meeting(meeting)
    assert header.log_label.text() == "2 doors online"


def test_nothing_is_served_before_somebody_switches_it_on(dressed: QApplication, qtbot: QtBot) -> None:
    kept, server = KeptSettings(), StillServer(is_full=False)
    network = network_of(server, kept)
    network.begin()
    network.show_meeting(1)
    try:
        qtbot.waitUntil(lambda: network._pending == 0)
        assert server.asked == []
        section = StationsSection(ThisComputer(kept, Path(), None, network))
        qtbot.addWidget(section)
        assert section.pairing_card.isHidden()
        section.network_card.serve_box.click()
        qtbot.waitUntil(lambda: network.picture.staff != "")
        assert kept.settings.serves
        assert not section.pairing_card.isHidden()
        section.network_card.serve_box.click()
        qtbot.waitUntil(lambda: ("stop",) in server.asked)
        assert network.picture.staff == ""
    finally:
        network.end()


def test_what_is_in_the_way_is_said_beside_the_switch(dressed: QApplication, qtbot: QtBot) -> None:
    kept = KeptSettings()
    kept.change(serves=True)
    network = network_of(StillServer(problem="Port 8126 of 127.0.0.1 is taken.", is_full=False), kept)
    network.show_meeting(1)
    network.begin()
    try:
        section = StationsSection(ThisComputer(kept, Path(), None, network))
        qtbot.addWidget(section)
        qtbot.waitUntil(lambda: section.network_card.problem_label.text() == "Port 8126 of 127.0.0.1 is taken.")
    finally:
        network.end()


def test_this_computers_own_address_is_the_first_choice() -> None:
    assert addresses_here()[0] == (LOOPBACK, "")


def test_a_port_that_is_none_is_said_and_not_kept(section: StationsSection) -> None:
    card = section.network_card
    card.port_edit.setText("80")
    card.port_edit.textEdited.emit("80")
    card.port_edit.editingFinished.emit()
    assert "from 1024 to 65534" in card.port_field.problem_label.text()
    assert card._kept.settings.serve_port == 8126


# --- with a real server ---------------------------------------------------------------------------------


@pytest.fixture
def served(dressed: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[StationsSection]:
    """A desk with a meeting, and its Stations section, switched on at a port of the system's choice."""
    errors: list[BaseException] = []
    clock = SystemClock()
    desk = Desk(lambda: open_journal(tmp_path, practice=True, durable=False), clock, SystemMint())
    desk.start()
    kept = KeptSettings()
    kept.change(serves=True, serve_port=0)
    network = Network(desk, clock, tmp_path, kept, make_server, errors.append)
    try:
        from roomflow.domain.requests import Request

        desk.ask(Request("open", "Desk", evening())).result(SECONDS)
        meeting = desk.meeting(1)
        assert meeting is not None
        network.begin()
        network.show_meeting(1)
        section = StationsSection(ThisComputer(kept, tmp_path, None, network))
        qtbot.addWidget(section)
        section.show_meeting(meeting, meeting.at)
        qtbot.waitUntil(lambda: network.picture.staff != "", timeout=SECONDS * 1_000)
        yield section
    finally:
        network.end()
        desk.stop()
    assert errors == []


def ask(section: StationsSection, method: str, path: str, body: object = None, token: str = "") -> tuple[int, bytes]:
    assert section._network is not None
    host = section._network.picture.staff.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=SECONDS)
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    reply = connection.getresponse()
    answer = reply.status, reply.read()
    connection.close()
    return answer


def test_a_phone_is_let_in_by_name_counts_and_is_revoked(served: StationsSection, qtbot: QtBot) -> None:
    card, network = served.pairing_card, served._network
    assert network is not None
    card.show_button.click()
    secret = card.code.text.partition("#")[2]
    status, said = ask(served, "POST", "/api/pair", {"secret": secret, "device": DEVICE, "name": "Phone 48"})
    assert status == 200
    waiting = json.loads(said)
    qtbot.waitUntil(lambda: len(card.rows) == 1)
    assert card.code.isHidden(), "its code is used up"
    (row,) = card.rows.values()
    assert "Phone 48" in row.who_label.text()
    row.name_edit.setText("Usher at the east door")
    row.approve_button.click()
    qtbot.waitUntil(lambda: len(served.paired_card.rows) == 1)
    qtbot.waitUntil(lambda: not card.rows)
    token = json.loads(ask(served, "POST", "/api/pair/wait", waiting)[1])["token"]
    assert ask(served, "GET", "/api/picture", token=token)[0] == 200
    (line,) = served.paired_card.rows.values()
    assert line.strong_label.text() == "Usher at the east door"
    line.button.click()
    qtbot.waitUntil(lambda: not served.paired_card.rows)
    assert ask(served, "GET", "/api/picture", token=token)[0] == 401
