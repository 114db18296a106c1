"""Versions of registered data, and the guard against writing past them."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from organisasi.models import HariLibur, Jabatan, JamKerja, Pegawai, Penugasan, UnitKerja
from tests.factories import JabatanFactory, PegawaiFactory

DILACAK = [HariLibur, Jabatan, JamKerja, Pegawai, Penugasan, UnitKerja]
MELEWATI_RIWAYAT = {"update", "bulk_create", "bulk_update", "abulk_create", "abulk_update", "aupdate"}


@pytest.mark.parametrize("model", DILACAK)
def test_data_terdaftar_punya_riwayat(model):
    assert hasattr(model, "history")


@pytest.mark.django_db
def test_ubahan_meninggalkan_versi_dengan_alasan_panjang():
    jabatan = JabatanFactory(nama="Kabag Umum")
    jabatan.nama = "Kepala Bagian Umum"
    jabatan._change_reason = "Peraturan Bupati tentang susunan organisasi. " * 10
    jabatan.save()

    versi = [(v.history_type, v.nama) for v in jabatan.history.order_by("history_id")]

    assert versi == [("+", "Kabag Umum"), ("~", "Kepala Bagian Umum")]
    assert jabatan.history.first().history_change_reason == jabatan._change_reason


@pytest.mark.django_db
def test_riwayat_pegawai_tanpa_sandi_dan_tanpa_baris_untuk_setiap_masuk(client):
    pegawai = PegawaiFactory(sandi="sandi-uji-panjang")
    versi = pegawai.history.count()
    kolom = {f.name for f in Pegawai.history.model._meta.fields}

    client.force_login(pegawai)
    pegawai.refresh_from_db()

    assert kolom & {"password", "last_login"} == set()
    assert pegawai.last_login is not None
    assert pegawai.history.count() == versi
    pegawai.nama = "Nama Baru"
    pegawai.save(update_fields=["nama"])
    assert pegawai.history.count() == versi + 1


def _akar(simpul):
    """The name a chain of calls starts from: `Surat.objects.filter(…).update` → "Surat"."""
    while isinstance(simpul, ast.Attribute | ast.Call | ast.Subscript):
        simpul = simpul.func if isinstance(simpul, ast.Call) else simpul.value
    return simpul.id if isinstance(simpul, ast.Name) else ""


def _pelanggaran(teks, dilacak):
    return [
        (simpul.lineno, f"{_akar(simpul.func)} … {simpul.func.attr}")
        for simpul in ast.walk(ast.parse(teks))
        if isinstance(simpul, ast.Call)
        and isinstance(simpul.func, ast.Attribute)
        and simpul.func.attr in MELEWATI_RIWAYAT
        and _akar(simpul.func) in dilacak
    ]


def test_tidak_ada_kode_yang_menulis_melewati_riwayat():
    """`update()` and bulk writes on a tracked model leave no version: use save() or the bulk helpers instead."""
    dilacak = {m.__name__ for m in apps.get_models() if hasattr(m._meta, "simple_history_manager_attribute")}
    kamar = [a.name for a in apps.get_app_configs() if Path(a.path).parent == settings.BASE_DIR]
    berkas = [b for k in kamar for b in sorted((settings.BASE_DIR / k).rglob("*.py")) if b.parent.name != "migrations"]

    pelanggaran = [
        f"{b.relative_to(settings.BASE_DIR)}:{baris} {kata}"
        for b in berkas
        for baris, kata in _pelanggaran(b.read_text(), dilacak)
    ]

    assert {m.__name__ for m in DILACAK} <= dilacak
    assert pelanggaran == []


def test_penjaga_riwayat_menangkap_pelanggaran():
    teks = "Pegawai.objects.filter(pk=1).update(nama='x')\nTugas.objects.update(a=1)\nd = {}\nd.update(a=1)\n"

    assert _pelanggaran(teks, {"Pegawai"}) == [(1, "Pegawai … update")]
