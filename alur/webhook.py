"""A webhook: one JSON object by POST to an https address that somebody typed, and never into our own network.

The address is looked at where the connection is made, not before: a name that leads outside when it is checked and
inside when it is used (DNS rebinding) is refused as well. No proxy, no redirect, no answer read.
"""

import ipaddress
import json
import os
import socket
from urllib.parse import urlsplit

import requests
from apprise import NotifyBase, NotifyType
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError
from urllib3.util.connection import create_connection

TUNGGU = (4, 8)
"""Seconds for the connection, and for the first word of the answer."""
TEROWONGAN = [
    ipaddress.ip_network(j)
    for j in ("::/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "5f00::/16", "fec0::/10")
]
"""IPv6 that carries an IPv4 address of its own choice, or stays within a network (SRv6, the former site-local)."""


def boleh_dihubungi(ip):
    """Whether an address (text) is a public one, or in a network that the office itself has opened."""
    alamat = ipaddress.ip_address(ip.partition("%")[0])
    alamat = getattr(alamat, "ipv4_mapped", None) or alamat
    if any(alamat in ipaddress.ip_network(j) for j in settings.WEBHOOK_JARINGAN):
        return True
    return alamat.is_global and not alamat.is_multicast and not any(alamat in j for j in TEROWONGAN)


def alamat_terpilih(host, port):
    """The address to connect to; OSError when one of those behind the name is not allowed."""
    semua = [isi[4][0] for isi in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not semua or not all(boleh_dihubungi(ip) for ip in semua):
        raise OSError("not a public address")
    return semua[0]


class SambunganTerjaga(HTTPSConnection):
    def _new_conn(self):
        try:
            return create_connection(
                (alamat_terpilih(self._dns_host, self.port), self.port),
                self.timeout,
                source_address=self.source_address,
                socket_options=self.socket_options,
            )
        except OSError as galat:
            raise NewConnectionError(self, f"{galat}") from galat


class KolamTerjaga(HTTPSConnectionPool):
    ConnectionCls = SambunganTerjaga


class AdaptorTerjaga(HTTPAdapter):
    def init_poolmanager(self, *args, **kwargs):
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"https": KolamTerjaga}


def sesi_terjaga():
    """A session that speaks https to public addresses, and nothing else."""
    sesi = requests.Session()
    sesi.trust_env = False  # a proxy would look the name up by itself
    sesi.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True
    sesi.adapters.clear()
    sesi.mount("https://", AdaptorTerjaga(max_retries=0))
    return sesi


class Webhook(NotifyBase):
    """The plugin of apprise: made by us for one message, never out of a URL."""

    service_name = "Webhook e-Surat"  # type: ignore[assignment]
    secure_protocol = "esurat-webhook"  # type: ignore[assignment]
    templates = ("{schema}://",)  # type: ignore[assignment]
    title_maxlen, body_maxlen = 250, 32_000

    def __init__(self, *, tujuan, kunci, **kwargs):
        super().__init__(**kwargs)
        self.tujuan, self.kunci = tujuan, kunci

    def url(self, privacy=False, *args, **kwargs):
        return f"{self.secure_protocol}://{urlsplit(self.tujuan).hostname}"

    def send(self, body, title="", notify_type=NotifyType.INFO, **kwargs):
        isi = json.dumps({"kunci": self.kunci, "judul": title, "isi": body}, ensure_ascii=False)
        kepala = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "e-Surat",
            "Idempotency-Key": self.kunci,
        }
        try:
            with (
                sesi_terjaga() as sesi,
                sesi.post(
                    self.tujuan, isi.encode(), headers=kepala, timeout=TUNGGU, allow_redirects=False, stream=True
                ) as jawaban,
            ):
                if 200 <= jawaban.status_code < 300:
                    return True
                self.logger.warning("Webhook refused: error=%s", jawaban.status_code)
        except (requests.RequestException, UnicodeError, ValueError, OSError) as galat:
            self.logger.warning("Webhook failed: %s", type(galat).__name__)
        return False
