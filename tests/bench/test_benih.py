"""What script/bench seeds past the engine is what the engine would have left: ledger, numbers, and acts go on."""

import pytest
from django.utils import timezone

from alur.pemeriksaan import periksa
from alur.pemeriksaan_nomor import periksa_nomor
from bench.benih import semai
from bench.benih.rencana import SIAP_TERIMA, Rencana
from dokumen.models import Berkas
from ekspedisi import services as ekspedisi
from ekspedisi.models import Pengiriman
from persuratan.models import SuratMasuk, Tugas
from persuratan.pencarian import cari
from persuratan.sapuan import sapu_terlambat

pytestmark = [pytest.mark.pg, pytest.mark.django_db(transaction=True)]
DI_SINI, SEMUA = 60, 150


@pytest.fixture
def kantor_tersemai(kantor):
    """150 letters in two parts, the newest first, as script/bench does."""
    berkas = Berkas.objects.create(
        sha256="0" * 64, ukuran=1, jenis="application/pdf", nama_asli="surat.pdf", diunggah_pada=timezone.now()
    )
    rencana = Rencana(SEMUA)
    semai(rencana, [berkas.pk], DI_SINI)
    semai(rencana, [berkas.pk], SEMUA, DI_SINI)
    return kantor


def _nomor_utuh():
    return [(n.terakhir, n.jumlah, n.cacat) for n in periksa_nomor()]


def test_jejak_dan_nomor_utuh_juga_sesudah_pekerjaan_nyata(kantor_tersemai):
    laporan = periksa()
    assert (laporan.jumlah_rantai, laporan.temuan) == (SEMUA, ())
    assert sum(n for n, _, _ in _nomor_utuh()) == SEMUA
    assert [cacat for _, _, cacat in _nomor_utuh() if cacat] == []

    dinkes = kantor_tersemai.dinkes
    siap = Pengiriman.objects.filter(status=Pengiriman.Status.DIKIRIM, unit__in=dinkes.unit_ids).order_by("-pk")[0]
    diterima = ekspedisi.terima(ekspedisi.buka(siap, oleh=dinkes), oleh=dinkes)
    sapu_terlambat()

    assert (diterima.status, periksa().temuan) == ("DITERIMA", ())


def test_surat_tersebar_dan_dapat_dicari(kantor_tersemai):
    petugas, dinkes = kantor_tersemai.petugas, kantor_tersemai.dinkes
    terlihat = SuratMasuk.objects.visible_to(petugas)
    surat = terlihat.order_by("pk")[3]

    assert list(terlihat.order_by("diterima_pada").values_list("pk", flat=True)) == list(range(1, SEMUA + 1))
    assert 0 < SuratMasuk.objects.visible_to(dinkes).count() < SEMUA
    assert surat in cari(terlihat, surat.nomor_surat)
    menunggu = Pengiriman.objects.filter(status="DIKIRIM", unit__in=dinkes.unit_ids).count()
    assert menunggu >= min(SIAP_TERIMA, SEMUA // 5) - 5
    assert not Tugas.objects.terbuka().filter(surat__status="SELESAI").exists()
