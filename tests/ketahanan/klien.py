"""People at work while processes die under them: each act is sent again, the very same bytes, until an answer comes.

What a person was told is written down in `Catatan`; `pemeriksa` compares it with the database afterwards.
"""

import collections
import hashlib
import random
import re
import threading
import time
from dataclasses import dataclass, field

from tests.dokumen.korpus import pdf
from tests.ketahanan.peramban_mini import Peramban, Terputus, cari_formulir

PENGIRIM = [f"Dinas {x} Provinsi Contoh Raya" for x in ("Kesehatan", "Pendidikan", "Sosial", "Kehutanan", "Pertanian")]
NOMOR = re.compile(r"Tersimpan, nomor agenda (\d+/\d+)\.")
KODE_TERIMA = re.compile(r"Kode tanda terima (TT-\w{4}-\w{4})")
SABAR = 150
"""Seconds one person goes on trying the same act before the test gives up."""
BERPINDAI = 8
"""Every so many letters come with a scan."""


@dataclass
class Laku:
    """One act. `sasaran`: the hal typed, or the code of the letter or delivery; `jawaban`: what they were told."""

    jenis: str
    sasaran: str
    jawaban: str = ""
    kode: str = ""
    sidik: str = ""
    dikirim: int = 0


@dataclass
class Catatan:
    """What all people together did and saw."""

    laku: list = field(default_factory=list)
    cacat: list = field(default_factory=list)
    hitung: collections.Counter = field(default_factory=collections.Counter)
    gembok: threading.Lock = field(default_factory=threading.Lock)
    henti: threading.Event = field(default_factory=threading.Event)

    def tambah(self, apa):
        with self.gembok:
            self.hitung[apa] += 1

    def selesai(self, laku):
        with self.gembok:
            self.laku.append(laku)

    def keluh(self, kalimat):
        with self.gembok:
            self.cacat.append(kalimat)

    def jumlah(self, *jenis):
        with self.gembok:
            return sum(1 for x in self.laku if not jenis or x.jenis in jenis)


@dataclass
class Rencana:
    """How much of each act is to be done, shared by all people.

    `jenis`: the value of the field jenis; `tanggal`: today as typed; `kiriman`: (username, [codes of deliveries]).
    """

    cap: str
    catat: int
    arahkan: int
    telaah: int
    jenis: str
    tanggal: str
    kiriman: list
    berikut: int = 0
    diarahkan: int = 0
    ditelaah: int = 0
    menunggu_telaah: collections.deque = field(default_factory=collections.deque)
    gembok: threading.Lock = field(default_factory=threading.Lock)

    @property
    def banyak(self):
        return self.catat + self.arahkan + self.telaah + sum(len(k) for _, k in self.kiriman)

    def ambil(self, apa, batas):
        """The next turn 1…batas of this counter, or None when all are taken."""
        with self.gembok:
            n = getattr(self, apa) + 1
            if n > batas:
                return None
            setattr(self, apa, n)
            return n


class Orang(threading.Thread):
    """Somebody at a browser. `gangguan`: share of sends whose answer is lost or that are sent twice at once.

    With `kunci_segar` the form is fetched anew before a repeat, as if the form key were not there: the negative
    control.
    """

    def __init__(self, nama, kantor, rencana, catatan, acak, sandi, *, gangguan=0.12, kunci_segar=False):
        super().__init__(name=nama, daemon=True)
        self.kantor, self.rencana, self.catatan, self.sandi = kantor, rencana, catatan, sandi
        self.acak, self.gangguan, self.kunci_segar = random.Random(acak), gangguan, kunci_segar
        self.peramban = Peramban(kantor.port)

    def run(self):
        try:
            self.bekerja()
        except Exception as galat:
            self.catatan.keluh(f"{self.name}: {type(galat).__name__}: {galat}")
            self.catatan.henti.set()

    def masuk(self, akun):
        for _ in self._ulangi(f"masuk {akun}"):
            jawab = self._coba(self.peramban.masuk, akun, self.sandi)
            if jawab is not None and jawab.status == 302:
                return

    # Sending --------------------------------------------------------------------------------------------

    def _ulangi(self, apa):
        """Turns of trying the same thing, with short pauses; AssertionError when patience ends."""
        habis = time.monotonic() + SABAR
        while time.monotonic() < habis:
            if self.catatan.henti.is_set():
                raise AssertionError(f"berhenti saat {apa}")
            yield
            time.sleep(self.acak.uniform(0.02, 0.2))
        raise AssertionError(f"tidak dijawab dalam {SABAR} detik: {apa}")

    def _coba(self, panggil, *argumen):
        """The answer, or None when the line broke or the office said 503 or 502."""
        try:
            jawab = panggil(*argumen)
        except Terputus:
            self.catatan.tambah("terputus")
            return None
        if jawab.status in {502, 503}:
            self.catatan.tambah("sopan_503")
            return None
        return jawab

    def lihat(self, alamat):
        for _ in self._ulangi(f"GET {alamat}"):
            jawab = self._coba(self.peramban.buka, alamat)
            if jawab is not None:
                assert jawab.status == 200, self._keluhan(f"GET {alamat}", jawab)
                return jawab
        return None

    def _keluhan(self, apa, jawab):
        log = f"\n{self.kantor.ekor('web', 5000)}" if jawab.status == 500 else ""
        return f"{apa} dijawab {jawab.status} {jawab.tujuan}: {jawab.teks[:900]}{log}"

    def kirim(self, buat, laku):
        """Send the Kiriman of `buat()` until an answer comes, then read the page it leads to."""
        kiriman = buat()
        for _ in self._ulangi(f"{laku.jenis} {laku.sasaran}"):
            laku.dikirim += 1
            jawab = self._coba(self._kirim_sekali, kiriman)
            if jawab is not None:
                assert jawab.status == 302, self._keluhan(f"POST {kiriman.alamat}", jawab)
                return self.lihat(jawab.tujuan), jawab.tujuan
            if self.kunci_segar:
                kiriman = buat()
        return None

    def _kirim_sekali(self, kiriman):
        undi = self.acak.random()
        if undi < self.gangguan / 2:
            self.catatan.tambah("jawaban_hilang")
            self.peramban.kirim_dan_pergi(kiriman)
            raise Terputus("hung up on purpose")
        if undi < self.gangguan and not self.kunci_segar:
            return self._kirim_ganda(kiriman)
        return self.peramban.kirim(kiriman)

    def _kirim_ganda(self, kiriman):
        """Two presses at the same moment must get the same answer."""
        self.catatan.tambah("ketuk_ganda")
        kedua, lain = [], self.peramban.kembaran()
        benang = threading.Thread(target=lambda: kedua.append(self._coba(lain.kirim, kiriman)), daemon=True)
        benang.start()
        try:
            jawab = self.peramban.kirim(kiriman)
        finally:
            benang.join(SABAR)
        sopan = jawab.status in {502, 503} or not kedua or kedua[0] is None
        if not sopan and (kedua[0].status, kedua[0].tujuan) != (jawab.status, jawab.tujuan):
            self.catatan.keluh(
                f"dua ketukan {kiriman.alamat} dijawab {jawab.status} {jawab.tujuan} "
                f"dan {kedua[0].status} {kedua[0].tujuan} {kedua[0].teks[:300]}"
            )
        return jawab

    def _tuntas(self, laku, pola, halaman):
        ketemu = re.search(pola, halaman.teks)
        assert ketemu, f"{laku.jenis} {laku.sasaran}: tanpa jawaban {pola!r} di halaman: {halaman.teks[:900]}"
        laku.jawaban = ketemu[1]
        self.catatan.selesai(laku)


