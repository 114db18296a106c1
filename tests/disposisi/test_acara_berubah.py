"""A correction moves an event: whoever has answered the invitation is told, once."""

import pytest

from alur.models import Notifikasi
from disposisi.transitions import HADIR, TIDAK_HADIR
from persuratan.models import SuratMasuk
from persuratan.services import koreksi_surat
from tests.disposisi.test_kehadiran import AS1, AS2, undangan, wakilkan
from tests.perjalanan import wita

pytestmark = pytest.mark.tertanam

SIANG = {"acara_mulai": wita(17, 13)}


def koreksi(kantor, surat, kolom):
    """Correct the letter; [(who, title, text, kind, urgent, secret)] of the notices it made."""
    sebelum = set(Notifikasi.objects.values_list("pk", flat=True))
    koreksi_surat(SuratMasuk.objects.get(pk=surat.pk), kolom, oleh=kantor.petugas, catatan="Kabar panitia")
    baru = Notifikasi.objects.exclude(pk__in=sebelum).order_by("penerima__username")
    return [
        *baru.values_list("penerima__username", "judul", "isi", "jenis", "mendesak", "rahasia").order_by(
            "penerima__username", "pk"
        )
    ]


@pytest.mark.parametrize("jawab", [HADIR, TIDAK_HADIR])
def test_yang_sudah_menjawab_diberi_tahu_acaranya_berubah(kantor, senin, jawab):
    surat = undangan(kantor).surat
    jawab.run(surat, oleh=kantor.sekda)
    judul = f"Acara berubah: {surat.sebutan}"
    isi = "Undangan rapat koordinasi. Sekarang Selasa, 17 November 2026 {}."
    assert koreksi(kantor, surat, SIANG) == [
        ("sekda", judul, isi.format("13.00 WITA, Gedung DPRD"), "PENGINGAT", False, False)
    ]
    assert koreksi(kantor, surat, {"acara_tempat": "Aula Bappeda"}) == [
        ("sekda", judul, isi.format("13.00 WITA, Aula Bappeda"), "PENGINGAT", False, False)
    ]
    assert koreksi(kantor, surat, {"nomor_surat": "1/X/2026"}) == []
    hilang = f"Acara tidak lagi tercatat: {surat.sebutan}"
    assert koreksi(kantor, surat, {"acara_mulai": None, "acara_tempat": ""}) == [
        ("sekda", hilang, "Undangan rapat koordinasi.", "PENGINGAT", False, False)
    ]


def test_yang_mewakilkan_dan_wakilnya_diberi_tahu_sekali(kantor, senin):
    """Asisten I was sent and owes a report by then: the event nearer, his desk's limit nearer, one notice."""
    surat = undangan(kantor).surat
    wakilkan(kantor, surat, AS1)
    assert [(k[0], k[1]) for k in koreksi(kantor, surat, {"acara_mulai": wita(10, 10)})] == [
        ("asisten1", f"Acara berubah: {surat.sebutan}"),
        ("sekda", f"Acara berubah: {surat.sebutan}"),
    ]


def test_yang_penunjukannya_dicabut_tidak_diberi_tahu(kantor, senin):
    surat = undangan(kantor).surat
    wakilkan(kantor, surat, AS1)
    wakilkan(kantor, SuratMasuk.objects.get(pk=surat.pk), AS2)
    assert [k[0] for k in koreksi(kantor, surat, SIANG)] == ["asisten2", "sekda"]


def test_yang_belum_menjawab_hanya_tahu_batasnya_dimajukan(kantor, senin):
    surat = undangan(kantor, wita(30, 10)).surat
    assert [(k[0], k[1]) for k in koreksi(kantor, surat, {"acara_mulai": wita(10, 8)})] == [
        ("sekda", f"Batas dimajukan: disposisi {surat.sebutan}")
    ]
    surat = undangan(kantor, wita(30, 10)).surat
    assert koreksi(kantor, surat, {"acara_tempat": "Aula"}) == []


def test_surat_rahasia_tidak_menyebut_hal_pengirim_dan_acaranya(kantor, senin):
    surat = undangan(kantor, keamanan="R", hal="Rapat pemeriksaan khusus").surat
    HADIR.run(surat, oleh=kantor.sekda)
    assert koreksi(kantor, surat, SIANG) == [
        ("sekda", f"Data surat dikoreksi: {surat.sebutan}", "Surat rahasia", "PENGINGAT", False, True)
    ]


def test_yang_dirahasiakan_bersamaan_sudah_tertutup(kantor, senin):
    """Made secret by the same correction: neither notice tells what was open until now."""
    surat = undangan(kantor, wita(30, 10)).surat
    sebelum = surat.hal
    kabar = koreksi(kantor, surat, {"acara_mulai": wita(10, 8), "keamanan": "R"})
    assert [(k[0], k[2], k[5]) for k in kabar] == [("sekda", "Surat rahasia", True)]
    assert not Notifikasi.objects.filter(isi__contains=sebelum).exists()


def test_acara_yang_sudah_lewat_tidak_mengabari_siapa_pun(kantor, senin):
    surat = undangan(kantor, wita(9, 13)).surat
    HADIR.run(surat, oleh=kantor.sekda)
    wakil = undangan(kantor).surat
    wakilkan(kantor, wakil, AS1)  # a letter that stays open
    senin.move_to(wita(18, 9))
    assert koreksi(kantor, wakil, {"acara_mulai": wita(17, 11)}) == []
