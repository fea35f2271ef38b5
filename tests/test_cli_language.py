"""The sentences of the record's commands in Spanish, where an evening of practice is found, a head of several words."""

import io
import re
import shlex
from pathlib import Path

import pypdf
import pytest

from roomflow import paths
from roomflow.cli import run
from roomflow.computer import Preferences
from roomflow.reports.disposal import refuse
from roomflow.reports.files import ReportError
from roomflow.reports.keeping import Keeping
from roomflow.sentences import said, sentence
from roomflow.settings_file import change_settings
from roomflow.tongues import Tongue
from tests.reports.logs import tamper, write_log
from tests.reports.stored import FULL, stored_entries, stored_head, stored_log

Said = pytest.CaptureFixture[str]
SPANISH = Tongue("es").text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return stored_log(tmp_path / "log", FULL).parent


def test_verify_says_in_spanish_what_it_found(folder: Path, capsys: Said) -> None:
    assert run(["verify", "--data", str(folder), "--language", "es", "--head", stored_head(FULL)]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[:2] == [f"anotaciones {len(stored_entries(FULL))}", "cadena      entera"]
    assert "Este registro contiene esa sesión sin cambios: la sesión 1 termina con esa huella" in out
    tamper(folder, "UPDATE entries SET people = 77 WHERE seq = 40")
    assert run(["verify", "--data", str(folder), "--language", "es"]) == 1
    told = capsys.readouterr()
    assert "cadena      ROTA, o no es la de esa huella" in told.out
    assert told.err.startswith("Sesión 1: La anotación 40 fue cambiada: no da su huella.")


def test_the_language_of_the_settings_and_that_of_the_system_are_spoken(
    folder: Path, tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "config_file", lambda: tmp_path / "settings.toml")
    words = ["export", "--data", str(folder), "--to", str(tmp_path / "out"), "--meeting", "9"]
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert run(words) == 2
    assert capsys.readouterr().err == "There is no meeting 9 in this log; it has 1.\n"
    monkeypatch.setenv("LC_ALL", "es_US.UTF-8")
    assert run(words) == 2
    assert capsys.readouterr().err == "No hay sesión 9 en este registro; tiene 1.\n"
    change_settings(tmp_path / "settings.toml", screens=Preferences(language="en"))
    assert run(words) == 2
    assert capsys.readouterr().err.startswith("There is no meeting 9")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["open", "no such file"], "No existe el archivo no such file."),
        (["compare", "--data", "nothing", "--to", "x"], "No hay ningún registro de roomflow en la carpeta nothing."),
        (["compare", "--data", "log", "--to", ""], "--to: Indique una carpeta. “roomflow compare --help” dice más."),
        (["export", "--data", "log"], "Falta --to."),
        (["export", "--format", "doc"], "--format es uno de csv, xlsx, pdf, json, sqlite, all."),
        (["pair", "--meeting", "0"], "--meeting es un número entero desde 1."),
        (["serve", "--prot", "0"], "Aquí no existe la opción --prot; ¿quiso decir --host, --port"),
        (["verfy"], "No existe el comando verfy; ¿quiso decir verify?"),
        (["dispose", "--data", "log", "--meeting", "7", "--reason", "x"], "No hay sesión 7 en este registro; tiene 1."),
        (["verify", "--data", "log", "--head", "beef"], "Una huella son 64 letras y cifras, de 0 a 9 y de a a f"),
    ],
)
def test_what_cannot_be_done_is_said_in_spanish(
    folder: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch, words: list[str], sentence: str
) -> None:
    monkeypatch.chdir(folder.parent)
    assert run([*words, "--language", "es"]) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "text", "sentence"),
    [
        (
            "--arrivals",
            "at,people\n",
            "El archivo de llegadas, línea 1: falta la columna “accessible”; las columnas son at,",
        ),
        ("--arrivals", "at,people,accessible,wish\n17:99,2,0,any\n", "línea 2: “17:99” no es una hora"),
        ("--evening", "", "El archivo de la sesión está vacío."),
        ("--evening", "date = ", "El archivo de la sesión no es TOML válido: "),
        ("--building", "x", "El archivo del edificio no es TOML válido: "),
    ],
)
def test_a_file_of_a_rehearsal_that_cannot_be_used_is_named_in_spanish(
    tmp_path: Path, capsys: Said, option: str, text: str, sentence: str
) -> None:
    (tmp_path / "file").write_text(text)
    assert run(["rehearse", option, str(tmp_path / "file"), "--language", "es"]) == 2
    assert sentence in capsys.readouterr().err


def test_a_rehearsal_is_told_in_spanish(tmp_path: Path, capsys: Said) -> None:
    again = ["rehearse", "--kind", "sixes", "--data", str(tmp_path / "log"), "--language", "es"]
    assert run(again) == 0
    told = capsys.readouterr()
    assert told.out.startswith("SESIÓN DE PRÁCTICA en ")
    assert " personas fueron enviadas a una sala sin boleto\n" in told.out
    assert "Se ensaya la sesión" in told.err
    assert run(again) == 2
    assert capsys.readouterr().err.startswith("Esta carpeta ya contiene esta misma sesión, con el número 1; ")
    assert run(["rehearse", "--kind", "sixes", "--seeds", "2", "--language", "es"]) == 0
    assert " 0 incumplimientos de las reglas\n" in capsys.readouterr().out
    assert run(["rehearse", "--kind", "sixes", "--people", "2", "--language", "es"]) == 2
    assert capsys.readouterr().err.startswith("--kind trae su propio edificio")


