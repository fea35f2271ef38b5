"""Reading a log: plain queries on one connection, each fetched to its end so that no reader holds the log up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final, Self

from roomflow.domain.events import Entry
from roomflow.sentences import sentence as _
from roomflow.store import chain
from roomflow.store.canonical import write_json
from roomflow.store.codec import PUBLIC, entries_of
from roomflow.store.engine import ENGINE_ERRORS, Connection, connect, pragma, problem_of
from roomflow.store.journal import NO_HEAD, NO_MEETING, Checked, MeetingLine, StoredAnswer, StoreProblem
from roomflow.store.schema import as_of
from roomflow.store.views import VIEWS

_COLUMNS: Final = ", ".join(PUBLIC)
HEAD: Final = "SELECT seq, hash FROM entries WHERE meeting = ? ORDER BY seq DESC LIMIT 1"
_MEETINGS: Final = """
    SELECT meetings.*, last.hash FROM meetings
    JOIN entries AS last ON last.meeting = meetings.meeting AND last.seq = meetings.entries
    ORDER BY meetings.meeting"""
_ANSWERS: Final = """
    SELECT request, body_hash, answer, at FROM answers
    WHERE meeting = ? AND request IN (SELECT value FROM json_each(?))"""
_FIND_OPENING: Final = """
    SELECT meeting, request, body_hash, answer, at FROM answers WHERE request = :request AND meeting IN (
        SELECT meeting FROM entries WHERE seq = 1 AND request = :request UNION ALL SELECT :none
    ) ORDER BY meeting DESC"""

NUMBER_MAX: Final = 2**63 - 1
"""The largest whole number of SQLite: no entry has one behind it."""


class LogReading:
    """Everything that may be asked of a log; the writer and the reader share it."""

    def __init__(self, path: Path, connection: Connection) -> None:
        self.path = path
        self._open: Connection | None = connection

    @property
    def _connection(self) -> Connection:
        if self._open is None:
            raise StoreProblem(_("The log {path} is closed.", path=self.path))
        return self._open

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the log; may be called twice."""
        if self._open is not None:
            self._open.close()
            self._open = None

    # --- what the desk and the reports ask

    def meetings(self) -> list[MeetingLine]:
        """Every meeting of the log, in order, those that were disposed of too."""
        with self._one_picture():
            rows, disposed = self._rows(_MEETINGS), self._disposed()
        lines = [
            MeetingLine(number, str(name), str(date), bool(practice), closed_at is not None, entries, head.hex())
            for number, name, date, practice, _, closed_at, entries, head in rows
        ]
        return sorted([*lines, *disposed])

    def disposed(self) -> dict[int, tuple[bytes, int]]:
        """The meetings that were disposed of: the head each had, and when it was done (UTC ms)."""
        return {line.number: (bytes.fromhex(line.head), line.disposed_at or 0) for line in self._disposed()}

    def _disposed(self) -> list[MeetingLine]:
        if not self._rows("SELECT 1 FROM sqlite_schema WHERE name = 'disposed'"):
            return []  # a file of the first version, which a reader does not bring up to date
        practice = bool(self._rows("SELECT practice FROM folder")[0][0])
        return [
            MeetingLine(number, "", str(date), practice, True, entries, head.hex(), at)
            for number, at, date, entries, head in self._rows("SELECT meeting, at, date, entries, head FROM disposed")
        ]

    def read(self, meeting: int, after: int = 0, to: int = NUMBER_MAX) -> list[Entry]:
        """The entries of a meeting behind number `after`, up to number `to`; none where there is no such meeting."""
        where = "WHERE meeting = ? AND seq > ? AND seq <= ?"
        try:
            with self._one_picture():
                kept = self._rows(
                    f"SELECT seq, salt, body FROM private {where} AND body IS NOT NULL", meeting, after, to
                )
                privates = {seq: (salt, body) for seq, salt, body in kept}
                sql = f"SELECT {_COLUMNS} FROM entries {where} ORDER BY seq"
                # Each row becomes an entry as it is read, and its memory is the next one's.
                return entries_of(self._connection.execute(sql, (meeting, after, to)), privates)
        except ValueError as error:
            raise StoreProblem(
                _(
                    "The log {path} is damaged: meeting {meeting} cannot be read ({reason}).",
                    path=self.path,
                    meeting=meeting,
                    reason=error,
                )
            ) from error

    def head(self, meeting: int) -> tuple[int, bytes]:
        """Number and hash of the last entry; (0, NO_HEAD) where there is no such meeting."""
        last = self._rows(HEAD, meeting)
        return last[0] if last else (0, NO_HEAD)

    def answers(self, meeting: int, requests: Sequence[str]) -> dict[str, StoredAnswer]:
        """What these requests of a meeting were answered, by their ids; those that never came are not among them."""
        found = self._rows(_ANSWERS, meeting, write_json(requests).decode())
        return {row[0]: StoredAnswer(*row) for row in found}

    def find_opening(self, request: str) -> tuple[int, StoredAnswer] | None:
        """The meeting a request opened (NO_MEETING where it was refused), with its answer."""
        found = self._rows(_FIND_OPENING, {"request": request, "none": NO_MEETING})
        return (found[0][0], StoredAnswer(*found[0][1:])) if found else None

    def view(self, name: str, meeting: int) -> list[dict[str, Any]]:
        """The rows of one of the views for one meeting, as a person with only sqlite3 sees them."""
        if name not in VIEWS:
            raise KeyError(name)
        with self._world():
            cursor = self._connection.execute(f"SELECT * FROM {name} WHERE meeting = ?", (meeting,))
            rows = cursor.fetchall()
            names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in rows]

    def copy_into(self, path: Path) -> None:
        """Have SQLite copy the whole log into a file, as of one moment; a desk may be writing beside it."""
        with self._world():
            copy = connect(path, mode="rwc")
            try:
                self._connection.backup(copy, pages=-1)
            finally:
                copy.close()

    def rows(self, sql: str, values: dict[str, object] | None = None) -> list[Any]:
        """What a question of another file of the store finds."""
        return self._rows(sql, values or {})

    # --- what verification asks

    def check(self, meeting: int) -> Iterator[Checked]:
        """Walk the rows of a meeting as they lie in the file, and say of each what is wrong with it.

        Never raises for what is stored: a row that cannot be read is a finding like the others.
        """
        connection = self._connection
        text, connection.text_factory = connection.text_factory, bytes  # else one bad letter ends the reading
        try:
            with self._one_picture():
                sql = f"SELECT {_COLUMNS}, private_hash, hash FROM entries WHERE meeting = ? ORDER BY seq"
                rows, broken = self._rows_up_to_damage(sql, meeting)
                kept, _broken = self._rows_up_to_damage(
                    "SELECT seq, salt, body FROM private WHERE meeting = ?", meeting
                )
        finally:
            connection.text_factory = text
        yield from chain.walk(rows, {seq: (salt, body) for seq, salt, body in kept})
        if broken:
            number = int(rows[-1][0]) + 1 if rows else 1
            yield Checked(
                number,
                None,
                NO_HEAD,
                _("Entry {seq} and what follows cannot be read: {reason}.", seq=number, reason=broken),
            )

    def damage(self) -> list[str]:
        """What is wrong with the file as a whole, a sentence each: its pages, its tables, its guards, its meetings."""
        found: list[str] = []
        try:
            for (line,) in self._connection.execute("PRAGMA integrity_check(20)").fetchall():
                if line != "ok":
                    found.append(_("The file is damaged: {reason}.", reason=line))
            for table, *_rest in self._connection.execute("PRAGMA foreign_key_check").fetchall():
                found.append(_("The table {table} has a row without its entry.", table=table))
            found += self._missing_guards()
            numbers = {row[0] for row in self._connection.execute("SELECT DISTINCT meeting FROM entries")}
            numbers |= {line.number for line in self._disposed()}
            if any(not isinstance(number, int) for number in numbers):
                found.append(_("The number of a meeting is none."))
            # A damaged number may be as large as it likes: only so many are looked for as are named.
            known = {number for number in numbers if isinstance(number, int)}
            missing = (number for number in range(1, max(known, default=0)) if number not in known)
            found += [
                _("Meeting {number} is missing.", number=number) for number in islice(missing, chain.MISSING_NAMED_MAX)
            ]
        except ENGINE_ERRORS as error:
            found.append(_("The file is damaged: {reason}.", reason=error))
        return found

    def _missing_guards(self) -> list[str]:
        rows = self._connection.execute("SELECT name, sql FROM sqlite_schema").fetchall()
        there = {name: str(sql).split() for name, sql in rows}
        wanted = {
            **as_of(pragma(self._connection, "user_version")),
            **{name: f'CREATE VIEW "{name}" AS {sql}' for name, sql in VIEWS.items()},
        }
        changed = [name for name, sql in wanted.items() if name in there and there[name] != sql.split()]
        extra = [name for name in there if name not in wanted and not name.startswith("sqlite_")]
        return [
            *(_("“{name}” is missing in the file.", name=name) for name in wanted if name not in there),
            *(_("“{name}” is not what roomflow made it.", name=name) for name in changed),
            *(_("“{name}” in the file was not made by roomflow.", name=name) for name in extra),
        ]

    # --- the connection

    def _rows(self, sql: str, *values: object) -> list[Any]:
        bound: Any = values[0] if len(values) == 1 and isinstance(values[0], dict) else values
        with self._world():
            return self._connection.execute(sql, bound).fetchall()

    def _rows_up_to_damage(self, sql: str, *values: object) -> tuple[list[Any], str | None]:
        """The rows that can be read, one by one, and the error that ended them."""
        rows: list[Any] = []
        try:
            cursor = self._connection.execute(sql, values)
            rows.extend(cursor)
        except ENGINE_ERRORS as error:
            return rows, str(error)
        return rows, None

    @contextmanager
    def _one_picture(self) -> Iterator[None]:
        """Several questions answered from one moment of the log."""
        nested = self._connection.in_transaction
        with self._world():
            if not nested:
                self._connection.execute("BEGIN")
            try:
                yield
            finally:
                if not nested and self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def _world(self) -> Iterator[None]:
        """Turns what the driver says of the world into a StoreProblem; bugs pass."""
        try:
            yield
        except ENGINE_ERRORS as error:
            raise self._problem_of(error) from error

    def _problem_of(self, error: Exception) -> StoreProblem:
        return problem_of(error, self.path)
