"""Speaking to addresses that people typed in: only to the open internet, never to the networks behind this machine.

The name is resolved once and the connection made to just that address, so a name that answers differently the second
time leads nowhere else. The certificate is checked against the name. Redirects are not followed.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

from base.lookup import Address, addresses_of
from base.patience import Patience

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""What a network that speaks IPv6 only calls the IPv4 address in the last four bytes (RFC 6052)."""
UNICAST = ipaddress.ip_network("2000::/3")
"""All that is handed out of IPv6: outside of it lie site-local, unique local, link-local and local translation."""
SPECIAL = tuple(
    ipaddress.ip_network(one)
    for one in (
        "100.64.0.0/10",  # shared by the customers of a provider
        "192.0.0.0/24",  # assigned to protocols
        "192.88.99.0/24",  # relays of 6to4
        "198.18.0.0/15",  # measurements
        "240.0.0.0/4",  # reserved
        "2001::/23",  # assigned to protocols, among them Teredo, which hides an IPv4 address
        "2001:db8::/32",  # examples
        "2002::/16",  # 6to4, which hides an IPv4 address and is given up
        "3fff::/20",  # examples
    )
)
"""What Python calls global, or called so in some version, and is nobody's server (RFC 6890 and the registries of IANA)."""
LOOPBACK = "127.0.0.1"
MOST_READ = 4096  # bytes of an answer
LEAST = 0.1  # seconds that a connection is given when the lookup took nearly all of them
USER_AGENT = "Entente"


class ForbiddenAddress(Exception):
    """The address is none that may be spoken to; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str


def is_public(address: Address) -> bool:
    """Whether an address is on the open internet; one that stands for an IPv4 address is judged by that."""
    if isinstance(address, ipaddress.IPv6Address):
        meant = _meant(address)
        if meant is not None:
            return is_public(meant)
        if address not in UNICAST:
            return False
    if address.is_multicast or address.is_reserved or not address.is_global:
        return False
    return not any(address in network for network in SPECIAL)


def _meant(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address in TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped


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
    """POST once and read the beginning of the answer, all of it, the lookup of the name included, within so many seconds.

    Raises ForbiddenAddress, TimeoutError, OSError, http.client.HTTPException.
    """
    parts = checked_url(url, networks=networks)
    host, port = parts.hostname or "", parts.port or 443
    until = time.monotonic() + seconds
    address = resolved(host, port, seconds=seconds, networks=networks)
    left = max(until - time.monotonic(), LEAST)
    patience = Patience()
    connection = _Pinned(host, port, address, left, context or ssl.create_default_context())
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        with patience.of(left, lambda: connection.sock):
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


def resolved(host: str, port: int, *, seconds: float, networks: Sequence[Network] = ()) -> str:
    """The one address that is spoken to. Raises ForbiddenAddress when any that the name stands for is private;
    TimeoutError, OSError."""
    addresses = addresses_of(host, port, seconds=seconds)
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
