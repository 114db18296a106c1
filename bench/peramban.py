"""A browser as far as measuring needs one: one kept connection, cookies, forms, and bytes as they cross the wire."""

import gzip
import http.client
import http.cookies
import mimetypes
import re
import time
import uuid
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit


class TidakBeres(Exception):
    """A page answered other than it should; the text says which and how."""


@dataclass
class Jawaban:
    """`badan` unpacked; `bita` of it as transferred; `detik` from sending to the last byte."""

    alamat: str
    status: int
    kepala: dict
    badan: bytes
    bita: int
    detik: float

    @property
    def teks(self):
        return self.badan.decode()


@dataclass
class Form:
    aksi: str
    metode: str
    isian: dict = field(default_factory=dict)
    berkas: list = field(default_factory=list)
    pilihan: dict = field(default_factory=dict)


class Peramban:
    """Logged in as one person after `masuk`. Redirects are followed by the caller, never silently."""

    def __init__(self, port):
        self.tuan = f"127.0.0.1:{port}"
        self.sambungan = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.kue = http.cookies.SimpleCookie()

    def minta(self, metode, alamat, badan=None, kepala=None):
        kepala = {"Accept-Encoding": "gzip", "Host": self.tuan, **(kepala or {})}
        if self.kue:
            kepala["Cookie"] = "; ".join(f"{k}={m.value}" for k, m in self.kue.items())
        mulai = time.perf_counter()
        try:
            self.sambungan.request(metode, alamat, body=badan, headers=kepala)
            jawab = self.sambungan.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.sambungan.close()  # the server let an idle connection go; a browser opens another
            mulai = time.perf_counter()
            self.sambungan.request(metode, alamat, body=badan, headers=kepala)
            jawab = self.sambungan.getresponse()
        mentah = jawab.read()
        detik = time.perf_counter() - mulai
        for nilai in jawab.headers.get_all("Set-Cookie") or ():
            self.kue.load(nilai)
        isi = gzip.decompress(mentah) if jawab.headers.get("Content-Encoding") == "gzip" else mentah
        kepala = {k.lower(): v for k, v in jawab.getheaders()}
        return Jawaban(alamat, jawab.status, kepala, isi, len(mentah), detik)

    def buka(self, alamat):
        """GET that must answer 200."""
        jawab = self.minta("GET", alamat)
        if jawab.status != 200:
            raise TidakBeres(f"GET {alamat} dijawab {jawab.status} {jawab.kepala.get('location', '')}")
        return jawab

    def kirim(self, alamat, isian, berkas=()):
        """POST as a form would: `isian` a dict (values may be lists), `berkas` (field, name, bytes). Must redirect."""
        pasangan = [(k, n) for k, v in isian.items() for n in (v if isinstance(v, list) else [v])]
        if berkas:
            badan, jenis = _multipart(pasangan, berkas)
        else:
            badan, jenis = urlencode(pasangan).encode(), "application/x-www-form-urlencoded"
        asal = {"Content-Type": jenis, "Origin": f"http://{self.tuan}", "Referer": f"http://{self.tuan}{alamat}"}
        jawab = self.minta("POST", alamat, badan, asal)
        if jawab.status not in {302, 303}:
            raise TidakBeres(f"POST {alamat} dijawab {jawab.status}: {_keluhan(jawab.teks)}")
        return jawab

    def masuk(self, nama, sandi):
        form = cari_form(self.buka("/masuk/").teks, "sandi")
        self.kirim("/masuk/", form.isian | {"nama": nama, "sandi": sandi})
        return self

    def tutup(self):
        self.sambungan.close()


def _multipart(pasangan, berkas):
    batas = uuid.uuid4().hex
    bagian = [f'--{batas}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in pasangan]
    for kolom, nama, isi in berkas:
        jenis = mimetypes.guess_type(nama)[0] or "application/octet-stream"
        kepala = (
            f'--{batas}\r\nContent-Disposition: form-data; name="{kolom}"; filename="{nama}"\r\n'
            f"Content-Type: {jenis}\r\n\r\n"
        )
        bagian += [kepala.encode(), isi, b"\r\n"]
    return b"".join([*bagian, f"--{batas}--\r\n".encode()]), f"multipart/form-data; boundary={batas}"


def _keluhan(html):
    """The sentences of an error page or of a form that came back, short."""
    teks = re.sub(r"<(script|style|head|nav|header)\b.*?</\1>", " ", html, flags=re.S)
    salah = re.findall(
        r'class="[^"]*(?:galat|merah|salah)[^"]*"[^>]*>(.*?)</(?:div|p|li|ul|span|section)>', teks, re.S
    )
    return " ".join(re.sub(r"<[^>]+>", " ", " | ".join(salah) or teks).split())[:400]


class _Pembaca(HTMLParser):
    def __init__(self):
        super().__init__()
        self.form, self.sumber, self.tautan = [], [], []
        self._form = self._pilih = None

    def handle_starttag(self, tag, atribut):
        a = {k: v or "" for k, v in atribut}
        if tag == "form":
            self._form = Form(a.get("action", ""), a.get("method", "get").lower())
            self.form.append(self._form)
        elif tag == "link" and set(a.get("rel", "").split()) & {"stylesheet", "icon", "manifest", "preload"}:
            self.sumber.append(a["href"])
        elif tag in {"script", "img"} and a.get("src"):
            self.sumber.append(a["src"])
        elif tag == "use" and a.get("href"):
            self.sumber.append(a["href"].partition("#")[0])
        elif tag == "a" and a.get("href"):
            self.tautan.append((a["href"], a.get("rel", "")))
        if self._form is not None and "name" in a:
            self._kolom(tag, a)
        if tag == "option" and self._pilih is not None:
            self._form.pilihan.setdefault(self._pilih, []).append(a.get("value", ""))
            if "selected" in a or self._pilih not in self._form.isian:
                self._form.isian[self._pilih] = a.get("value", "")

    def _kolom(self, tag, a):
        form, nama = self._form, a["name"]
        if tag == "select":
            self._pilih = nama
        elif tag == "textarea":
            form.isian[nama] = ""
        elif tag == "input":
            jenis = a.get("type", "text")
            if jenis == "file":
                form.berkas.append(nama)
            elif jenis in {"checkbox", "radio"}:
                form.pilihan.setdefault(nama, []).append(a.get("value", "on"))
                if "checked" in a:
                    form.isian[nama] = a.get("value", "on")
            elif jenis not in {"submit", "button", "image", "reset"}:
                form.isian[nama] = a.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = self._pilih = None
        elif tag == "select":
            self._pilih = None


def baca_html(html):
    """The parsed page: `.form`, `.sumber` (addresses the browser loads by itself), `.tautan` (href, rel)."""
    pembaca = _Pembaca()
    pembaca.feed(html)
    return pembaca


def cari_form(html, *kolom):
    """The first POST form that has all these fields; TidakBeres otherwise."""
    for form in baca_html(html).form:
        if form.metode == "post" and set(kolom) <= {*form.isian, *form.berkas, *form.pilihan}:
            return form
    raise TidakBeres(f"Halaman tidak memuat formulir dengan isian {', '.join(kolom)}: {_keluhan(html)}")


def sumber_halaman(jawab):
    """Addresses of what a browser fetches for this page, each once; `data:` needs no fetching."""
    alamat = [urljoin(jawab.alamat, s) for s in baca_html(jawab.teks).sumber if not s.startswith("data:")]
    return list(dict.fromkeys(a for a in alamat if not urlsplit(a).netloc))
