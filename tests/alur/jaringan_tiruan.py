"""Telegram, Meta and a webhook's owner, played by one local server behind a local proxy: real HTTP, real TLS.

What it answers is ours to choose; it proves what we send, not what the companies do with it.
"""

import datetime as dt
import ipaddress
import itertools
import json
import select
import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NAMA = ("api.telegram.org", "graph.facebook.com", "kait.contoh.test")


@contextmanager
def jaringan(tmp_path, monkeypatch):
    """A namespace: `diterima` [(host, path, headers, JSON)], `jawaban` (status, body) to give, `port` of the server.

    With `tanpa_akhir` (called once it has begun) the answer is "100 Continue" until the sender hangs up.

    Everything the process sends by https through its proxy arrives here, whatever its name.
    """
    berkas, sertifikat = _sertifikat(tmp_path)
    keadaan = SimpleNamespace(diterima=[], jawaban=(200, {"ok": True, "messages": [{"id": "x"}]}), kepala={})
    keadaan.tanpa_akhir = None
    konteks = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    konteks.load_cert_chain(sertifikat)
    pelayan = ThreadingHTTPServer(("127.0.0.1", 0), _pelayan(keadaan))
    pelayan.socket = konteks.wrap_socket(pelayan.socket, server_side=True)
    proxy = ThreadingHTTPServer(("127.0.0.1", 0), _proxy(pelayan.server_address))
    keadaan.port = pelayan.server_address[1]
    for satu in (pelayan, proxy):
        satu.daemon_threads = True
        threading.Thread(target=satu.serve_forever, args=(0.02,), daemon=True).start()
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.server_address[1]}")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(berkas))
    for nama in ("NO_PROXY", "no_proxy", "https_proxy"):
        monkeypatch.delenv(nama, raising=False)
    try:
        yield keadaan
    finally:
        for satu in (proxy, pelayan):
            satu.shutdown()
            satu.server_close()


def _pelayan(keadaan):
    class Pelayan(BaseHTTPRequestHandler):
        def do_POST(self):
            isi = self.rfile.read(int(self.headers["Content-Length"]))
            keadaan.diterima.append((self.headers["Host"], self.path, dict(self.headers), json.loads(isi)))
            if keadaan.tanpa_akhir:
                self.menetes()
                return
            status, jawaban = keadaan.jawaban
            teks = json.dumps(jawaban).encode()
            self.send_response(status)
            for nama, nilai in keadaan.kepala.items():
                self.send_header(nama, nilai)
            self.send_header("Content-Length", str(len(teks)))
            self.end_headers()
            self.wfile.write(teks)

        def menetes(self):
            jeda = threading.Event()
            with suppress(OSError):
                for ke in itertools.count():
                    self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
                    if ke == 3:
                        keadaan.tanpa_akhir()
                    jeda.wait(0.01)

        def log_message(self, *args):
            pass

    return Pelayan


def _proxy(tujuan):
    class Proxy(BaseHTTPRequestHandler):
        def do_CONNECT(self):
            with socket.create_connection(tujuan) as jauh:
                self.send_response(200)
                self.end_headers()
                ujung = {self.connection: jauh, jauh: self.connection}
                while True:
                    for siap in select.select(list(ujung), [], [], 5)[0]:
                        data = siap.recv(65536)
                        if not data:
                            return
                        ujung[siap].sendall(data)

        def log_message(self, *args):
            pass

    return Proxy


def _sertifikat(folder):
    """(file of the authority, file with key and certificate for all the names)."""
    sekarang = dt.datetime.now(dt.UTC)
    kunci_induk, kunci = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    induk = _buat(sekarang, "Otoritas uji", "Otoritas uji", kunci_induk.public_key())
    induk = induk.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    induk = induk.add_extension(
        x509.SubjectKeyIdentifier.from_public_key(kunci_induk.public_key()), critical=False
    ).sign(kunci_induk, hashes.SHA256())
    nama = [x509.DNSName(n) for n in NAMA] + [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    satu = _buat(sekarang, "Otoritas uji", "pelayan uji", kunci.public_key())
    satu = satu.add_extension(x509.SubjectAlternativeName(nama), critical=False)
    satu = satu.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(kunci_induk.public_key()), critical=False
    ).sign(kunci_induk, hashes.SHA256())
    bentuk = serialization.Encoding.PEM
    (folder / "induk.pem").write_bytes(induk.public_bytes(bentuk))
    rahasia = kunci.private_bytes(bentuk, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "pelayan.pem").write_bytes(rahasia + satu.public_bytes(bentuk))
    return folder / "induk.pem", folder / "pelayan.pem"


def _buat(sekarang, penerbit, nama, kunci):
    sebut = [x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, n)]) for n in (penerbit, nama)]
    hari = dt.timedelta(days=1)
    pembuat = x509.CertificateBuilder().issuer_name(sebut[0]).subject_name(sebut[1]).public_key(kunci)
    pembuat = pembuat.serial_number(x509.random_serial_number())
    return pembuat.not_valid_before(sekarang - hari).not_valid_after(sekarang + hari)
