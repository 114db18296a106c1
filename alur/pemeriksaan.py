"""Reading the ledger back with suspicion: every hash, every column, every seal; one pass, bounded memory."""

import contextlib
import dataclasses
import datetime
import hashlib
import itertools
import json

from django.db import connection, transaction

from alur.jejak import AWAL, hash_dari, kanonik
from alur.models import Jejak, KepalaRantai, KepalaTersegel, SegelHarian
from alur.pemicu import pemicu_hilang
from alur.segel import KUNCI_SEGEL, akar_merkle, isi_segel, kepala_pada, urut_biner

TEMUAN_DISIMPAN = 20
TOLERANSI = datetime.timedelta(minutes=10)
"""Entries not covered by a seal may claim a moment this much before it: commits in flight, small clock steps."""
KOLOM = (
    "rantai",
    "urut",
    "transisi",
    "objek",
    "dari",
    "ke",
    "pada",
    "terjadi_pada",
    "sumber_waktu",
    "oleh_id",
    "sebagai_id",
    "tempat",
    "catatan",
    "data",
    "isi",
    "hash_sebelum",
    "hash",
)


@dataclasses.dataclass(frozen=True)
class Laporan:
    """What the check found: Indonesian sentences, the first ones only, and how many there were in all."""

    jumlah_entri: int
    jumlah_rantai: int
    jumlah_segel: int
    temuan: tuple[str, ...]
    jumlah_temuan: int
    peringatan: tuple[str, ...] = ()

    @property
    def utuh(self):
        return self.jumlah_temuan == 0

    @property
    def putus(self):
        """The first broken link as a sentence; empty when the ledger is whole."""
        return self.temuan[0] if self.temuan else ""


def periksa(segel=None):
    """Recompute the whole ledger; `segel` is a seal held outside, as `alur.segel.ekspor` gave it (a dict).

    Works on one snapshot while the office goes on. Without `segel` somebody who rewrites ledger, heads and seals
    together goes unseen; with it everything up to that seal is proven.
    """
    with _potret():
        pemeriksa = _Pemeriksa()
        pemeriksa.periksa_segel()
        if segel is not None:
            pemeriksa.periksa_luar(segel)
        pemeriksa.periksa_rantai()
        return pemeriksa.laporan()


