"""Addresses: the sockets that are listened on, and which Host and Origin are answered at all."""

from __future__ import annotations

import errno
import ipaddress
import socket
import sys
from typing import Final

from msgspec import Struct

from roomflow.sentences import sentence as _

LOCAL_NAMES: Final = ("localhost", "127.0.0.1", "[::1]")
PORT_MAX: Final = 65_535
DEFAULT_ADDRESS: Final = "127.0.0.1"
DEFAULT_PORT: Final = 8126
DEFAULT_PORTS: Final = {"http": 80, "https": 443}


class WebProblem(Exception):  # noqa: N818 - the world is in the way, the program is right
    """Why nothing is served; `sentence` tells a person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def listen_on(address: str, port: int) -> socket.socket:
    """A socket that is bound to one address of this computer; port 0 takes any. Raises WebProblem."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError as error:
        raise WebProblem(_("“{address}” is no address; write it like 192.168.1.20.", address=address)) from error
    if parsed.is_unspecified or parsed.is_multicast:
        many = _(
            "{address} is not one address; name the one of this computer that the doors shall use.", address=address
        )
        raise WebProblem(many)
    family = socket.AF_INET6 if parsed.version == 6 else socket.AF_INET
    # With its protocol named: asyncio sends small pieces at once on such sockets only, and else each answer, a head and
    # a body, waits 40 ms for the client to acknowledge the head.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            # A server that ended a moment ago leaves its port in a state that must not keep the next one out.
            # Windows understands something else by it: two programs on one port.
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((address, port))
        bound.listen(2_048)
        bound.setblocking(False)
    except OSError as error:
        bound.close()
        raise WebProblem(_sentence(address, port, error)) from error
    return bound


def _sentence(address: str, port: int, error: OSError) -> str:
    template = {
        errno.EADDRINUSE: _("Port {port} of {address} is taken by another program; choose another with --port."),
        errno.EADDRNOTAVAIL: _("{address} is no address of this computer; choose another with --host."),
        errno.EACCES: _("This user may not listen on port {port}; choose one from 1024 up with --port."),
        errno.EPERM: _("This user may not listen on port {port}; choose one from 1024 up with --port."),
    }.get(error.errno or 0, _("Nothing can be served at {address}, port {port} ({reason})."))
    return _(template, address=address, port=port, reason=error.strerror)


class Place(Struct, frozen=True):
    """Where one listener is reached: `http://192.168.1.20:8126`, and the Host headers that mean it."""

    scheme: str
    host: str
    port: int

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self._named(self.host)}"

    @property
    def hosts(self) -> frozenset[bytes]:
        """What a Host header may be. Names of other servers are refused, so that no page elsewhere can point here."""
        return frozenset(self._named(name).encode() for name in self._names())

    @property
    def origins(self) -> frozenset[bytes]:
        """What an Origin header may be: this very place."""
        return frozenset(f"{self.scheme}://{self._named(name)}".encode() for name in self._names())

    def _names(self) -> tuple[str, ...]:
        own = f"[{self.host}]" if ":" in self.host else self.host
        return (own, *LOCAL_NAMES) if ipaddress.ip_address(self.host).is_loopback else (own,)

    def _named(self, name: str) -> str:
        name = f"[{name}]" if ":" in name and not name.startswith("[") else name
        return name if DEFAULT_PORTS[self.scheme] == self.port else f"{name}:{self.port}"
