"""Where the forms (`ui/`) and the other files roomflow ships (`resources/`) lie: the one place that knows.

They lie at the top of the checkout, and inside the package in a wheel and in the frozen program.
"""

from functools import cache
from pathlib import Path


class AssetMissingError(LookupError):
    """A file that ships with roomflow is not where it should be; the message is a sentence for a person."""


@cache
def root() -> Path:
    """The folder that holds `ui/` and `resources/`."""
    package = Path(__file__).resolve().parent
    if (package / "ui").is_dir():  # installed from a wheel, or frozen
        return package
    return package.parent.parent  # an editable install: the checkout


def form(name: str) -> Path:
    """The Designer form of a view, by its name without `.ui`."""
    return _existing(root() / "ui" / f"{name}.ui")


def resource(*parts: str) -> Path:
    """A file or folder below `resources/`, e.g. `resource("samples", "city-hall.toml")`."""
    return _existing(root().joinpath("resources", *parts))


def _existing(path: Path) -> Path:
    if not path.exists():
        raise AssetMissingError(
            f"The file {path} should have come with roomflow and is missing; please install roomflow again."
        )
    return path
