"""The page of a letter: in whose hands, its journey, its papers, and only the acts I may do now."""

from functools import partial

from django.core.paginator import Paginator
from django.db.models import F, FilteredRelation, Q
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from alur.jejak import kode_pendek
from organisasi.alamat import tautan
from organisasi.hafalan import hafal
from organisasi.isian import baca_angka
from organisasi.models import Peran
from organisasi.waktu import kapan_acara
from persuratan import perjalanan as jalan
from persuratan import pohon
from persuratan.impor.perjalanan import lengkapi
from persuratan.jejak import entri_terlihat
from persuratan.models import LampiranSurat
from persuratan.models.pilihan import JenisTugas
from persuratan.peran import LOKET, PENGANTAR
from persuratan.riwayat import riwayat_koreksi
from persuratan.rujukan import sambung
from persuratan.services import tandai_dilihat
from persuratan.sisa import PenunjukSisa
from persuratan.tindakan import nama_status, nama_tindakan, tandai_dibuka, tindakan_surat
from persuratan.transitions.batal import nomor_surat
from persuratan.views.bersama import (
    ambil_surat,
    dilihat_sungguh,
    lencana_surat,
)

BARIS_JEJAK = 100


@require_safe
def surat_rinci(request, kode):
    surat = ambil_surat(request, kode)
    konteks = konteks_surat(request, surat, lihat=dilihat_sungguh(request), draf=request.ambil_draf())
    return render(request, "persuratan/surat.html", konteks)


def konteks_surat(request, surat, *, lihat=False, **semula):
    """What the page of a letter shows. `lihat`: the holder has opened it; `semula`: what `tindakan_surat` takes."""
    pegawai, penunjuk = request.user, PenunjukSisa()
    tugas, kiriman = _muat(surat, pegawai)
    if lihat:
        if tandai_dibuka(kiriman, pegawai):
            tugas, kiriman = _muat(surat, pegawai)
        if not tandai_dilihat(surat, pegawai):
            surat = ambil_surat(request, surat.kode)  # taken back, or done by a colleague, while it was opened
            tugas, kiriman = _muat(surat, pegawai)
    perjalanan, agenda_lama = jalan.susun(surat, untuk=pegawai, penunjuk=penunjuk, tugas=tugas), None
    if surat.dari_agenda_lama:
        perjalanan, agenda_lama = lengkapi(surat, perjalanan, pegawai)
    return {
        "surat": surat,
        "lencana": lencana_surat(surat),
        "perjalanan": perjalanan,
        "batal": _batal(surat, perjalanan),
        "agenda_lama": agenda_lama,
        "pohon": pohon.susun(surat, perjalanan, penunjuk) if surat.isi_terbuka else (),
        "pantau": pegawai.jabatan_ditulis_ids,
        "tindakan": tindakan_surat(surat, kiriman, pegawai, **semula),
        "url_kirim": _url_kirim(surat, pegawai, perjalanan),
        "berkas": _berkas(request, surat) if surat.isi_terbuka else None,
        "acara": _acara(surat, penunjuk) if surat.isi_terbuka and surat.acara_mulai else None,
        "tanda_terima": not surat.dari_agenda_lama and pegawai.has_peran(*LOKET),
        "boleh_pindai": not surat.dari_agenda_lama and _boleh_pindai(surat) and pegawai.has_peran(Peran.AGENDARIS),
        "boleh_wa": pegawai.has_peran(*PENGANTAR),
        "sekarang": penunjuk.sekarang,
    }


def _boleh_pindai(surat):
    return surat.isi_terbuka and not surat.rahasia and not surat.dibatalkan


def _batal(surat, perjalanan):
    """The Nomor of a letter that is cancelled, or that somebody asks to cancel; None, and no query, for all others."""
    diminta = any(p.tugas.jenis == JenisTugas.PERSETUJUAN_BATAL for p in perjalanan.tangan)
    return nomor_surat(surat) if diminta or surat.dibatalkan else None


def _url_kirim(surat, pegawai, perjalanan):
    """Where this letter waits to be sent, for whoever sends it; "" for everybody else."""
    menunggu = any(
        p.tugas.jenis == JenisTugas.DISTRIBUSI and p.tugas.unit_id in pegawai.unit_ids for p in perjalanan.tangan
    )
    buku = tautan("ekspedisi_buku") if menunggu and pegawai.has_peran(*PENGANTAR) else ""
    return f"{buku}?kelompok=surat#g-s{surat.pk}" if buku else ""


