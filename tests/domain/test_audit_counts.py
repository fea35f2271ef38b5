"""How often the audit says each of its sentences of the forged entries of told evenings: a change is seen and meant.

After a rule was changed on purpose, `python -m tests.domain.test_audit_counts` prints the table anew.
"""

import re
from collections import Counter

from tests.domain.forged_evenings import on_paper, seated_first, speakers
from tests.domain.forging import all_said
from tests.domain.told_evenings import TOLD

_NAMES = re.compile(r"\b(?:Chamber|Hallway|Lobby|Stairs|Plaza|Desk|North|South|[AB])\b|-?\d+(?:, )?")


def counted() -> list[str]:
    """A line for each sentence, names and numbers left out, and the name of the error where one stops the audit."""
    said = Counter[str]()
    for tell in (*TOLD, on_paper, speakers, seated_first):
        for sentence, times in all_said(tell()).items():
            said[_NAMES.sub("#", sentence)] += times
    return [f"{times} {sentence}" for sentence, times in sorted(said.items())]


def test_forged_entries_are_told_as_often_as_ever() -> None:
    assert counted() == EXPECTED.strip().splitlines()


EXPECTED = """
8 # crowd managers are needed, # were called for
19 # has # places free while # are wanted on deck
7 # has no door called Door
188 # has no door called Nowhere
184 # is no room
6 # seats are on deck and # are wanted
927 AssertionError
1912 BuildingError
3 IndexError
698 KeyError
268 ValueError
15 a call is repeated before its time
24 a claim's call holds other places than the party has people
48 a hold begins anew with another deadline
1 a limit is below the reserved places
7 a pack has too many numbers, or none
54 a seat is on deck in no chamber, or in a closed one
79 a seat on deck is one place
28 a speaker's party counts other people than are seated
64 a tap counts from # to # people
134 a tap past the places is not marked as it is
47 a ticket is for a party of another size
54 entry # is not of this station's last request
48 entry # is not what it says it takes back
13 entry # is taken back too late
19 entry # is taken back twice
7 invitations were so already
12 it changes no limit that # has
32 it changes nothing about the seats on deck
56 it counts other people than are seated
7 it does not put back the figure that entry # changed
14 it does not put back what entry # changed
19 it ends another emergency than there is
3 it goes over what somebody else set after entry #
256 it happened after it was recorded
256 it happened longer before it was recorded than an evening lasts
200 it holds other places than the party has people
276 it is not the opposite of entry #
25 more places are reserved than the limit has
5 more seats are on deck than are wanted
50 other crowd managers are called for than are needed
6 other crowd managers are needed than it says
31 printing again changes nothing but the code
17 rule #: # has # places free, # of them kept; this saves #
13 rule #: # has # places free, this holds # on deck
384 rule #: # has # places free, this promises #
884 rule #: # holds #its holds are #
4 rule #: # is no number of a pack
4 rule #: # keeps # of its free places, this promises #
11 rule #: # keeps # places, not #
6 rule #: # keeps no places
1 rule #: # saves for two parties at once
86 rule #: # waits for a head count
2 rule #: a call is missed before its deadline
4 rule #: a claim overtakes #which fits into #
23 rule #: a claim that is set does not end its call
2 rule #: a claim's call ends before its deadline
6 rule #: a head count is put off once, by a role of the list
4 rule #: a hold ends before its deadline
26 rule #: a log begins with its opening, and only there
21 rule #: a party without a ticket does not name whom it passes
2 rule #: a seat is held on deck while nobody is invited
2 rule #: a speaker is seated and takes no seat on deck
8 rule #: a speaker passes somebody for another reason
4 rule #: a speaker's party keeps what was promised elsewhere
16 rule #: a speaker's party takes other seats than are on deck
22 rule #: a speaker's party takes seats of another room, or other places than its seats
263 rule #: a tap does not count everybody
245 rule #: a tap in does not take the oldest places first
78 rule #: a tap in does not take the places held on the way
120 rule #: a tap takes other places than it names
4 rule #: a ticket although # has places that nobody may claim
2 rule #: an exit is unmatched while people are inside
24 rule #: an invitation while invitations are stopped
30 rule #: it does not end the hold of its ticket
9 rule #: it does not name the claims that it passes
39 rule #: it ends a hold for other places
20 rule #: it ends a part of a hold
72 rule #: it follows the close of the log
36 rule #: it gives back places that were not held
2 rule #: it leaves another room than it sits in
66 rule #: it leaves another waiting space than it waits in
10 rule #: it moves other places than are held
22 rule #: it overtakes #which fits into #
2 rule #: it overtakes #which is seated, first on # and fits
10 rule #: it passes [##] and names [#]
2 rule #: it passes [##] and names []
2 rule #: it passes [#] and names [######]
2 rule #: it passes [#] and names [#####]
3 rule #: it passes [#] and names [####]
1 rule #: it passes [#] and names [###]
8 rule #: it passes [#] and names [#]
29 rule #: it passes [#] and names []
2 rule #: it passes [] and names [####]
1 rule #: it passes [] and names [###]
4 rule #: it passes [] and names [##]
9 rule #: it passes [] and names [#]
37 rule #: it passes somebody as too large who would fit into #
254 rule #: it passes somebody for no reason of the list
49 rule #: nobody with a role and a reason of the lists answers for it
7 rule #: other people arrive in the chamber than leave their room
8 rule #: other people arrive than leave
35 rule #: other people leave the waiting space than wait
5 rule #: other people return than stepped out
27 rule #: other places are held than people step out
10 rule #: places of # are saved for ticket #which cannot use them
2 rule #: places saved for a ticket are given back while it waits
14 rule #: places stay saved for ticket #which does not wait
31 rule #: taking back promises # past its places
8 rule #: taking back promises #, where it came from, past its places
7 rule #: the kept places of # become ordinary for nobody
178 rule #: the line has the first claim on # places of #
9 rule #: the new slip of ticket # has no code of its own
6 rule #: the number # of a part does not follow
16 rule #: the numbers of the pack do not follow
5 rule #: the parts are not the party
6 rule #: the second part is not the rest of the party
118 rule #: the ticket number # does not follow
6 rule #: the timer ends a hold before its deadline
352 rule #: the waiting space counts other people than wait
32 rule #: ticket # does not stand where it was handed out
60 rule #: ticket # has no code of its own
3 rule #: ticket # is called again while nobody is invited
5 rule #: ticket # was not passed often or long enough
13 rule #: turned away for no reason of the list, or beside other free places
23 rule #: who is out when the emergency ends has another time to come back
49 rule #: who leaves in a recess or an emergency keeps # places, not #
2 rule #: who takes a claim does not end its call
35 seats are on deck in no chamber
4 seats are wanted on deck where nobody speaks any more
101 seats on deck are held anew that were not taken
90 the count after it is not what was counted
4 the log is closed before the meeting adjourned
6 the meeting had adjourned already
63 the meeting's own clock falls
2 there can be no assistance as the meeting stands
5 there can be no back as the meeting stands
2 there can be no cleared as the meeting stands
8 there can be no count-deferred as the meeting stands
74 there can be no counted as the meeting stands
4 there can be no end-expected as the meeting stands
45 there can be no issued as the meeting stands
2 there can be no marked as the meeting stands
4 there can be no space-closed as the meeting stands
8 there can be no space-opened as the meeting stands
8 there can be no stepped-out as the meeting stands
1 there can be no turned-away as the meeting stands
2 there is no emergency to end
3 there is no such mark
2 ticket # cannot be back from called
3 ticket # cannot be back from left
2 ticket # cannot be back from seated
1 ticket # cannot be back from unserved
1 ticket # cannot be back from waiting
14 ticket # cannot be called from called
3 ticket # cannot be called from left
8 ticket # cannot be called from seated
1 ticket # cannot be called from unserved
1 ticket # cannot be claim-called from called
2 ticket # cannot be left after back
16 ticket # cannot be left after called
2 ticket # cannot be left after claim-called
2 ticket # cannot be left after claim-set
1 ticket # cannot be left after claim-taken
2 ticket # cannot be left after missed
8 ticket # cannot be left after seated
5 ticket # cannot be left after unserved
3 ticket # cannot be left from left
1 ticket # cannot be left from seated
1 ticket # cannot be missed from seated
2 ticket # cannot be missed from waiting
2 ticket # cannot be recalled from waiting
2 ticket # cannot be seated after back
16 ticket # cannot be seated after called
3 ticket # cannot be seated after left
2 ticket # cannot be seated after missed
5 ticket # cannot be seated after unserved
2 ticket # cannot be seated from seated
2 ticket # cannot be unserved from left
1 ticket # cannot be unserved from unserved
16 ticket # cannot be waiting after called
2 ticket # cannot be waiting after claim-called
2 ticket # cannot be waiting after claim-set
1 ticket # cannot be waiting after claim-taken
3 ticket # cannot be waiting after left
2 ticket # cannot be waiting after missed
8 ticket # cannot be waiting after seated
5 ticket # cannot be waiting after unserved
2 ticket # cannot have its claim set to True
18 ticket # has no claim on #
169 ticket # is for # people
6 ticket # is in line no more and is printed again
2 ticket # was handed out before it was printed
15 ticket # wishes the chamber
3 who comes back into a room that is over is not marked
8 who is first was set so already
11 who is out has not the time again that was left before entry #
"""

if __name__ == "__main__":
    print("\n".join(counted()))
