"""The disposition sheet on half a folio: filled once somebody has disposed, blank before."""

from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse

from alur.jejak import kode_pendek
from alur.models import Jejak
from disposisi.models import Disposisi, Instruksi, PenerimaDisposisi, hanya_diketahui
from disposisi.permissions import tujuan_disposisi
from dokumen.cetak import qr_svg, render_terbatas
from organisasi.models import Jabatan, UnitKerja
from persuratan.models import LangkahNaik, Tugas
from persuratan.models.pilihan import JenisTugas, Kecepatan
from persuratan.tetangga import lingkup

BARIS_HARAP = 8
"""Phrases on the sheet when fewer are ticked; more ticked ones are all printed."""
BANYAK = 10
"""More addressees than these stand on a further sheet, numbered, and the first sheet says so."""
TITIK = "." * 30


@dataclass
class Lembar:
    """One sheet: (words, ticked) for both lists, the notes, the dispositions below it, and who signs."""

    kepada: list
    harap: list
    catatan: str = ""
    batas_pada: object = None
    lanjutan: list = field(default_factory=list)
    lanjutan_kepada: list = field(default_factory=list)
    disposisi: Disposisi | None = None
    jejak: Jejak | None = None
    penanda_jabatan: str = ""
    penanda_nama: str = ""

    @property
    def jejak_kode(self):
        return kode_pendek(self.jejak) if self.jejak else ""


def render_lembar_disposisi(surat, *, untuk=None, dicetak_oleh=""):
    """The sheet of a SuratMasuk as PDF bytes, one for each first disposition, blank when there is none yet.

    `surat` must come from `visible_to`: outside the line of a secret letter neither hal nor dispositions are printed.
    `untuk`: the Pegawai who prints; a receiving unit reads what leads to itself, its neighbours are only counted.
    Raises CetakGagal.
    """
    isi = isi_lembar(surat, untuk=untuk)
    return render_terbatas("cetak/lembar_disposisi.html", isi | {"dicetak_oleh": dicetak_oleh})


def isi_lembar(surat, *, untuk=None):
    """The context of the template; constant queries but for one per sheet."""
    unit_sendiri = lingkup(untuk)
    semua = list(
        Disposisi.objects.filter(surat=surat.pk)
        .select_related("dari__unit", "oleh", "sebagai__jabatan", "sebagai__pegawai")
        .prefetch_related("instruksi")
        .order_by("pk")
        if surat.isi_terbuka
        else []
    )
    penerima, tetangga = {}, {}
    for p in PenerimaDisposisi.objects.bersebutan().filter(disposisi__in=semua).order_by("urutan", "pk"):
        lain = unit_sendiri is not None and p.unit_id is not None and p.unit_id not in unit_sendiri
        (tetangga if lain else penerima).setdefault(p.disposisi_id, []).append(p)
    for d in semua:
        # A phrase that says it for all is ticked beside them.
        semua_tahu = hanya_diketahui(d.instruksi.all(), d.catatan)
        for p in penerima.get(d.pk, ()):
            p.tanda = " (untuk diketahui)" if p.untuk_diketahui and not semua_tahu else ""
    semua = [d for d in semua if d.pk in penerima]  # what went to neighbours alone is none of this unit's paper
    jejak = {
        j.data.get("disposisi"): j for j in Jejak.objects.filter(rantai=surat.rantai, transisi="disposisi") if semua
    }
    pertama = [d for d in semua if d.induk_id is None]
    lembar = [_terisi(d, semua, penerima, len(tetangga.get(d.pk, ())), jejak, surat) for d in pertama] or [
        _kosong(surat)
    ]
    return {
        "surat": surat,
        "lembar": lembar,
        "kecepatan": [(k.label, k == surat.kecepatan) for k in reversed(Kecepatan)],
        "keamanan": _keamanan(surat),
        "qr": qr_svg(f"{settings.ALAMAT}{reverse('surat_rinci', args=[surat.kode])}"),
    }


def _keamanan(surat):
    pendek = {"B": "Biasa", "T": "Terbatas", "R": "Rahasia", "SR": "Sangat rahasia"}
    return [(pendek[k], k == surat.keamanan) for k in ("SR", "R", "T", "B")]


