"""The look: contrasts, the stylesheet, the icons, and that no colour is named anywhere else."""

import re
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication

from roomflow import assets
from roomflow.desktop.basis.look import (
    DARK,
    LIGHT,
    LINE_HEIGHTS,
    Look,
    Theme,
    contrast,
    dress,
    look_of,
    palette,
    stylesheet,
)
from roomflow.desktop.widgets.button_colours import colours_of
from roomflow.desktop.widgets.icons import pixmap

READABLE = 4.5
OUTLINE = 3.0
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
GROUNDS = ("window", "surface", "sunken", "accent_tint")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21.0)
    assert contrast("#4E5966", "#FFFFFF") == pytest.approx(7.1, abs=0.05)
    assert contrast("#BF4A00", "#FFFFFF") == pytest.approx(5.0, abs=0.05)


@THEMES
def test_text_can_be_read_on_every_ground(theme: Theme) -> None:
    pairs = [(text, ground) for text in ("ink", "quiet") for ground in GROUNDS]
    pairs += [("accent", "surface"), ("accent", "accent_tint"), ("warning", "surface"), ("warning", "window")]
    pairs += [("on_accent", ground) for ground in ("accent", "accent_hover", "accent_pressed")]
    for text, ground in pairs:
        measured = contrast(getattr(theme, text), getattr(theme, ground))
        assert measured >= READABLE, f"{text} on {ground}: {measured:.2f}"


@THEMES
def test_every_state_can_be_read_and_its_edge_is_seen(theme: Theme) -> None:
    for name, state in theme.states.items():
        assert contrast(state.text, state.ground) >= READABLE, name
        for ground in (theme.surface, theme.sunken):
            assert contrast(state.edge, ground) >= READABLE, f"edge of {name}"
    assert contrast(theme.edge, theme.surface) >= OUTLINE
    assert contrast(theme.focus, theme.surface) >= OUTLINE


VARIANTS = ("plain", "main", "urged", "flat", "quiet", "warning")


def test_buttons_can_be_read_in_every_state() -> None:
    for theme, variant in product((LIGHT, DARK), VARIANTS):
        look = Look(theme)
        for enabled, pressed, hovered, chosen in product((True, False), repeat=4):
            used = colours_of(variant, enabled=enabled, pressed=pressed, hovered=hovered, chosen=chosen)
            text, ground = look.colour(used.text).name(), look.colour(used.ground).name()
            assert contrast(text, ground) >= READABLE, f"{theme.name} {variant}: {used}"
            outline = look.colour(used.outline).name()
            is_bordered = enabled and used.outline != used.ground
            assert not is_bordered or contrast(outline, theme.surface) >= OUTLINE, f"{theme.name} {variant}: {used}"


def pairs_of_the_stylesheet() -> set[tuple[str, str]]:
    """(text, ground) of each rule that names a colour; one without a ground stands on the three of a page."""
    text = assets.resource("styles", "roomflow.qss").read_text("utf-8")
    found = set()
    for rule in re.findall(r"{([^{}]*)}", re.sub(r"\$\{(\w+)\}|/\*.*?\*/", r"@\1", text, flags=re.DOTALL)):
        if "@door_ink" in rule:
            continue  # stands on the ground of a full room, which its own test measures
        inks = re.findall(r"(?<![-\w])(?:selection-)?color: @(\w+)", rule)
        grounds = re.findall(r"background(?:-color)?: @(\w+)", rule) or ["surface", "window"]
        found |= {(ink, ground) for ink in inks[:1] for ground in grounds[:1] if inks}
        found |= {(ink, "window") for ink in inks if "background" not in rule}
    return found


@THEMES
def test_every_pair_of_colours_of_the_stylesheet_can_be_read(theme: Theme) -> None:
    pairs = pairs_of_the_stylesheet()
    assert ("quiet", "sunken") in pairs
    assert len(pairs) > 8
    for text, ground in pairs:
        measured = contrast(getattr(theme, text), getattr(theme, ground))
        assert measured >= READABLE, f"{text} on {ground}: {measured:.2f}"


@THEMES
def test_a_palette_that_is_too_faint_is_found(theme: Theme) -> None:
    """The negative control of the two tests above."""
    assert contrast(theme.line, theme.surface) < OUTLINE


@THEMES
def test_the_stylesheet_is_filled_and_has_only_colours_of_roles(theme: Theme) -> None:
    made = stylesheet(Look(theme))
    assert "$" not in re.sub(r"/\*.*?\*/", "", made, flags=re.DOTALL)
    allowed = {getattr(theme, name) for name in Theme.__struct_fields__ if isinstance(getattr(theme, name), str)}
    assert set(re.findall(r"#[0-9A-Fa-f]{6}", made)) <= allowed


def test_lengths_and_fonts_grow_with_the_text() -> None:
    large = Look(LIGHT, 2.0)
    assert (large.px(16), large.text_px(240)) == (24, 480)  # distances give way to text
    assert [large.type_px(size) for size in LINE_HEIGHTS] == [26, 32, 40, 48, 60, 88]
    assert Look(LIGHT, 2.0).line_px(13) == 2 * LINE_HEIGHTS[13]
    assert "font-size: 26px" in stylesheet(Look(LIGHT, 2.0))


def test_figures_have_one_width(qapp: QApplication) -> None:
    from PySide6.QtGui import QFontMetricsF

    for bold in (False, True):
        metrics = QFontMetricsF(Look().font(28, bold=bold))
        assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_dressing_sets_palette_and_look(qapp: QApplication) -> None:
    look = dress(qapp, LIGHT)
    assert look_of() == look
    assert qapp.palette().color(QPalette.ColorRole.Highlight) == QColor(LIGHT.accent)
    assert palette(DARK).color(QPalette.ColorRole.Window) == QColor(DARK.window)
    assert look.colour("full.ground") == QColor(LIGHT.states["full"].ground)
    assert look.colour("clear.text") == look.colour("open.text")


def icon_names() -> list[str]:
    return sorted(path.stem for path in assets.resource("icons", "roomflow", "scalable").glob("*.svg"))


@pytest.mark.parametrize("name", icon_names())
def test_each_icon_is_drawn_in_the_colour_it_is_given(name: str, qapp: QApplication) -> None:
    if name == "roomflow":
        return  # the mark has colours of its own
    image = pixmap(name, 24, QColor("#FF00FF")).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    seen = {image.pixelColor(x, y).name() for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 250}
    assert seen <= {"#ff00ff"}
    assert any(image.pixelColor(x, y).alpha() > 60 for x in range(24) for y in range(24)), "nothing was drawn"
    edge = [image.pixelColor(x, y).alpha() for x in range(24) for y in (0, 23)]
    assert max(edge) < 200, "the icon is cut at its edge"


def test_no_colour_is_named_outside_the_two_looks() -> None:
    root = assets.root()
    places = [*(root / "src" / "roomflow" / "desktop").rglob("*.py"), *(root / "ui").glob("*.ui")]
    places += (root / "resources" / "styles").glob("*")
    named = [
        f"{path.relative_to(root)}: {found}"
        for path in places
        if path.name not in ("look.py", "public_look.py")  # that of the desk, and that of the public screen
        for found in re.findall(r"#[0-9A-Fa-f]{6}\b|Qt\.GlobalColor\.(?!transparent)\w+|<color>", _text(path))
    ]
    assert named == []


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_arrow_of_a_list_has_the_ink_of_its_light(theme: Theme) -> None:
    (path,) = re.findall(r'down-arrow \{ image: url\("([^"]+)"\)', stylesheet(Look(theme)))
    assert theme.ink in Path(path).read_text("utf-8")
