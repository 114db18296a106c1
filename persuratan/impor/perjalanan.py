"""The journey of a letter out of an old agenda: whose times they are, and what the book does not say."""

import dataclasses
import datetime as dt

from organisasi.waktu import tanggal_pendek, waktu_pendek
from persuratan.hitungan import Hitungan
from persuratan.impor.kolom import MENURUT_NAMA
from persuratan.impor.tahap import KOLOM_SAAT, J
from persuratan.models import AgendaLama, Tugas
from persuratan.models.pilihan import JenisTugas
from persuratan.perjalanan import Saat, Tahap
from persuratan.sisa import LEWAT, Sisa
from persuratan.tetangga import lingkup

KATA_SAAT = {
    J.DISPOSISI: (("Surat diterima", "surat"), ("Didisposisi", "disposisi")),
    J.DISTRIBUSI: (("Didisposisi", "disposisi"), ("Dikirim", "kirim")),
    J.TERIMA: (("Dikirim", "kirim"), ("Diterima", "centang")),
}
TIDAK_TERCATAT = "tidak tercatat"
TIDAK_DIHITUNG = Hitungan("Agenda lama tidak mencatatnya dengan lengkap, jadi tidak dihitung terlambat.", "", ())
URUTAN = tuple(KOLOM_SAAT)
KARTU = ("jenis_naskah", "kode_klasifikasi", "disposisi_oleh", "instruksi", "diteruskan_kepada", "nama_penerima")
ISI = {"instruksi", "nama_penerima", "catatan", "acara_tempat"}
"""Columns that are content: closed to those to whom the letter is closed."""


@dataclasses.dataclass(frozen=True)
class CatatanLama:
    """What the page says beside the journey: `kolom` [(label, words)], the file and row it came from."""

    kolom: tuple
    tanpa_jam: frozenset
    baris: int
    berkas: str
    diimpor_pada: dt.datetime

    @property
    def diterima_tanpa_jam(self):
        return "diterima_pada" in self.tanpa_jam

    @property
    def acara_tanpa_jam(self):
        return "acara_mulai" in self.tanpa_jam


def lengkapi(surat, perjalanan, pegawai):
    """(Perjalanan with every stage of the book, CatatanLama) for this person; one query."""
    lama = AgendaLama.objects.select_related("impor__berkas").get(pk=surat.pk)
    tanpa_jam = frozenset(lama.tanpa_jam)
    tercatat = [_tercatat(t, tanpa_jam) for t in perjalanan.tahap]
    semua = [*tercatat, *(_dari_teks(t) for t in terlihat(lama.tahap_teks, lingkup(pegawai)))]
    semua.sort(key=lambda t: URUTAN.index(JenisTugas(t.tugas.jenis)))  # stable: the order of the book within a kind
    tahap = tuple(dataclasses.replace(t, nomor=n) for n, t in enumerate(semua, 1))
    catatan = CatatanLama(
        kolom=tuple(_kartu(lama.kolom, surat, lingkup(pegawai) is None)),
        tanpa_jam=tanpa_jam,
        baris=lama.baris,
        berkas=lama.impor.berkas.nama_asli,
        diimpor_pada=surat.dibuat_pada,
    )
    return dataclasses.replace(perjalanan, tahap=tahap), catatan


def terlihat(tahap_teks, unit_sendiri):
    """A receiving unit sees the way down to itself, and not how its neighbours fare (persuratan.tetangga)."""
    if unit_sendiri is None:
        return tahap_teks
    return [t for t in tahap_teks if not t["luar"] or unit_sendiri.intersection(t["unit"])]


def _tercatat(tahap, tanpa_jam):
    """A stage that is a Tugas, with its moments in the words of the book."""
    jenis = JenisTugas(tahap.tugas.jenis)
    pada = (tahap.tugas.dibuka_pada, tahap.tugas.selesai_pada)
    saat = tuple(
        Saat(kata, ikon, p, teks=_tulis(p, kolom in tanpa_jam))
        for (kata, ikon), p, kolom in zip(KATA_SAAT[jenis], pada, KOLOM_SAAT[jenis], strict=True)
    )
    sisa = tahap.sisa
    if sisa.nada == LEWAT and tanpa_jam.intersection(KOLOM_SAAT[jenis]):
        sisa = Sisa(LEWAT, sisa.teks.replace("Lewat ", "Lewat paling sedikit ", 1))
    return dataclasses.replace(tahap, saat=saat, sisa=sisa)


def _tulis(pada, hanya_hari):
    return f"{tanggal_pendek(pada, tahun=True)}, tanpa jam" if hanya_hari else waktu_pendek(pada, tahun=True)


def _dari_teks(tahap):
    jenis = JenisTugas(tahap["jenis"])
    saat = tuple(
        Saat(kata, ikon, None, tahap[sisi] or TIDAK_TERCATAT)
        for (kata, ikon), sisi in zip(KATA_SAAT[jenis], ("mulai", "selesai"), strict=True)
    )
    return Tahap(
        tugas=Tugas(jenis=jenis),
        nomor=0,
        nama=f"{jenis.label} ke {tahap['untuk']}" if tahap["untuk"] else jenis.label,
        pemegang=tahap["pemegang"],
        keadaan="",
        sisa=Sisa("tiada", "Tidak tercatat"),
        saat=saat,
        hitungan=TIDAK_DIHITUNG,
    )


def _kartu(kolom, surat, semua_tujuan):
    """Of the words of the book those that no other place of the page shows."""
    sudah = {"jenis_naskah": surat.jenis.kode != "lain", "kode_klasifikasi": surat.klasifikasi_id is not None}
    sudah["diteruskan_kepada"] = not semua_tujuan
    tempat = ("acara_tempat",) if not surat.acara_tempat else ()
    for nama in (*KARTU, *tempat, "catatan"):
        if kolom.get(nama) and not sudah.get(nama) and (surat.isi_terbuka or nama not in ISI):
            yield MENURUT_NAMA[nama].label, kolom[nama].replace(" | ", "; ").replace("|", "; ")
