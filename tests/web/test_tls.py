"""A certificate of one's own: served with it, found by `roomflow pair`, and refused in a sentence where it is none."""

from __future__ import annotations

import http.client
import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from roomflow.cli.serving import pair_here
from roomflow.web.address import WebProblem
from tests.web.site import site_in


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for this computer and its key, signed by itself as that of a building would be."""
    tool = shutil.which("openssl")
    assert tool is not None, "this test makes its certificate with the openssl command; install it"
    folder = tmp_path_factory.mktemp("tls")
    files = (folder / "certificate.pem", folder / "key.pem")
    words = [tool, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=roomflow test"]
    words += ["-addext", "subjectAltName=IP:127.0.0.1", "-out", str(files[0]), "-keyout", str(files[1])]
    subprocess.run(words, check=True, capture_output=True, timeout=60)
    return files


def asked(host: str, port: int, trust: ssl.SSLContext) -> tuple[int, dict[str, str]]:
    connection = http.client.HTTPSConnection(host, port, timeout=30, context=trust)
    try:
        connection.request("GET", "/static/page.css")
        reply = connection.getresponse()
        reply.read()
        return reply.status, {name.lower(): value for name, value in reply.getheaders()}
    finally:
        connection.close()


def test_both_listeners_are_served_with_the_certificate(tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    trust = ssl.create_default_context(cafile=str(certificate[0]))
    with site_in(tmp_path, tls=certificate) as site:
        for place in (site.web.staff, site.web.public):
            assert place.url.startswith("https://")
            _status, headers = asked(place.host, place.port, trust)
            assert headers["cross-origin-opener-policy"] == "same-origin"
            with pytest.raises(ssl.SSLCertVerificationError):
                asked(place.host, place.port, ssl.create_default_context())


def test_a_station_of_this_computers_user_is_made_over_tls(
    tmp_path: Path, certificate: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    with site_in(tmp_path, tls=certificate) as site:
        assert pair_here(tmp_path, {"role": "display"}, str, as_json=True) == 0
        assert len(site.web.stations()) == 1
        assert site.web.staff.url in capsys.readouterr().out


def test_on_plain_http_no_header_is_sent_that_a_browser_would_write_an_error_for(tmp_path: Path) -> None:
    with site_in(tmp_path) as site:
        assert "cross-origin-opener-policy" not in site.get("/pair").headers


def test_a_file_that_is_no_certificate_is_refused_in_a_sentence(tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    wrong = tmp_path / "wrong.pem"
    wrong.write_text("no certificate")
    with pytest.raises(WebProblem, match="certificate"), site_in(tmp_path / "log", tls=(wrong, certificate[1])):
        pass
