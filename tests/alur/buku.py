"""Ledgers made in bulk, and the ways in which somebody with the database's password may falsify one."""

import datetime
import random

import time_machine

from alur import jejak, segel
from alur.models import Jejak, KepalaRantai, KepalaTersegel, SegelHarian

WITA = datetime.timezone(datetime.timedelta(hours=8))
AWAL_BUKU = datetime.datetime(2026, 1, 5, 8, 0, tzinfo=WITA)


def tulis_buku(jumlah, *, rantai, hari=3):
    """Write `jumlah` entries over `rantai` chains and `hari` sealed days, in bulk; returns the last SegelHarian."""
    kepala = {}
    per_hari = -(-jumlah // hari)
    for h in range(hari):
        pagi = AWAL_BUKU + datetime.timedelta(days=h)
        banyak = min(per_hari, jumlah - h * per_hari)
        Jejak.objects.bulk_create((_entri(kepala, i, pagi, rantai, banyak) for i in range(banyak)), batch_size=2000)
        KepalaRantai.objects.bulk_create(
            [KepalaRantai(rantai=r, urut=u, hash=s) for r, (u, s) in kepala.items()],
            update_conflicts=True,
            unique_fields=["rantai"],
            update_fields=["urut", "hash"],
            batch_size=2000,
        )
        with time_machine.travel(pagi + datetime.timedelta(hours=9), tick=False):
            terakhir = segel.segel_hari()
    return terakhir


def _entri(kepala, i, pagi, rantai, banyak):
    nama = f"surat:{i % rantai + 1}"
    urut, sebelum = kepala.get(nama, (0, jejak.AWAL))
    entri = Jejak(
        rantai=nama,
        urut=urut + 1,
        transisi=("catat", "disposisi", "kirim", "terima")[i % 4],
        objek=f"persuratan.{nama}",
        dari="TERCATAT",
        ke="DIDISPOSISI",
        pada=pagi + datetime.timedelta(milliseconds=i * 8 * 3_600_000 // banyak),
        tempat="web",
        catatan="Mohon hadir dan laporkan hasilnya." if i % 3 == 0 else "",
        data={"dibuka": [{"tugas": i, "pemegang": "jabatan:3", "tenggat_pada": "2026-01-06T08:30:00.000Z"}]},
        hash_sebelum=sebelum,
    )
    sidik(entri)
    kepala[nama] = entri.urut, entri.hash
    return entri


def sidik(entri):
    entri.isi = jejak.isi_kanonik(entri)
    entri.hash = jejak.hash_dari(entri.hash_sebelum, entri.isi)


class Pemalsu:
    """Falsifies a ledger whose triggers are gone. `tingkat` is how far the traces are covered up:

    0 nothing else is touched; 1 the chain's hashes and its head are recomputed; 2 also the sealed heads;
    3 also every seal, so that the database alone is without a flaw.
    """

    CARA = ("ubah", "hapus", "sisip", "tukar", "potong", "ganti")

    def __init__(self, benih):
        self.acak = random.Random(benih)

    def palsukan(self):
        """Do one random falsification; returns (cara, tingkat)."""
        cara, tingkat = self.acak.choice(self.CARA), self.acak.randrange(4)
        rantai = self.acak.choice(list(KepalaRantai.objects.order_by("pk").values_list("rantai", flat=True)))
        baris = list(Jejak.objects.filter(rantai=rantai).order_by("urut"))
        semula = len(baris)
        baris = getattr(self, cara)(baris, tingkat)
        Jejak.objects.filter(rantai=rantai).delete()
        if tingkat or cara == "sisip":
            for urut, entri in enumerate(baris, 1):
                entri.urut = urut
        sebelum = jejak.AWAL
        for entri in baris:
            entri.pk = None
            if tingkat:
                entri.hash_sebelum = sebelum
                sidik(entri)
                sebelum = entri.hash
        Jejak.objects.bulk_create(baris)
        if tingkat >= 1:
            self._kepala(rantai, baris)
        if tingkat >= 2:
            self._tersegel(rantai, baris, semula)
        if tingkat >= 3:
            self._segel()
        return cara, tingkat

    def ubah(self, baris, tingkat):
        entri = self.acak.choice(baris)
        kolom = ["transisi", "objek", "dari", "ke", "pada", "tempat", "catatan", "data"]
        if not tingkat:
            kolom += ["isi", "hash", "hash_sebelum", "waktu_dinyatakan"]
        kolom = self.acak.choice(kolom)
        if kolom == "pada":
            entri.pada += datetime.timedelta(milliseconds=self.acak.choice([-1, 1, 60_000, -3_600_000]))
        elif kolom == "data":
            entri.data = {**entri.data, "tambahan": self.acak.randrange(100)}
        elif kolom == "waktu_dinyatakan":
            entri.terjadi_pada, entri.sumber_waktu = entri.pada, "MENYUSUL"
        elif kolom.startswith("hash"):
            setattr(entri, kolom, f"{self.acak.getrandbits(256):064x}")
        else:
            setattr(entri, kolom, getattr(entri, kolom)[1:] + self.acak.choice("xyz"))
        return baris

    def hapus(self, baris, tingkat):
        baris.pop(self.acak.randrange(len(baris)))
        return baris

    def sisip(self, baris, tingkat):
        tempat = self.acak.randrange(len(baris) + 1)
        asal = self.acak.choice(baris)
        palsu = Jejak.objects.get(pk=asal.pk)
        palsu.catatan = "Sudah diterima."
        palsu.hash_sebelum = baris[tempat - 1].hash if tempat else jejak.AWAL
        sidik(palsu)
        return [*baris[:tempat], palsu, *baris[tempat:]]

    def tukar(self, baris, tingkat):
        i, j = self.acak.sample(range(len(baris)), 2)
        baris[i], baris[j] = baris[j], baris[i]
        if not tingkat:
            baris[i].urut, baris[j].urut = baris[j].urut, baris[i].urut
        return baris

    def potong(self, baris, tingkat):
        return baris[: self.acak.randrange(len(baris))]

    def ganti(self, baris, tingkat):
        """A whole chain written anew, as if the letter had gone another way."""
        for entri in baris:
            entri.catatan = "Diganti."
        return baris

    def _kepala(self, rantai, baris):
        kepala = KepalaRantai.objects.filter(rantai=rantai)
        if baris:
            kepala.update(urut=baris[-1].urut, hash=baris[-1].hash)
        else:
            kepala.delete()

    def _tersegel(self, rantai, baris, semula):
        """Move the sealed heads to the falsified entries, as if they had always been so."""
        for tanda in KepalaTersegel.objects.filter(rantai=rantai).order_by("urut"):
            urut = len(baris) if tanda.urut == semula else min(tanda.urut, len(baris))
            if urut:
                KepalaTersegel.objects.filter(pk=tanda.pk).update(urut=urut, hash=baris[urut - 1].hash)
            else:
                tanda.delete()

    def _segel(self):
        sebelum = jejak.AWAL
        for s in SegelHarian.objects.order_by("tanggal"):
            kepala = list(segel.kepala_pada(s))
            s.akar, s.jumlah_rantai = segel.akar_merkle(kepala), len(kepala)
            s.jumlah_entri, s.hash_sebelum = sum(u for _, u, _ in kepala), sebelum
            s.isi = segel.isi_segel(s)
            s.hash = sebelum = jejak.hash_dari(s.hash_sebelum, s.isi)
            s.save()
