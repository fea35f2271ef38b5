"""The settings file: read with a sentence for each slip, written whole, with nothing lost that a person wrote there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import replace

from roomflow.computer import CHOICES, NUMBERS, TEXT_CHARACTERS_MAX, Preferences, Settings
from roomflow.settings import Figures, slips_in
from roomflow.whole_file import write_whole

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

FILE_BYTES_MAX: Final = 1_000_000
FIGURES: Final = "figures"
SCREENS: Final = "screens"

PROBLEMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "unreadable": "The settings file {file} cannot be read ({reason}); roomflow uses its defaults.",
        "no-toml": "The settings file {file} is not valid TOML ({reason}); roomflow uses its defaults, and keeps the "
        "file beside a new one when a setting is changed.",
        "bad-value": "In the settings file {file}, {name} cannot be “{value}”; roomflow uses its default.",
        "bad-figures": "In the settings file {file} the figures do not go together ({names}); roomflow uses "
        "their defaults.",
    }
)
"""What is wrong with a settings file, as templates that can be translated."""


class Problem(Struct, frozen=True):
    """What is wrong with the file: a key of PROBLEMS and the values of its sentence."""

    key: str
    values: Mapping[str, str]

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        return translate(PROBLEMS[self.key]).format(**self.values)


class Found(Struct, frozen=True):
    """Settings as they can be used, and what was wrong with the file."""

    settings: Settings
    problems: tuple[Problem, ...] = ()


def read_settings(file: Path) -> Found:
    """The settings of a file; the defaults where there is none, or where it cannot be read."""
    try:
        with file.open("rb") as stream:
            text = stream.read(FILE_BYTES_MAX).decode("utf-8")
        import tomllib  # not where there is no file yet

        values = tomllib.loads(text)
    except FileNotFoundError:
        return Found(Settings())
    except OSError as error:
        return Found(Settings(), (Problem("unreadable", {"file": str(file), "reason": error.strerror or str(error)}),))
    except (ValueError, RecursionError) as error:
        return Found(Settings(), (Problem("no-toml", {"file": str(file), "reason": str(error)}),))
    return _from_values(values, str(file))


def change_settings(file: Path, **changes: Any) -> Settings:
    """Change some settings in the file and leave the rest as it stands there, comments too. Raises OSError.

    Read again first: another roomflow may have changed others. A file that is no TOML is kept under another name.
    """
    found = read_settings(file)
    settings = replace(found.settings, **changes)
    document = _document(file)
    before, default = _values(found.settings), _values(Settings())
    for name, value in _values(settings).items():
        _set(document, name, value, before[name], default[name])
    if settings.figures != found.settings.figures:
        import tomlkit

        table = document.setdefault(FIGURES, tomlkit.table())
        for name, value in settings.figures.as_dict().items():
            _set(table, name, value, getattr(found.settings.figures, name), getattr(Figures(), name))
    write_whole(file, document.as_string().encode())
    return settings


def _from_values(values: Mapping[str, Any], file: str) -> Found:
    problems: list[Problem] = []
    taken: dict[str, Any] = {}
    for name in Settings.__struct_fields__:
        if name in (FIGURES, SCREENS) or name not in values:
            continue
        value = values[name]
        if _is_good(name, value):
            taken[name] = value
        else:
            problems.append(Problem("bad-value", {"file": file, "name": name, "value": str(value)}))
    screens = Preferences()
    for name in screens.as_dict():
        try:
            screens = screens.changed(**{name: values[name]}) if name in values else screens
        except ValueError:
            problems.append(Problem("bad-value", {"file": file, "name": name, "value": str(values[name])}))
    figures, more = _figures(values.get(FIGURES, {}), file)
    return Found(Settings(**taken, screens=screens, figures=figures), (*problems, *more))


def _figures(values: object, file: str) -> tuple[Figures, list[Problem]]:
    if not isinstance(values, dict):
        return Figures(), [Problem("bad-value", {"file": file, "name": FIGURES, "value": str(values)})]
    problems: list[Problem] = []
    figures = Figures()
    for name in figures.as_dict():
        if name not in values:
            continue
        value = values[name]
        whole = isinstance(value, int) and not isinstance(value, bool)
        if whole and name not in _bad_alone(name, value):
            figures = replace(figures, **{name: value})
        else:
            problems.append(Problem("bad-value", {"file": file, "name": name, "value": str(value)}))
    together = slips_in(figures)
    if together:
        problems.append(Problem("bad-figures", {"file": file, "names": ", ".join(together)}))
        return Figures(), problems
    return figures, problems


def _bad_alone(name: str, value: int) -> set[str]:
    """The figure's name where it is out of its bounds; figures that do not go together come later."""
    slips = slips_in(replace(Figures(), **{name: value}))
    return {slip_name for slip_name, slip in slips.items() if slip.key == "no-figure"}


def _is_good(name: str, value: object) -> bool:
    if name in CHOICES:
        return value in CHOICES[name]
    if name in NUMBERS:
        low, high = NUMBERS[name]
        return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    default = getattr(Settings(), name)
    if isinstance(default, bool):
        return isinstance(value, bool)
    return isinstance(value, str) and len(value) <= TEXT_CHARACTERS_MAX and (value.isprintable() or not value)


def _document(file: Path) -> TOMLDocument:
    """The file as a person wrote it; what is no TOML is put aside first, and a new one begun."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse(file.read_text("utf-8"))
    except FileNotFoundError:
        pass
    except (TOMLKitError, UnicodeDecodeError, RecursionError):
        file.replace(_free_name(file))
    begun = tomlkit.document()
    begun.add(tomlkit.comment("What roomflow remembers on this computer. Setup writes it; it may be edited by hand."))
    return begun


def _free_name(file: Path) -> Path:
    number = 1
    while (beside := file.with_name(f"{file.name}.unreadable-{number}")).exists():
        number += 1
    return beside


def _values(settings: Settings) -> dict[str, Any]:
    plain = [name for name in Settings.__struct_fields__ if name not in (FIGURES, SCREENS)]
    return {**{name: getattr(settings, name) for name in plain}, **settings.screens.as_dict()}


def _set(table: Any, name: str, value: object, before: object, default: object) -> None:
    """Write what changed. What stands at its default for the first time is left out, so the file says what was set."""
    if value == before:
        return
    if value == default and name not in table:
        return
    table[name] = value
