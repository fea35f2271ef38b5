"""The balance of each door, and what of a space's figure came without one."""

from roomflow.domain.balance import DoorBalance, balance_of
from roomflow.domain.commands import Return, SaveHeadCount, SendParty, StepOut, Tap
from roomflow.domain.events import Kind
from tests.domain.table import Table
from tests.domain.test_random_evenings import play


def test_each_door_counts_for_itself_and_the_space_is_their_sum() -> None:
    table = Table()
    table.ask(Tap("Chamber", 4, "East"))
    table.ask(Tap("Chamber", -3, "West"))
    balance = balance_of(table.space("Chamber"))
    assert balance.doors == (DoorBalance("East", 4, 0), DoorBalance("West", 0, 3))
    assert [door.balance for door in balance.doors] == [4, -3]
    assert (balance.by_doors, balance.without_door, balance.head_counts) == (1, 0, 0)


def test_what_the_desk_counts_and_what_head_counts_find_stands_beside_the_doors() -> None:
    table = Table()
    table.ask(Tap("A", 2, "Door"))
    table.ask(Tap("A", 1))
    table.ask(SaveHeadCount("A", 1))
    table.ask(SaveHeadCount("A", 4))
    balance = balance_of(table.space("A"))
    assert (balance.by_doors, balance.without_door, balance.head_counts) == (2, 1, 1)
    table.undo()
    assert balance_of(table.space("A")).head_counts == -2


def test_stepping_out_and_back_and_an_exit_without_an_entry_are_counted_at_their_door() -> None:
    table = Table()
    table.ask(SendParty(2, space="A"))
    table.ask(Tap("A", 2, "Door"))
    table.ask(StepOut("A", 1, "Door"))
    table.ask(Return(table.hold("A").id, 1, "Door"))
    table.ask(Tap("A", -3, "Door"))
    balance = balance_of(table.space("A"))
    assert balance.doors == (DoorBalance("Door", 3, 4),)
    assert balance.without_door == 1, "somebody had come in uncounted"


def test_the_balance_says_the_same_as_the_entries_in_any_evening(seed: int) -> None:
    table = play(seed, 300)
    for name, space in table.draft.spaces.items():
        found = sum(
            entry.change
            for entry in table.entries
            if entry.space == name and Kind.COUNTED in (entry.kind, entry.details.get("kind"))
        )
        balance = balance_of(space)
        assert balance.head_counts == found, seed
        assert balance.by_doors + balance.without_door + balance.head_counts == space.inside, seed
