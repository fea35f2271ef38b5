"""A station's way through the server: paired, told, heard, and gone."""

from __future__ import annotations

from roomflow.domain.commands import SaveHeadCount, SendParty, StartHeadCount, Tap
from roomflow.web.access import Role
from tests.web.site import CHAMBER, DEVICE, Site, Stream


def door_of(site: Site) -> str:
    return site.token("door", CHAMBER, site.meeting.spaces[CHAMBER].plan.doors[0])


def test_a_phone_is_paired_by_the_secret_of_the_screen_and_approved_by_name(site: Site) -> None:
    offer = site.web.offer(1, Role.DOOR, CHAMBER, None)
    waiting = site.post("/api/pair", {"secret": offer.secret, "device": DEVICE, "name": "Phone 48"}).json["waiting"]
    assert site.post("/api/pair/wait", {"waiting": waiting}).json == {"state": "waiting"}
    (asked,) = site.web.pairing.waiting()
    assert asked.device == "Phone 48"
    site.web.approve(asked, "Usher at the north door")
    paired = site.post("/api/pair/wait", {"waiting": waiting}).json
    assert (paired["state"], paired["role"], paired["space"]) == ("approved", "door", CHAMBER)
    assert site.get("/api/picture", paired["token"]).json["space"]["id"] == CHAMBER
    assert site.post("/api/pair/wait", {"waiting": waiting}).json == {"state": "refused"}, (
        "a used token is given to nobody"
    )


def test_a_door_counts_and_every_screen_hears_of_it(site: Site) -> None:
    token, display = door_of(site), site.token("display")
    stream, screen = Stream(site, token, f"/api/stream?device={DEVICE}"), Stream(site, display)
    assert stream.until("picture")["space"]["inside"] == 0
    assert screen.until("picture")["calls"] == []
    body = {"device": DEVICE, "items": [{"n": 1, "kind": "tap", "change": 2}], "totals": {"in": 2, "out": 0}}
    heard = site.post("/api/taps", body, token).json
    assert (heard["acknowledged"], heard["totals"], heard["differs"]) == (1, {"in": 2, "out": 0}, 0)
    picture = stream.until("picture")
    assert (picture["space"]["inside"], picture["applied"]) == (2, 1)
    stream.close()
    screen.close()


def test_a_tap_that_comes_twice_is_counted_once(site: Site) -> None:
    token = door_of(site)
    body = {"device": DEVICE, "items": [{"n": 1, "kind": "tap", "change": 3}]}
    for _ in range(3):
        assert site.post("/api/taps", body, token).json["acknowledged"] == 1
    assert site.meeting.spaces[CHAMBER].inside == 3


def test_a_display_hears_of_a_call_with_the_number(site: Site) -> None:
    for _ in range(70):
        site.do(SendParty(6))
    (number, *_more) = site.meeting.line.in_order()
    screen = Stream(site, site.token("display"))
    screen.until("picture")
    desk = site.token("desk")
    hold = next(hold for hold in site.meeting.holds.values())
    site.do(Tap(hold.space, 6))
    site.do(Tap(hold.space, -6))
    site.post("/api/ask", {"request": "request-1", "command": {"type": "CallNext"}}, desk)
    assert screen.until("call")["ticket"] == number
    screen.close()


def test_a_desk_in_a_browser_sends_a_party_and_takes_it_back(site: Site) -> None:
    desk = site.token("desk")
    sent = site.post("/api/ask", {"request": "request-1", "command": {"type": "SendParty", "people": 2}}, desk).json
    assert sent["done"] is True
    assert sent["sent"]["people"] == 2
    undone = {"request": "request-2", "command": {"type": "Undo", "request": "request-1"}}
    assert site.post("/api/ask", undone, desk).json["done"] is True
    refused = site.post("/api/ask", {**undone, "request": "request-3"}, desk).json
    assert refused == {"refused": "There is nothing of yours to take back."}


def test_a_token_that_is_taken_back_ends_its_stream_and_is_refused(site: Site) -> None:
    token = door_of(site)
    stream = Stream(site, token)
    stream.until("picture")
    (heard,) = site.web.stations()
    assert heard.streams == 1
    site.web.revoke(heard.station.number)
    try:
        while True:
            stream.next()
    except EOFError:
        pass
    assert site.get("/api/picture", token).status == 401
    stream.close()


def test_the_public_reads_what_was_made_and_a_tag_saves_the_rest(site: Site) -> None:
    first = site.get("/status.json", public=True)
    assert [each["meeting"] for each in first.json["meetings"]] == ["Board meeting"]
    again = site.get("/status.json", public=True, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert site.get("/api/picture", public=True).status == 404


def test_a_clerk_reads_the_figures_and_takes_the_files(site: Site) -> None:
    token = site.token("clerk")
    assert site.get("/api/picture", token).json["summary"]
    made = site.get("/api/report/json", token)
    assert made.status == 200
    assert "attachment" in made.headers["content-disposition"]


def test_an_answer_that_is_given_again_has_no_code_of_a_later_slip(site: Site) -> None:
    for name, room in site.meeting.spaces.items():
        if room.is_room:
            site.do(StartHeadCount(name))
            site.do(SaveHeadCount(name, room.places))

    def ask(token: str, request: str, command: dict[str, object]) -> dict[str, object]:
        answer = site.post("/api/ask", {"request": request, "command": command}, token).json["ticket"]
        return {"qr": answer["qr"], "code": answer["slip"]["code"], "number": answer["number"]}

    one, two = site.token("desk"), site.token("desk")
    first = ask(one, "request-1", {"type": "SendParty", "people": 2})
    assert all(first.values())
    assert ask(one, "request-1", {"type": "SendParty", "people": 2}) == first, (
        "the control: the same, while it is the slip"
    )
    later = ask(two, "request-2", {"type": "Reprint", "ticket": first["number"]})
    assert later["code"] not in ("", first["code"])
    again = ask(one, "request-1", {"type": "SendParty", "people": 2})
    assert again == {"qr": None, "code": "", "number": first["number"]}