class _Pemeriksa:
    def __init__(self):
        self.segel = []
        self.luar = {}
        self.temuan = []
        self.jumlah_temuan = self.jumlah_entri = self.jumlah_rantai = 0

    def laporan(self):
        hilang = pemicu_hilang(connection)
        return Laporan(
            jumlah_entri=self.jumlah_entri,
            jumlah_rantai=self.jumlah_rantai,
            jumlah_segel=len(self.segel),
            temuan=tuple(self.temuan),
            jumlah_temuan=self.jumlah_temuan,
            peringatan=(f"Pemicu penjaga jejak tidak terpasang: {', '.join(hilang)}.",) if hilang else (),
        )

    def lapor(self, kalimat):
        self.jumlah_temuan += 1
        if len(self.temuan) < TEMUAN_DISIMPAN:
            self.temuan.append(kalimat)

    def periksa_segel(self):
        """The chain of seals, and the root of the last one."""
        self.segel = list(SegelHarian.objects.order_by("tanggal"))
        sebelum = AWAL
        for segel in self.segel:
            if segel.hash_sebelum != sebelum or hash_dari(segel.hash_sebelum, segel.isi) != segel.hash:
                self.lapor(f"Segel {segel.tanggal:%d-%m-%Y} tidak menyambung dengan segel sebelumnya.")
            elif isi_segel(segel) != segel.isi:
                self.lapor(f"Segel {segel.tanggal:%d-%m-%Y}: kolomnya diubah.")
            sebelum = segel.hash
        if self.segel:
            self._periksa_akar(self.segel[-1], self.segel[-1].akar)

    def periksa_luar(self, luar):
        """A seal held outside must be whole, must still stand here, and must still have its root."""
        try:
            isi = kanonik({k: luar[k] for k in KUNCI_SEGEL})
            asli = hash_dari(luar["hash_sebelum"], isi) == luar["hash"]
            kepala = [(str(r), int(u), str(h)) for r, u, h in luar.get("kepala", ())]
            asli = asli and ("kepala" not in luar or akar_merkle(kepala) == luar["akar"])
        except (KeyError, TypeError, ValueError):
            asli = False
        if not asli:
            self.lapor("Berkas segel rusak atau bukan segel e-Surat: sidiknya tidak cocok dengan isinya.")
            return
        self.luar = {r: (u, h) for r, u, h in kepala}
        tanggal = datetime.date.fromisoformat(luar["tanggal"])
        segel = next((s for s in self.segel if s.tanggal == tanggal), None)
        if segel is None or segel.hash != luar["hash"]:
            self.lapor(f"Segel {tanggal:%d-%m-%Y} yang disimpan di luar tidak ada lagi di sini: segel telah diganti.")
        else:
            self._periksa_akar(segel, luar["akar"])

    def _periksa_akar(self, segel, akar):
        if akar_merkle(kepala_pada(segel)) != akar:
            self.lapor(f"Segel {segel.tanggal:%d-%m-%Y}: daftar kepala rantai tidak cocok dengan akarnya.")

    def periksa_rantai(self):
        kepala = _Sejajar(_alir(KepalaRantai.objects.order_by(urut_biner("rantai")), "rantai", "urut", "hash"))
        nomor_segel = {s.pk: i for i, s in enumerate(self.segel)}
        tersegel = _Sejajar(
            _alir(
                KepalaTersegel.objects.order_by(urut_biner("rantai"), "urut", "segel_id"),
                "rantai",
                "urut",
                "hash",
                "segel_id",
            )
        )
        entri = _alir(Jejak.objects.order_by(urut_biner("rantai"), "urut"), *KOLOM)
        for rantai, baris in itertools.groupby(entri, key=lambda b: b[0]):
            self._yatim(kepala.sebelum(rantai))
            self._yatim(tersegel.sebelum(rantai))
            tanda: list[tuple] = [(u, h, nomor_segel[s]) for _, u, h, s in tersegel.pada(rantai)]
            if rantai in self.luar:
                u, h = self.luar.pop(rantai)
                tanda.append((u, h, None))
            self._satu_rantai(rantai, baris, kepala.pada(rantai), tanda)
        self._yatim(kepala.sisa())
        self._yatim(tersegel.sisa())
        self._yatim((r, u) for r, (u, _) in sorted(self.luar.items()))

    def _yatim(self, baris):
        """Heads and sealed heads of chains that have no entry at all; a head that never got its first is harmless."""
        for rantai in dict.fromkeys(b[0] for b in baris if b[1]):
            self.lapor(f"Rantai {rantai} hilang seluruhnya.")

    def _satu_rantai(self, rantai, baris, kepala, tanda):
        """Only the first break of a chain is reported: what follows it is its consequence."""
        self.jumlah_rantai += 1
        batas = self._batas_waktu(tanda)
        tertanda = {}
        for urut, hash_, _ in tanda:
            tertanda.setdefault(urut, set()).add(hash_)
        putus, harap, sebelum = "", 1, AWAL
        for b in baris:
            self.jumlah_entri += 1
            if not putus:
                if alasan := _cacat(b, harap, sebelum):
                    putus = f"Rantai {rantai} putus pada urutan {harap}: {alasan}"
                elif (ada := tertanda.pop(harap, None)) and ada != {b[-1]}:
                    putus = f"Rantai {rantai} putus pada urutan {harap}: tidak sama dengan yang disegel."
                elif alasan := batas(harap, b[6]):
                    putus = f"Rantai {rantai} putus pada urutan {harap}: {alasan}"
            harap, sebelum = harap + 1, b[-1]
        if not putus:
            akhir = (harap - 1, sebelum)
            if tertanda:
                putus = (
                    f"Rantai {rantai} terpotong: urutan {max(tertanda)} pernah disegel, kini berakhir di {akhir[0]}."
                )
            elif [k[1:] for k in kepala] != [akhir]:
                putus = f"Rantai {rantai} tidak cocok dengan kepalanya: catatan berakhir di urutan {akhir[0]}."
        if putus:
            self.lapor(putus)

    def _batas_waktu(self, tanda):
        """A check of (urut, pada): an entry lies between the last seal that lacks it and the first that covers it.

        This finds an entry slipped in later with an earlier moment, even at the end of a chain.
        """
        pencakup = sorted((u, i) for u, _, i in tanda if i is not None)
        segel, posisi = self.segel, 0

        def batas(urut, pada):
            nonlocal posisi
            while posisi < len(pencakup) and pencakup[posisi][0] < urut:
                posisi += 1
            pertama = pencakup[posisi][1] if posisi < len(pencakup) else len(segel)
            if pertama and pada < segel[pertama - 1].pada - TOLERANSI:
                return f"waktunya mendahului segel {segel[pertama - 1].tanggal:%d-%m-%Y} yang belum memuatnya."
            if pertama < len(segel) and pada > segel[pertama].pada + TOLERANSI:
                return f"waktunya melewati segel {segel[pertama].tanggal:%d-%m-%Y} yang memuatnya."
            return ""

        return batas


