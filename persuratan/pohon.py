"""The tree of dispositions as plain objects: who gave what to whom, and how far each one is.

Dispositions belong to a room above: they are reached by the name of their relation (`surat.disposisi`), not imported.
An addressee has no status of its own: it is read from its lineage of Tugas.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from functools import partial

from organisasi.hafalan import hafal
from organisasi.ingatan import selama_membaca
from organisasi.models.pegawai import selain_nama
from persuratan.models import BerkasLaporan
from persuratan.models.pilihan import TIDAK_MEMEGANG, JenisTugas
from persuratan.rujukan import sambung
from persuratan.sisa import LEWAT, Sisa


@dataclass(frozen=True)
class Penerima:
    """One addressee; `keadaan` in words with its tone, `cabang` the dispositions it gave in turn.

    `jalur`: its own Tugas, oldest first, up to where it passed the letter on.
    """

    nama: str
    keadaan: Sisa
    hasil: str
    cabang: tuple["Cabang", ...]
    pk: int | None = None
    tahu: bool = False
    jalur: tuple = ()
    berkas: tuple = ()
    """Files of its report (BerkasLaporan)."""


@dataclass(frozen=True)
class Cabang:
    """One disposition."""

    dari: str
    oleh: str
    didiktekan: bool
    menunggu_pembenaran: bool
    pada: dt.datetime
    instruksi: tuple[str, ...]
    catatan: str
    batas: dt.datetime | None
    penerima: tuple[Penerima, ...]
    pk: int
    dari_id: int


def susun(surat, perjalanan, penunjuk):
    """The Cabang at the root, oldest first; two queries. `perjalanan` (of the same letter) says what may be seen."""
    disposisi = [d for d in _muat(surat) if _menyangkut(d, perjalanan.tersembunyi)]
    pohon = _Pohon(disposisi, perjalanan, penunjuk)
    return tuple(pohon.cabang(d) for d in disposisi if d.pk not in pohon.anak)


def satu(surat, perjalanan, penunjuk, pk):
    """The Cabang of one disposition, wherever it hangs; None when it is not there for this person."""
    disposisi = [d for d in _muat(surat) if _menyangkut(d, perjalanan.tersembunyi)]
    pohon = _Pohon(disposisi, perjalanan, penunjuk)
    return next((pohon.cabang(d) for d in disposisi if d.pk == pk), None)


def muat_laporan(perjalanan):
    """The files of each report that is shown, as `tugas.berkas_laporan`; no query while no report brought one."""
    berlampiran = {t.pk: t for t in perjalanan.tugas if t.berlampiran}
    for tugas in berlampiran.values():
        tugas.berkas_laporan = []
    for x in BerkasLaporan.objects.filter(tugas__in=berlampiran).select_related("berkas") if berlampiran else ():
        berlampiran[x.tugas_id].berkas_laporan.append(x)


def _menyangkut(disposisi, tersembunyi):
    """Whether it went to anybody but neighbours: what was written to them alone is none of this person's business."""
    return not all(p.tugas_id in tersembunyi for p in disposisi.daftar_penerima)


def _muat(surat):
    model = surat.disposisi.model
    hasil = {}
    with selama_membaca():
        # Every disposition has an addressee, so that one query brings both.
        for p in sambung(hafal("penerima", None, partial(_penerima, model), surat=surat.pk), "jabatan", "unit"):
            if p.disposisi_id not in hasil:
                hasil[p.disposisi_id] = p.disposisi
                p.disposisi.daftar_penerima, p.disposisi.kata_instruksi = [], []
            hasil[p.disposisi_id].daftar_penerima.append(p)
        sambung(hasil.values(), "dari")
        for pk, nama in hafal("instruksi", None, partial(_instruksi, model), surat=surat.pk) if hasil else ():
            hasil[pk].kata_instruksi.append(nama)
    return list(hasil.values())


def _penerima(model, surat):
    penerima = model._meta.get_field("penerima").related_model.objects.select_related("disposisi__oleh")
    penerima = penerima.filter(disposisi__surat_id=surat).order_by("disposisi__pada", "disposisi_id", "urutan")
    return penerima.defer(*selain_nama("disposisi__oleh"))


def _instruksi(model, surat):
    antara = model.instruksi.through.objects.filter(disposisi__surat_id=surat)
    return antara.order_by("instruksi__urutan", "instruksi__nama").values_list("disposisi_id", "instruksi__nama")