class Petugas(Orang):
    """Registers letters, and sends them up by the standing route."""

    def bekerja(self):
        self.masuk(self.name.partition("#")[0])
        while (n := self.rencana.ambil("berikut", self.rencana.catat)) is not None:
            laku, halaman = self.catat(n)
            if self.rencana.ambil("diarahkan", self.rencana.arahkan) is not None:
                self.arahkan(laku.kode, halaman)

    def catat(self, n):
        laku, berkas = Laku("catat", f"{self.rencana.cap} hal surat {n}"), []
        if n % BERPINDAI == 0:
            isi = pdf(halaman=1, isi=f"BT /F1 24 Tf 72 720 Td ({laku.sasaran}) Tj ET".encode())
            laku.sidik = hashlib.sha256(isi).hexdigest()
            berkas = [("berkas", "pindaian.pdf", isi)]
        isian = {
            "nama_pengirim": self.acak.choice(PENGIRIM),
            "nomor_surat": f"{n}/{self.rencana.cap}",
            "tanggal_surat": self.rencana.tanggal,
            "hal": laku.sasaran,
            "jenis": self.rencana.jenis,
            "lanjut": "teruskan",
        }
        if self.kunci_segar:
            isian["berbeda"] = "1"  # the person insists that it is another letter

        def buat():
            form = cari_formulir(self.lihat("/surat/catat/").html, "nama_pengirim", "hal")
            return form.kirim("/surat/catat/", isian, berkas)

        halaman, tujuan = self.kirim(buat, laku)
        laku.kode = tujuan.split("/")[2]
        self._tuntas(laku, NOMOR, halaman)
        return laku, halaman

    def arahkan(self, kode, halaman):
        laku = Laku("arahkan", kode, kode=kode)
        form = cari_formulir(halaman.html, "rute")
        hasil, _ = self.kirim(lambda: form.kirim(f"/surat/{kode}/arahkan/"), laku)
        self._tuntas(laku, r"(diteruskan kepada Kepala Bagian Umum untuk ditelaah)\.", hasil)
        self.rencana.menunggu_telaah.append(kode)


class Penelaah(Orang):
    """Examines what comes up, through the one route of acts on the page of a letter."""

    def bekerja(self):
        self.masuk(self.name.partition("#")[0])
        while self.rencana.ambil("ditelaah", self.rencana.telaah) is not None:
            self.telaah(self._berikut())

    def _berikut(self):
        for _ in self._ulangi("menunggu surat untuk ditelaah"):
            try:
                return self.rencana.menunggu_telaah.popleft()
            except IndexError:
                continue
        return None

    def telaah(self, kode):
        laku, alamat = Laku("telaah", kode, kode=kode), f"/surat/{kode}/"
        form = cari_formulir(self.lihat(alamat).html, "kunci", aksi="/laku/telaah/")
        hasil, _ = self.kirim(lambda: form.kirim(alamat), laku)
        self._tuntas(
            laku, r"(Tersimpan: Selesai telaah, teruskan\. Sekarang di tangan [^.]*Sekretaris Daerah)\.", hasil
        )


class Penerima(Orang):
    """Acknowledges deliveries of several units, one browser each."""

    def __init__(self, nama, *args, kiriman, **kwargs):
        super().__init__(nama, *args, **kwargs)
        self.bagian = kiriman

    def bekerja(self):
        for akun, kode in self.bagian:
            self.peramban = Peramban(self.kantor.port)
            self.masuk(akun)
            for k in kode:
                self.terima(k)

    def terima(self, kode):
        laku, alamat = Laku("terima", kode, kode=kode), f"/terima/{kode}/"
        form = cari_formulir(self.lihat(alamat).html, "kunci", "catatan")
        hasil, _ = self.kirim(lambda: form.kirim(alamat), laku)
        self._tuntas(laku, KODE_TERIMA, hasil)
