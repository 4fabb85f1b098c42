"""Speaking to addresses that people typed in: only to the open internet, never to the networks behind this machine.

The name is resolved once and the connection made to just that address, so a name that answers differently the second
time leads nowhere else. The certificate is checked against the name. Redirects are not followed.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

from base.patience import Patience

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
SHARED = ipaddress.ip_network("100.64.0.0/10")
TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::/96"))
"""IPv6 addresses whose last four bytes are an IPv4 address (RFC 6052; the old compatible form)."""
LOOPBACK = "127.0.0.1"
MOST_READ = 4096  # bytes of an answer
USER_AGENT = "Entente"


class ForbiddenAddress(Exception):
    """The address is none that may be spoken to; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str


def is_public(address: Address) -> bool:
    """Whether an address is on the open internet, also when it hides an IPv4 address."""
    if isinstance(address, ipaddress.IPv6Address):
        hidden = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        hidden += [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) for net in TRANSLATED if address in net]
        if any(inner is not None and not is_public(inner) for inner in hidden):
            return False
        if address.ipv4_mapped is not None:
            return True
    if address in SHARED or address.is_multicast:
        return False
    return address.is_global and not address.is_reserved


def checked_url(url: str, *, networks: Sequence[Network] = ()) -> SplitResult:
    """The parts of an address that may be spoken to as far as can be seen without asking for its name; `networks` are
    the private ones that are allowed. Raises ForbiddenAddress."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ForbiddenAddress(_("This is no address.")) from None
    host = parts.hostname or ""
    if parts.username or parts.password:
        raise ForbiddenAddress(_("The address must not hold a name or password."))
    if not host or port == 0:
        raise ForbiddenAddress(_("This is no address."))
    if parts.scheme != "https":
        raise ForbiddenAddress(_("The address must begin with https://."))
    try:
        literal = ipaddress.ip_address(LOOPBACK if _is_this_machine(host) else host)
    except ValueError:
        return parts
    _demand_allowed([literal], networks)
    return parts


def _is_this_machine(host: str) -> bool:
    """By a name that always means it (RFC 6761)."""
    return host.rstrip(".") == "localhost" or host.rstrip(".").endswith(".localhost")


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    seconds: float,
    networks: Sequence[Network] = (),
    context: ssl.SSLContext | None = None,
) -> Answer:
    """POST once and read the beginning of the answer, all of it within so many seconds.

    Raises ForbiddenAddress, TimeoutError, OSError, http.client.HTTPException.
    """
    parts = checked_url(url, networks=networks)
    host, port = parts.hostname or "", parts.port or 443
    address = resolved(host, port, networks=networks)
    patience = Patience()
    connection = _Pinned(host, port, address, seconds, context or ssl.create_default_context())
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        with patience.of(seconds, lambda: connection.sock):
            connection.request("POST", target, body, {"User-Agent": USER_AGENT, **headers})
            answer = connection.getresponse()
            text = answer.read(MOST_READ).decode(errors="replace")
        return Answer(answer.status, text)
    except (OSError, http.client.HTTPException) as exc:
        if patience.ran_out:
            raise TimeoutError("no whole answer in time") from exc
        raise
    finally:
        patience.end()
        connection.close()


def resolved(host: str, port: int, *, networks: Sequence[Network] = ()) -> str:
    """The one address that is spoken to. Raises ForbiddenAddress when any that the name stands for is private; OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [ipaddress.ip_address(str(entry[4][0]).split("%")[0]) for entry in found]
    _demand_allowed(addresses, networks)
    return str(addresses[0])


def _demand_allowed(addresses: Sequence[Address], networks: Sequence[Network]) -> None:
    for address in addresses:
        if not is_public(address) and not any(address in network for network in networks):
            raise ForbiddenAddress(_("The address leads into a private network."))


class _Pinned(http.client.HTTPSConnection):
    """Connects to the address that was checked, and asks for the certificate of the name."""

    def __init__(self, host: str, port: int, address: str, seconds: float, context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=seconds, context=context)
        self._address, self._tls = address, context

    def connect(self) -> None:
        raw = socket.create_connection((self._address, self.port), self.timeout)
        self.sock = raw  # so that an end can be put to the handshake too
        self.sock = self._tls.wrap_socket(raw, server_hostname=self.host)