class _Pohon:
    def __init__(self, disposisi, perjalanan, penunjuk):
        self.penunjuk = penunjuk
        self.tersembunyi = perjalanan.tersembunyi
        self.tugas = {t.pk: t for t in perjalanan.tugas}
        muat_laporan(perjalanan)
        self.lanjutan = defaultdict(list)
        self.menunggu_benar = set()
        for tugas in perjalanan.tugas:
            if tugas.jenis not in TIDAK_MEMEGANG:
                self.lanjutan[tugas.asal_id].append(tugas)
            elif tugas.selesai_pada is None:
                self.menunggu_benar.add(tugas.jabatan_id)
        self.dari_tugas = {d.tugas_id: d for d in disposisi}
        # A disposition hangs below the first addressee whose lineage leads to the obligation it answered.
        self.turunan, self.anak = defaultdict(list), set()
        for d in disposisi:
            for p in d.daftar_penerima:
                for tugas in self.jalur(p.tugas_id):
                    lanjut = self.dari_tugas.get(tugas.pk)
                    if lanjut is not None and lanjut.pk not in self.anak and lanjut.pk != d.pk:
                        self.anak.add(lanjut.pk)
                        self.turunan[p.pk].append(lanjut)

    def jalur(self, tugas_id):
        """The lineage of an addressee: its obligation and what followed, up to where somebody disposed again."""
        antre, hasil = [self.tugas[tugas_id]] if tugas_id in self.tugas else [], []
        while antre:
            tugas = antre.pop(0)
            hasil.append(tugas)
            if tugas.pk not in self.dari_tugas:
                antre += self.lanjutan[tugas.pk]
        return hasil

    def cabang(self, disposisi):
        tampil = [p for p in disposisi.daftar_penerima if p.tugas_id not in self.tersembunyi]
        penerima = [self.penerima(p) for p in tampil]
        if tetangga := len(disposisi.daftar_penerima) - len(tampil):  # counted, as on the disposition sheet
            penerima.append(Penerima(nama=f"{tetangga} unit lain", keadaan=Sisa("", ""), hasil="", cabang=()))
        return Cabang(
            dari=disposisi.dari.nama,
            oleh=disposisi.oleh.nama,
            didiktekan=disposisi.didiktekan,
            menunggu_pembenaran=disposisi.didiktekan and disposisi.dari_id in self.menunggu_benar,
            pada=disposisi.pada,
            instruksi=tuple(disposisi.kata_instruksi),
            catatan=disposisi.catatan,
            batas=disposisi.batas_pada,
            penerima=tuple(penerima),
            pk=disposisi.pk,
            dari_id=disposisi.dari_id,
        )

    def penerima(self, penerima):
        jalur = self.jalur(penerima.tugas_id)
        # Where the addressee's own part ended; what followed was given to others.
        akhir = next((t for t in jalur if t.akhir), jalur[-1] if jalur else None)
        return Penerima(
            nama=str(penerima.jabatan or penerima.unit),
            keadaan=self.keadaan(akhir),
            hasil=akhir.hasil if akhir is not None else "",
            cabang=tuple(self.cabang(d) for d in self.turunan[penerima.pk]),
            pk=penerima.pk,
            tahu=penerima.untuk_diketahui,
            berkas=tuple(akhir.berkas_laporan) if akhir and akhir.berlampiran else (),
            jalur=tuple(jalur[: jalur.index(akhir) + 1]) if akhir else (),
        )

    def keadaan(self, tugas):
        if tugas is None:
            return Sisa("", "")
        if tugas.selesai_pada is not None:
            return _keadaan_selesai(tugas, tugas.pk in self.dari_tugas)
        sisa = self.penunjuk.sisa(tugas, singkat=True)
        kata = _keadaan_terbuka(tugas)
        return Sisa(sisa.nada, f"{kata}, {sisa.teks[0].lower()}{sisa.teks[1:]}" if sisa.nada == LEWAT else kata)


def _keadaan_selesai(tugas, meneruskan):
    if tugas.akhir:
        return Sisa("", tugas.get_akhir_display())
    if tugas.jenis == JenisTugas.TINDAK_LANJUT:
        return Sisa("", "Diteruskan" if tugas.diteruskan else "Selesai")
    if tugas.jenis == JenisTugas.DISTRIBUSI:
        return Sisa("", "Dikirim")
    if tugas.jenis == JenisTugas.DISPOSISI and meneruskan:
        return Sisa("", "Diteruskan")
    if tugas.untuk_diketahui:
        return Sisa("", "Sudah mengetahui")
    if tugas.hasil:
        return Sisa("", "Selesai")
    return Sisa("", "Cukup arsip" if tugas.jenis == JenisTugas.DISPOSISI else "Diterima")


def _keadaan_terbuka(tugas):
    if tugas.jenis == JenisTugas.TINDAK_LANJUT:
        return "Diterima, sedang ditindaklanjuti"
    if tugas.jenis == JenisTugas.DISTRIBUSI:
        return "Belum dikirim"
    if tugas.dilihat_pada is None:
        return "Dikirim, belum dibaca"
    return "Dibaca, belum diterima" if tugas.jenis == JenisTugas.TERIMA else "Dibaca, belum diteruskan"