def _terisi(disposisi, semua, penerima, tetangga, jejak, surat):
    dituju = penerima.get(disposisi.pk, [])
    banyak = len(dituju) > BANYAK
    if banyak:
        kepada = [(f"{len(dituju)} penerima, lihat lembar lanjutan", True)]
    else:
        kepada = [(f"{p.sebutan}{p.tanda}", True) for p in dituju]
    if tetangga:
        kepada.append((f"{tetangga} unit lain", True))
    sudah = {p.jabatan_id for p in dituju}
    kepada += [(j.nama, False) for j in _tersedia(disposisi.dari) if j.pk not in sudah]
    return Lembar(
        kepada=[*kepada, (f"Dan seterusnya {TITIK}", False)],
        harap=_harap({i.pk for i in disposisi.instruksi.all()}, surat),
        catatan=disposisi.catatan,
        batas_pada=disposisi.batas_pada,
        lanjutan_kepada=dituju if banyak else [],
        lanjutan=[(d, penerima.get(d.pk, [])) for d in _di_bawah(disposisi, semua)],
        disposisi=disposisi,
        jejak=jejak.get(disposisi.pk),
        penanda_jabatan=_jabatan_penanda(disposisi),
        penanda_nama=_nama_penanda(disposisi),
    )


def _jabatan_penanda(disposisi):
    if disposisi.didiktekan:
        return disposisi.dari.nama_pada(disposisi.pada)
    return disposisi.sebagai.sebutan_pada(disposisi.pada)


def _nama_penanda(disposisi):
    """The official, not the adjutant who typed for him; as the post was held when it was given."""
    if not disposisi.didiktekan:
        return disposisi.oleh.nama_lengkap
    pejabat = disposisi.dari.pejabat(disposisi.pada)
    return pejabat.pegawai.nama_lengkap if pejabat else ""


def _di_bawah(disposisi, semua):
    """All dispositions that grew from this one, in the order they were given."""
    pohon = {disposisi.pk}
    hasil = []
    for d in semua:
        if d.induk_id in pohon:
            pohon.add(d.pk)
            hasil.append(d)
    return hasil


def _tersedia(jabatan):
    """The Asisten this post may dispose to: they stand on every sheet."""
    dalam, _ = tujuan_disposisi(jabatan)
    return dalam.filter(unit__jenis=UnitKerja.Jenis.ASISTEN).order_by("urutan")


def _harap(terpilih, surat):
    undangan = surat.jenis.undangan
    daftar = sorted(Instruksi.objects.filter(aktif=True), key=lambda i: (i.untuk_undangan != undangan, i.urutan))
    sisa = max(0, BARIS_HARAP - 1 - len(terpilih))
    ditulis = terpilih | {i.pk for i in [i for i in daftar if i.pk not in terpilih][:sisa]}
    # A phrase that was taken out of use since then still stands on the sheet it was ticked on.
    lama = Instruksi.objects.filter(pk__in=terpilih - {i.pk for i in daftar})
    return [(i.nama, i.pk in terpilih) for i in [*daftar, *lama] if i.pk in ditulis] + [(TITIK, False)]


def _kosong(surat):
    """To be written by hand: for the post the letter is with, or on its way to."""
    jabatan = _tujuan_naik(surat)
    pejabat = jabatan.pejabat() if jabatan else None
    asisten = _tersedia(jabatan) if jabatan else Jabatan.objects.none()
    dengan_titik = [f"Kepala Bagian {TITIK}", f"Kepala Dinas/Badan {TITIK}", f"Camat {TITIK}"]
    return Lembar(
        kepada=[
            *((j.nama, False) for j in asisten),
            *((t, False) for t in [*dengan_titik, f"Dan seterusnya {TITIK}"]),
        ],
        harap=_harap(set(), surat),
        penanda_jabatan=pejabat.sebutan if pejabat else (jabatan.nama if jabatan else ""),
        penanda_nama=pejabat.pegawai.nama_lengkap if pejabat else "",
    )


def _tujuan_naik(surat):
    """The post that disposes: by its open obligation, by the route of the letter, or whom it is addressed to."""
    tugas = (
        Tugas.objects.terbuka().filter(surat=surat.pk, jenis=JenisTugas.DISPOSISI).select_related("jabatan").first()
    )
    if tugas is not None:
        return tugas.jabatan
    langkah = LangkahNaik.objects.filter(surat=surat.pk).select_related("jabatan").order_by("-urutan").first()
    if langkah is not None:
        return langkah.jabatan
    return surat.ditujukan_kepada
