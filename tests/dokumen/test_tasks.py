"""Background duties are known by name to the worker and to beat, and do what they say."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from alur.denyut import denyut_terakhir
from alur.models import Notifikasi
from dokumen import tasks
from dokumen.gudang import simpan_sementara
from dokumen.models import Berkas
from dokumen.rak import letak
from esurat.celery import app
from tests.dokumen.korpus import pdf
from tests.factories import JabatanFactory, PegawaiFactory

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]


def test_beat_membunyikan_tugas_yang_ada():
    beat = {b["task"] for b in settings.CELERY_BEAT_SCHEDULE.values() if b["task"].startswith("dokumen.")}

    assert beat == {"dokumen.sapu", "dokumen.bersihkan_yatim", "dokumen.periksa_berkas"}
    dibunyikan = {"dokumen.baca_teks", "dokumen.buat_halaman", "dokumen.kerjakan"}
    assert {n for n in app.tasks if n.startswith("dokumen.")} == beat | dibunyikan


def test_gambar_halaman_dibuat_oleh_tugas(gudang, petugas):
    berkas = simpan_sementara(SimpleUploadedFile("a.pdf", pdf(1))).buat_berkas(petugas)

    tasks.buat_halaman(berkas.pk)
    tasks.buat_halaman(10**6)
    tasks.kerjakan(10**6)

    assert Berkas.objects.get().status_halaman == "SIAP"


def test_admin_diberi_tahu_sekali_tentang_isi_yang_rusak(gudang, petugas):
    admin = PegawaiFactory(jabatan=JabatanFactory(admin=True))
    PegawaiFactory(jabatan=JabatanFactory())
    berkas = simpan_sementara(SimpleUploadedFile("undangan.pdf", pdf(1))).buat_berkas(petugas)
    (gudang / letak(berkas.sha256)).write_bytes(b"lain")

    tasks.periksa_berkas()
    tasks.periksa_berkas()

    judul = f"Isi berkas rusak: sidik {berkas.sha256[:12]}"
    assert list(Notifikasi.objects.values_list("penerima", "judul")) == [(admin.pk, judul)]
    assert "undangan" not in str(list(Notifikasi.objects.values()))


def test_setiap_sapuan_memberi_tanda_hidup(gudang):
    tasks.sapu()
    tasks.bersihkan_yatim()
    tasks.periksa_berkas()

    assert None not in {denyut_terakhir(n) for n in ("sapu_dokumen", "bersihkan_yatim", "periksa_berkas")}
