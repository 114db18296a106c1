"""What happened to a letter before: corrections ("Hal diubah dari … menjadi …, oleh …, karena …") and returns."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils import timezone

from alur.models import Jejak
from organisasi.waktu import tanggal_panjang, waktu_pendek
from persuratan.impor.kolom import MENURUT_NAMA
from persuratan.models import SuratMasuk
from persuratan.models.pilihan import JenisTugas
from persuratan.pengembalian import garis
from persuratan.transitions.surat_masuk import BOLEH_DIKOREKSI

ISI = frozenset({"hal", "lampiran_fisik", "acara_mulai", "acara_tempat"})
"""Columns that tell the content: outside the line of a secret letter only the fact that they changed is shown."""
KOSONG = "(kosong)"
KATA = {"jenis": "Jenis surat", "klasifikasi": "Kode klasifikasi", "acara_mulai": "Waktu acara"}


@dataclass(frozen=True)
class Perubahan:
    """One column of one correction. `lama` and `baru` are None where they stay masked, and so is the reason."""

    pada: datetime
    oleh: str
    alasan: str
    kolom: str
    kata: str
    lama: str | None
    baru: str | None


def riwayat_koreksi(surat):
    """Corrections of a SuratMasuk fetched through `visible_to`, oldest first: a list of Perubahan; one query."""
    versi = list(
        surat.history.select_related("history_user", "jenis", "klasifikasi", "ditujukan_kepada").order_by(
            "history_date", "history_id"
        )
    )
    hasil = []
    for lama, baru in zip(versi, versi[1:], strict=False):
        for kolom in BOLEH_DIKOREKSI:
            medan = SuratMasuk._meta.get_field(kolom)
            if getattr(lama, medan.attname) == getattr(baru, medan.attname):
                continue
            terbuka = surat.isi_terbuka or kolom not in ISI
            hasil.append(
                Perubahan(
                    pada=baru.history_date,
                    oleh=baru.history_user.nama if baru.history_user else "Sistem",
                    alasan=(baru.history_change_reason or "") if surat.isi_terbuka else "",
                    kolom=kolom,
                    kata=kata_kolom(kolom),
                    lama=nilai_kata(lama, medan) if terbuka else None,
                    baru=nilai_kata(baru, medan) if terbuka else None,
                )
            )
    return hasil


def rincian_batas(entri, tersembunyi=frozenset(), *, batas=True):
    """What a ledger entry says of deadlines it moved, line by line; nothing of Tugas in `tersembunyi`.

    `batas=False`: why they moved, not to when; an event that set them is told to those alone who read the letter.
    """
    data = entri.data
    baris = [f"{k['sebutan']}, diubah oleh {k['oleh']}" for k in data.get("kalender", ())]
    if entri.transisi == "impor":
        baris.append(f"Baris {data['baris']} dari berkas {data['berkas'][:12]}")
        if data["tanpa_jam"]:
            hari = ", ".join(MENURUT_NAMA[n].label.lower() for n in data["tanpa_jam"])
            baris.append(f"Hanya tanggalnya yang tercatat: {hari}")
    for d in data.get("tenggat", ()) if batas else ():
        if d["tugas"] is None or d["tugas"] not in tersembunyi:
            pemegang = f" {d['pemegang']}" if d["pemegang"] else ""
            baris.append(f"{JenisTugas(d['jenis']).label}{pemegang}: {_saat(d['lama'])} → {_saat(d['baru'])}")
    return baris


def _saat(teks):
    return waktu_pendek(timezone.localtime(datetime.fromisoformat(teks))) if teks else "tanpa batas"


def kata_kolom(kolom):
    nama = KATA.get(kolom) or str(SuratMasuk._meta.get_field(kolom).verbose_name)
    return nama[0].upper() + nama[1:]


def nilai_kata(baris, medan):
    """The value of a column in the words of the office."""
    nilai = getattr(baris, medan.name)
    if nilai in (None, ""):
        return KOSONG
    if medan.choices:
        return str(dict(medan.flatchoices)[nilai])
    if isinstance(medan, models.DateTimeField):
        return waktu_pendek(timezone.localtime(nilai), tahun=True)
    return tanggal_panjang(nilai) if isinstance(medan, models.DateField) else str(nilai)


PENGEMBALIAN = ("kembalikan", "kembalikan_disposisi")


def pengembalian(surat, tugas):
    """The ledger entries that sent the letter back and so opened or joined `tugas`, with their reasons, oldest first.

    Of an arbiter also what came before: he judges by both.
    """
    entri = Jejak.objects.filter(rantai=surat.rantai, transisi__in=PENGEMBALIAN).select_related(
        "oleh", "sebagai__jabatan"
    )
    sekarang = {t.pk for t in garis(tugas) if t.pk == tugas.pk or tugas.jenis == JenisTugas.TENGAHI}
    return [
        e
        for e in entri.order_by("urut")
        if sekarang & {*(t["tugas"] for t in e.data["dibuka"]), *e.data.get("ikut", ())}
    ]
