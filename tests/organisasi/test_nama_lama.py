"""Units and posts keep their old names on old papers."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client

from alur.models import Jejak
from disposisi.models import PenerimaDisposisi
from laporan.agenda import baris_agenda, surat_agenda
from laporan.riwayat import baris_jejak
from organisasi.models import Jabatan, NamaLama, UnitKerja
from persuratan.models import SuratMasuk
from persuratan.perjalanan import susun
from tests.perjalanan import Perjalanan, jabatan, unit, wita

KES, BARU = "Dinas Kesehatan", "Dinas Kesehatan dan Keluarga Berencana"


@pytest.fixture
def admin(kantor):
    klien = Client()
    klien.force_login(kantor.admin, backend="pengaturan.backend.SandiBackend")
    return klien


def ganti(klien, objek, saat, **ketikan):
    """Change fields of a unit or post on the admin's page, the others as they stand."""
    url = f"/pengaturan/{'unit' if isinstance(objek, UnitKerja) else 'jabatan'}/{objek.pk}/"
    with time_machine.travel(saat, tick=False):
        halaman = klien.get(url).content.decode()
        data = dict(re.findall(r'<input type="(?:text|number|hidden)" name="(\w+)" value="([^"]*)"', halaman))
        for nama, isi in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', halaman, re.S):
            if terpilih := re.search(r'value="([^"]*)" selected', isi):
                data[nama] = terpilih[1]
        for nama, nilai in re.findall(r'name="(\w+)"(?: value="(\w+)")?[^>]* checked', halaman):
            data.setdefault(nama, []).append(nilai or "on")
        return klien.post(url, data | ketikan)


def nama_pada(objek, *hari):
    return [type(objek).objects.get(pk=objek.pk).nama_pada(h) for h in hari]


def test_a_new_name_from_a_day_on_leaves_the_old_one_before_it(kantor, admin):
    dinas = unit(KES)
    assert ganti(admin, dinas, wita(12, 9), nama=BARU, sejak="12-11-2026").status_code == 302
    assert (
        ganti(admin, dinas, wita(13, 9), nama="Dinas Sehat", singkatan="Sehat", sejak="13-11-2026").status_code == 302
    )

    hari = (dt.date(2026, 11, 11), dt.date(2026, 11, 12), wita(12, 23), wita(13, 0), None)
    assert nama_pada(dinas, *hari) == [KES, BARU, BARU, "Dinas Sehat", "Dinas Sehat"]


def test_a_slip_of_the_pen_is_corrected_everywhere(kantor, admin):
    dinas = unit(KES)
    ganti(admin, dinas, wita(12, 9), nama="Dinas Kesehatn")
    assert (NamaLama.objects.count(), nama_pada(dinas, dt.date(2026, 1, 1))) == (0, ["Dinas Kesehatn"])


@pytest.mark.parametrize(
    ("sejak", "kalimat"),
    [
        ("1-12-2026", "Tanggal ini belum tiba."),
        ("10-11-2026", "Namanya sudah pernah berganti pada tanggal itu atau sesudahnya."),
    ],
)
def test_an_impossible_day_is_refused_in_a_sentence(kantor, admin, sejak, kalimat):
    dinas = unit(KES)
    ganti(admin, dinas, wita(12, 9), nama=BARU, sejak="12-11-2026")
    jawaban = ganti(admin, dinas, wita(12, 10), nama="Dinas Sehat", sejak=sejak)
    assert (jawaban.status_code, kalimat in jawaban.content.decode()) == (200, True)
    assert nama_pada(dinas, None) == [BARU]


def test_every_paper_says_the_name_of_its_day(kantor, admin):
    """One letter sent before the Dinas and its head were renamed, one after."""
    lama = Perjalanan(kantor).sampai_dinas().buka(kantor.dinkes, KES).terima(kantor.dinkes, KES)
    kepala = jabatan("Kepala Dinas Kesehatan")
    ganti(admin, unit(KES), wita(10, 9), nama=BARU, singkatan="Dinsehat", sejak="10-11-2026")
    ganti(admin, kepala, wita(10, 9), nama=f"Kepala {BARU}", sejak="10-11-2026")
    baru = Perjalanan(kantor).catat(wita(11, 8), diterima_pada=wita(11, 8))
    baru.arahkan(wita(11, 8, 10)).telaah(wita(11, 8, 20)).disposisi(kantor.sekda, wita(11, 8, 30), ke_unit=[BARU])
    baru.kirim(BARU, pada=wita(11, 9))

    def terbaca(p):
        surat = SuratMasuk.objects.visible_to(kantor.petugas).get(pk=p.surat.pk)
        with time_machine.travel(wita(11, 10), tick=False):
            jalan = susun(surat)
            agenda = baris_agenda(
                surat_agenda(kantor.petugas, dt.date(2026, 11, 9), dt.date(2026, 11, 11)).filter(pk=surat.pk), 0, None
            )
        return {
            "tahap": {t.pemegang for t in jalan.tahap if t.tugas.unit == unit(BARU)},
            "distribusi": [t.nama for t in jalan.tahap if t.tugas.untuk_unit_id],
            "kepada": [
                x.sebutan
                for x in PenerimaDisposisi.objects.bersebutan().filter(disposisi__surat=surat, unit=unit(BARU))
            ],
            "agenda": [b["kepada"].split("; ")[-1] for b in agenda],
        }

    assert terbaca(lama) == {
        "tahap": {KES},
        "distribusi": [f"Distribusi ke {KES}"],
        "kepada": ["Kepala Dinas Kesehatan"],
        "agenda": ["Dinkes"],
    }
    assert terbaca(baru) == {
        "tahap": {BARU},
        "distribusi": [f"Distribusi ke {BARU}"],
        "kepada": [f"Kepala {BARU}"],
        "agenda": ["Dinsehat"],
    }


def test_the_ledger_as_printed_says_the_post_as_it_was_called(kantor, admin):
    Perjalanan(kantor).sampai_sekda()
    post = jabatan("Kepala Bagian Umum")
    ganti(admin, post, wita(10, 9), nama="Kepala Bagian Umum dan Protokol", sejak="10-11-2026")

    surat = SuratMasuk.objects.visible_to(kantor.petugas).get()
    assert [b["sebagai"] for b in baris_jejak(surat, kantor.petugas) if b["tindakan"].startswith("Ditelaah")] == [
        "Kepala Bagian Umum"
    ]
    assert Jabatan.objects.get(pk=post.pk).nama == "Kepala Bagian Umum dan Protokol"
    assert Jejak.objects.filter(transisi="jabatan_diubah").count() == 1
