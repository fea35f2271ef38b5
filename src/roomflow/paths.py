"""Where roomflow keeps what it writes: the log folder, the practice folder, this computer's settings."""

from pathlib import Path


def log_folder() -> Path:
    """Where the log lies unless `--data` names another folder. Not made here: opening the log makes it."""
    import platformdirs  # not before a window is painted that was told its folder

    return Path(platformdirs.user_data_dir("roomflow", appauthor=False))


def practice_folder(log: Path) -> Path:
    """Where practice evenings lie, beside the log and never in it: a folder is real or practice for ever."""
    return log.with_name(f"{log.name}-practice")


def config_file() -> Path:
    """What this computer remembers: its folders, printer and figures, and the next meeting's name."""
    import platformdirs

    return Path(platformdirs.user_config_dir("roomflow", appauthor=False)) / "settings.toml"


def window_file() -> Path:
    """What the window remembers of itself: where it lay, widths of columns, the door, the public screen."""
    return config_file().with_name("window.json")