def test_disposing_asks_in_spanish_and_is_refused_under_a_hold_in_spanish(
    folder: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("2\n"))
    words = ["dispose", "--data", str(folder), "--meeting", "1", "--reason", "x", "--language", "es"]
    assert run(words) == 1
    told = capsys.readouterr()
    assert "Escriba el número de la sesión para seguir" in told.out
    assert told.err == "No se borró nada.\n"
    with pytest.raises(ReportError) as held:
        refuse(Keeping(hold="court"), 0)
    assert said(held.value.sentence, SPANISH).startswith("Este expediente está bajo retención legal (court)")


def test_the_pdf_is_written_in_the_language_that_is_asked_for(folder: Path, tmp_path: Path, capsys: Said) -> None:
    words = ["export", "--data", str(folder), "--to", str(tmp_path / "out"), "--format", "pdf", "--language", "es"]
    assert run(words) == 0
    assert "adelantados sin motivo: 0." in capsys.readouterr().err
    reader = pypdf.PdfReader(next((tmp_path / "out").iterdir()))
    assert str(reader.root_object["/Lang"]) == "es"
    assert "Levantada" in "".join(page.extract_text() for page in reader.pages)


def test_the_reasons_of_passes_are_words_in_the_language_and_the_figures_stay(
    folder: Path, tmp_path: Path, capsys: Said
) -> None:
    words = ["export", "--data", str(folder), "--to", str(tmp_path / "out")]
    assert run([*words, "--language", "en"]) == 0
    english = capsys.readouterr().err
    assert "accessible need 24, already counted 2, those seated elsewhere first 3" in english
    assert run([*words, "--language", "es"]) == 0
    spanish = capsys.readouterr().err
    assert "necesidad accesible 24, ya contados 2, primero los acomodados en otra sala 3" in spanish
    assert re.findall(r"\d+", spanish) == re.findall(r"\d+", english)
    assert not re.search(r"[a-z]-[a-z]", spanish), "no word of the files is left"


def test_a_disposal_that_is_stopped_says_so_in_spanish(
    folder: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run(["dispose", "--data", str(folder), "--meeting", "1", "--reason", "x", "--language", "es"]) == 1
    assert capsys.readouterr().err.splitlines()[-1] == "Se detuvo."


def test_a_head_may_be_several_words_as_it_is_printed(folder: Path, capsys: Said) -> None:
    head = stored_head(FULL)
    printed = [head[at : at + 8] for at in range(0, 64, 8)]
    assert run(["verify", "--data", str(folder), "--head", *printed]) == 0
    assert "This log contains that evening unchanged" in capsys.readouterr().out
    assert run(["verify", "--head", *printed, "--data", str(folder), "--json"]) == 0
    assert run(["verify", "--data", str(folder), *printed]) == 2
    assert "is too much here" in capsys.readouterr().err


def test_an_evening_that_lies_among_the_practice_evenings_is_named_with_the_command_that_finds_it(
    tmp_path: Path, capsys: Said
) -> None:
    real, practice = tmp_path / "log", tmp_path / "log-practice"
    write_log(practice, stored_entries())
    out, head = str(tmp_path / "out dir"), stored_head()
    for words in (
        ["verify"],
        ["export", "--to", out],
        ["export", "--to", out, "--meeting", "1"],
        ["compare", "--to", out],
    ):
        command(words, real, practice, capsys, code=2)
    stored_log(real, FULL)
    command(["verify", "--head", head], real, practice, capsys, code=1)
    other = [stored_entries()[0]._replace(request="another")]
    write_log(tmp_path / "two-practice", stored_entries(), other)
    stored_log(tmp_path / "two", FULL)
    command(["export", "--to", out, "--meeting", "2"], tmp_path / "two", tmp_path / "two-practice", capsys, code=2)


def command(words: list[str], folder: Path, practice: Path, capsys: Said, *, code: int) -> None:
    """The sentence names a command, and that command does it."""
    assert run([words[0], "--data", str(folder), *words[1:]]) == code
    told = capsys.readouterr().err
    assert "It is among the practice evenings: roomflow " in told
    named = shlex.split(told.partition("evenings: ")[2])
    assert named[:4] == ["roomflow", words[0], "--data", str(practice)]
    assert run(named[1:]) == 0
    capsys.readouterr()


def test_what_lies_nowhere_is_promised_nowhere(folder: Path, capsys: Said, tmp_path: Path) -> None:
    write_log(tmp_path / "log-practice", stored_entries())
    assert run(["export", "--data", str(folder), "--to", str(tmp_path / "out"), "--meeting", "5"]) == 2
    assert "practice" not in capsys.readouterr().err
    assert run(["verify", "--data", str(folder), "--head", "ab" * 32]) == 1
    assert "practice" not in capsys.readouterr().err


def test_a_sentence_says_what_was_put_into_it_in_the_same_language() -> None:
    inner = sentence("Entry {seq} is missing.", seq=7)
    outer = sentence("Meeting {number}: {found}", number=1, found=inner)
    assert outer == "Meeting 1: Entry 7 is missing."
    assert said(outer, SPANISH) == "Sesión 1: Falta la anotación 7."
    assert said("as {it} is", SPANISH) == "as {it} is"