def _muat(surat, pegawai):
    """(all Tugas, my deliveries that wait for an act); both share the letter's row and its open Tugas, so that rights
    cost no query. A delivery is acted upon while somebody is to receive it.
    """
    tugas = jalan.muat_tugas(surat)
    induk = surat.surat_induk()
    induk.__dict__["tugas_terbuka"] = [t for t in tugas if t.selesai_pada is None]
    if not any(t.jenis == JenisTugas.TERIMA for t in induk.tugas_terbuka):
        return tugas, []
    model = surat.pengiriman.model

    def susun(surat):
        return model.objects.visible_to(pegawai).filter(surat_id=surat).order_by("pk")

    kiriman = sambung(hafal("kiriman surat", pegawai, susun, surat=surat.pk), "unit")
    for satu in kiriman:
        satu.pakai_induk(induk)
    return tugas, kiriman


def _berkas(request, surat):
    """The files of the letter, and the page of the scans that is asked for; one query, two for a later page."""
    lampiran = hafal("lampiran", None, _lampiran, surat=surat.pk)
    pindaian = [x for x in lampiran if x.jenis == LampiranSurat.Jenis.PINDAIAN]
    # The scan whose page is looked at: pages of several scans count on.
    halaman = [
        (x.berkas, nomor) for x in pindaian for nomor in range(1, x.berkas.jumlah_halaman + 1) if x.berkas.siap_dilihat
    ]
    nomor = min(max(baca_angka(request.GET.get("hal")) or 1, 1), len(halaman)) if halaman else 0
    gambar, url_gambar = None, ""
    if halaman:
        berkas, ke = halaman[nomor - 1]
        if ke == 1:
            gambar = next((x for x in pindaian if x.berkas is berkas and x.lebar), None)
        else:
            gambar = next(
                iter(hafal("gambar", None, partial(_gambar, type(berkas)), berkas=berkas.pk, nomor=[ke])), None
            )
        url_gambar = reverse("surat_halaman", args=[surat.kode, berkas.kode, ke])
    return {
        "pindaian": pindaian,
        "lampiran": [x for x in lampiran if x.jenis != LampiranSurat.Jenis.PINDAIAN],
        "banyak": len(halaman),
        "nomor": nomor,
        "gambar": gambar,
        "url_gambar": url_gambar,
        "urutan": _jendela(nomor, len(halaman)),
        "digambar": any(x.berkas.masih_digambar for x in pindaian),
    }


def _lampiran(surat):
    """Each with `lebar` and `tinggi` of the picture of its first page, the one that is nearly always looked at."""
    digambar = Q(berkas__halaman__nomor=1) & ~Q(berkas__halaman__sha256="")
    lampiran = LampiranSurat.objects.annotate(pertama=FilteredRelation("berkas__halaman", condition=digambar))
    lampiran = lampiran.annotate(lebar=F("pertama__lebar"), tinggi=F("pertama__tinggi"))
    return lampiran.filter(surat_id=surat).select_related("berkas").order_by("jenis", "pk")


def _gambar(model, berkas, nomor):
    halaman = model._meta.get_field("halaman").related_model.objects
    # `in`, because a mark is too large for this column and `=` would then be no query at all (organisasi.hafalan).
    return halaman.filter(berkas_id=berkas, nomor__in=nomor).exclude(sha256="")


def _jendela(nomor, banyak):
    """The page numbers to show: the first, the last, and those around; None where some are left out."""
    hasil = []
    for n in sorted({1, nomor - 1, nomor, nomor + 1, banyak} & set(range(1, banyak + 1))):
        if hasil and n - hasil[-1] > 1:
            hasil.append(None)
        hasil.append(n)
    return hasil


def _acara(surat, penunjuk):
    """When the event is, told from today."""
    kata = kapan_acara(surat.acara_mulai, penunjuk.sekarang)
    return {"kata": kata, "lewat": surat.acara_mulai <= penunjuk.sekarang}


@require_safe
def surat_jejak(request, kode):
    """Every ledger entry of the letter that this person may see, oldest first."""
    surat = ambil_surat(request, kode)
    halaman = Paginator(entri_terlihat(surat, request.user), BARIS_JEJAK).get_page(request.GET.get("hal"))
    baris = [
        {
            "entri": e,
            "kata": nama_tindakan(e.objek, e.transisi),
            "dari": nama_status(e.objek, e.dari),
            "ke": nama_status(e.objek, e.ke),
            "kode": kode_pendek(e),
            "kepada": ", ".join(e.kepada),
            "catatan": e.catatan if surat.isi_terbuka else "",
            "rincian": e.rincian,
        }
        for e in halaman
    ]
    konteks = {"surat": surat, "baris": baris, "halaman": halaman, "riwayat": riwayat_koreksi(surat)}
    return render(request, "persuratan/jejak.html", konteks)