def _cacat(b, harap, sebelum):
    """Why this entry is not the next link, or an empty string."""
    (rantai, urut, transisi, objek, dari, ke, pada, terjadi_pada, sumber, oleh, sebagai, tempat, catatan) = b[:13]
    data, isi, hash_sebelum, hash_ = b[13:]
    if urut != harap:
        return f"catatan ini hilang, yang ada berikutnya urutan {urut}." if urut > harap else "urutan ganda."
    if hash_sebelum != sebelum:
        return "tidak menyambung dengan catatan sebelumnya."
    if hashlib.sha256((hash_sebelum + isi).encode()).hexdigest() != hash_:
        return "isi tidak cocok dengan sidiknya."
    try:
        d = json.loads(isi)
        sama = (
            (d["rantai"], d["urut"], d["transisi"], d["objek"], d["dari"], d["ke"])
            == (rantai, urut, transisi, objek, dari, ke)
            and _waktu(d["pada"]) == pada
            and _waktu(d["terjadi_pada"]) == terjadi_pada
            and (d["sumber_waktu"], d["tempat"], d["catatan"]) == (sumber, tempat, catatan)
            and _id(d["oleh"]) == oleh
            and _id(d["sebagai"]) == sebagai
            and d["data"] == data
        )
    except (KeyError, TypeError, ValueError):
        sama = False
    return "" if sama else "kolomnya diubah, tidak sama dengan isi yang disidik."


def _waktu(teks):
    return teks and datetime.datetime.fromisoformat(teks)


def _id(nilai):
    return nilai and nilai["id"]


class _Sejajar:
    """Walks a stream ordered by its first field beside another one, without holding it."""

    def __init__(self, alir):
        self.alir = iter(alir)
        self.berikut = next(self.alir, None)

    def sebelum(self, rantai):
        return self._ambil(lambda b: b[0] < rantai)

    def pada(self, rantai):
        return self._ambil(lambda b: b[0] == rantai)

    def sisa(self):
        return self._ambil(lambda b: True)

    def _ambil(self, cocok):
        hasil = []
        while self.berikut is not None and cocok(self.berikut):
            hasil.append(self.berikut)
            self.berikut = next(self.alir, None)
        return hasil


def _alir(kueri, *kolom):
    return kueri.values_list(*kolom).iterator(chunk_size=5000)


@contextlib.contextmanager
def _potret():
    """One snapshot of the database that holds up no writer: heads and entries must be of the same moment."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as kursor:
            kursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with connection.cursor() as kursor:
            kursor.execute("BEGIN DEFERRED")  # atomic() would BEGIN IMMEDIATE and stop the office for a minute
            try:
                yield
            finally:
                kursor.execute("ROLLBACK")
