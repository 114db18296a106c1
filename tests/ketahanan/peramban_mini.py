"""A browser as far as keeping at it needs one: forms, cookies, and the same bytes sent again when the line breaks."""

import http.client
import http.cookies
import re
import uuid
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlencode

TANDA = re.compile(r"<(script|style|svg|head)\b.*?</\1>|<[^>]+>", re.DOTALL)
TUNGGU = 30
"""Seconds until an answer that does not come counts as a broken line."""


class Terputus(Exception):
    """The line broke before a whole answer was read: nobody here knows what the server did."""


@dataclass(frozen=True)
class Jawaban:
    status: int
    kepala: dict
    isi: bytes

    @property
    def html(self):
        return self.isi.decode()

    @property
    def teks(self):
        """What a person reads, in one line."""
        return " ".join(unescape(TANDA.sub(" ", self.html)).split())

    @property
    def tujuan(self):
        return self.kepala.get("location", "")


@dataclass(frozen=True)
class Kiriman:
    """One POST as bytes, so that a repeat is the very same."""

    alamat: str
    badan: bytes
    kepala: dict


@dataclass
class Formulir:
    """A form of a page: `isian` as a browser would send it untouched, `pilihan` what else could be chosen."""

    aksi: str
    metode: str
    isian: dict = field(default_factory=dict)
    pilihan: dict = field(default_factory=dict)
    berkas: list = field(default_factory=list)

    def kirim(self, halaman, isian=None, berkas=()):
        """The Kiriman of this form on the page `halaman`; `isian` typed over it, `berkas` (field, name, bytes)."""
        alamat = (self.aksi or halaman).partition("#")[0]
        pasangan = list((self.isian | (isian or {})).items())
        if not self.berkas:
            return Kiriman(alamat, urlencode(pasangan).encode(), {"Content-Type": "application/x-www-form-urlencoded"})
        batas = uuid.uuid4().hex
        bagian = [
            f'--{batas}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in pasangan
        ]
        for kolom, nama, isi in berkas:
            kepala = f'--{batas}\r\nContent-Disposition: form-data; name="{kolom}"; filename="{nama}"\r\n'
            bagian += [kepala.encode(), b"Content-Type: application/pdf\r\n\r\n", isi, b"\r\n"]
        badan = b"".join([*bagian, f"--{batas}--\r\n".encode()])
        return Kiriman(alamat, badan, {"Content-Type": f"multipart/form-data; boundary={batas}"})


class Peramban:
    """One person's cookies on http://127.0.0.1:`port`. Every request has a connection of its own."""

    def __init__(self, port):
        self.port, self.kue = port, {}

    def buka(self, alamat):
        return self._minta("GET", alamat, None, {})

    def kirim(self, kiriman):
        return self._minta("POST", kiriman.alamat, kiriman.badan, kiriman.kepala)

    def kirim_dan_pergi(self, kiriman):
        """Send it and hang up without waiting: the server does the work, the answer reaches nobody."""
        sambungan = self._sambung("POST", kiriman.alamat, kiriman.badan, kiriman.kepala)
        sambungan.close()

    def kembaran(self):
        """The same cookies in a second window, whose answers change nothing in the first."""
        lain = Peramban(self.port)
        lain.kue = dict(self.kue)
        return lain

    def masuk(self, nama, sandi):
        """Log in through the page; the Jawaban of the POST."""
        form = cari_formulir(self.buka("/masuk/").html, "sandi")
        return self.kirim(form.kirim("/masuk/", {"nama": nama, "sandi": sandi}))

    def _sambung(self, metode, alamat, badan, kepala):
        tuan = f"127.0.0.1:{self.port}"
        kepala = {"Host": tuan, "Connection": "close", **kepala}
        if badan is not None:
            kepala |= {"Origin": f"http://{tuan}", "Referer": f"http://{tuan}{alamat}"}
        if self.kue:
            kepala["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.kue.items())
        sambungan = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TUNGGU)
        try:
            sambungan.request(metode, alamat, body=badan, headers=kepala)
        except OSError as galat:
            sambungan.close()
            raise Terputus(f"{type(galat).__name__}: {galat}") from galat
        return sambungan

    def _minta(self, metode, alamat, badan, kepala):
        sambungan = self._sambung(metode, alamat, badan, kepala)
        try:
            jawab = sambungan.getresponse()
            isi = jawab.read()
        except (OSError, http.client.HTTPException) as galat:
            raise Terputus(f"{type(galat).__name__}: {galat}") from galat
        finally:
            sambungan.close()
        for baris in jawab.headers.get_all("Set-Cookie") or ():
            for nama, kue in http.cookies.SimpleCookie(baris).items():
                if kue["max-age"] == "0" or not kue.value:
                    self.kue.pop(nama, None)
                else:
                    self.kue[nama] = kue.coded_value
        return Jawaban(jawab.status, {k.lower(): v for k, v in jawab.getheaders()}, isi)


class _Pembaca(HTMLParser):
    def __init__(self):
        super().__init__()
        self.formulir = []
        self._form = self._pilih = self._teks = None

    def handle_starttag(self, tag, attrs):
        a = {k: v if v is not None else "" for k, v in attrs}
        if tag == "form":
            self._form = Formulir(a.get("action", ""), a.get("method", "get").lower())
            self.formulir.append(self._form)
        elif self._form is None:
            return
        elif tag == "option" and self._pilih is not None:
            nilai = a.get("value", "")
            self._form.pilihan.setdefault(self._pilih, []).append(nilai)
            if "selected" in a or self._pilih not in self._form.isian:
                self._form.isian[self._pilih] = nilai
        elif a.get("name"):
            self._kolom(tag, a)

    def _kolom(self, tag, a):
        form, nama, jenis = self._form, a["name"], a.get("type", "text")
        if tag == "select":
            self._pilih = nama
        elif tag == "textarea":
            self._teks, form.isian[nama] = nama, ""
        elif tag != "input" or jenis in {"submit", "button", "image", "reset"}:
            return
        elif jenis == "file":
            form.berkas.append(nama)
        elif jenis in {"checkbox", "radio"}:
            form.pilihan.setdefault(nama, []).append(a.get("value", "on"))
            if "checked" in a:
                form.isian[nama] = a.get("value", "on")
        else:
            form.isian[nama] = a.get("value", "")

    def handle_data(self, data):
        if self._teks is not None:
            self._form.isian[self._teks] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self._teks is not None:
            # A browser drops the one line end that follows the tag.
            self._form.isian[self._teks] = self._form.isian[self._teks].removeprefix("\n")
            self._teks = None
        elif tag == "select":
            self._pilih = None
        elif tag == "form":
            self._form = None


def cari_formulir(html, *kolom, aksi=None):
    """The first POST form with all these fields, and with `aksi` at the end of its address when given.

    Raises LookupError with what the page says instead.
    """
    pembaca = _Pembaca()
    pembaca.feed(html)
    for form in pembaca.formulir:
        cocok = aksi is None or form.aksi.partition("?")[0].endswith(aksi)
        if form.metode == "post" and cocok and set(kolom) <= {*form.isian, *form.pilihan, *form.berkas}:
            return form
    raise LookupError(f"Tidak ada formulir {kolom or aksi}: {Jawaban(0, {}, html.encode()).teks[:2000]}")
