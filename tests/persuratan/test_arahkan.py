"""Where a letter goes from the counter: the standing route in one tap, another, or one made for it."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alur.kewenangan import TransitionDenied
from alur.models import Jejak
from organisasi.models import Jabatan, Penugasan
from persuratan.contoh import RUTE, buat_rute
from persuratan.models import LangkahNaik, LangkahRute, RuteNaik
from persuratan.models.pilihan import JenisTugas
from tests.factories import PenugasanFactory
from tests.perjalanan import Perjalanan, jabatan, wita
from tests.persuratan.meja import kirim, kunci, masuk, teks

pytestmark = pytest.mark.tertanam
AS1 = "Asisten Pemerintahan dan Kesejahteraan Rakyat"


@pytest.fixture
def surat(kantor):
    buat_rute()
    return Perjalanan(kantor).catat().surat


@pytest.fixture
def meja(kantor, client):
    with time_machine.travel(wita(9, 8, 20), tick=False):
        yield masuk(client, kantor.petugas)


def alamat(surat):
    return f"/surat/{surat.kode}/arahkan/"


def langkah(surat):
    baris = LangkahNaik.objects.filter(surat=surat.pk).order_by("urutan")
    return list(baris.values_list("jabatan__nama", "jenis"))


def susunan(*baris):
    """The rows of the form as typed: (number, post or "", kind)."""
    isi = {"susun": "1", "langkah-TOTAL_FORMS": len(baris), "langkah-INITIAL_FORMS": 0}
    for n, (urutan, nama, jenis) in enumerate(baris):
        isi |= {
            f"langkah-{n}-urutan": urutan,
            f"langkah-{n}-jabatan": jabatan(nama).pk if nama else "",
            f"langkah-{n}-jenis": jenis,
        }
    return isi


def test_the_demo_office_has_its_routes_once(kantor):
    for _ in range(2):
        buat_rute()

    assert [
        (r.nama, r.baku, [(x.jabatan.nama, x.jenis) for x in r.langkah.order_by("urutan")])
        for r in RuteNaik.objects.order_by("urutan")
    ] == [(nama, nomor == 0, [(p, str(j)) for p, j in isi]) for nomor, (nama, isi) in enumerate(RUTE)]
    assert len(RUTE) == 5


def test_the_standing_route_takes_one_tap(meja, surat):
    halaman = meja.get(alamat(surat))
    baku = RuteNaik.objects.get(baku=True)
    assert (
        "Rute baku: Kabag Umum, lalu Sekda 1 Kabag Umum Puspa Sawitri Telaah, 1 jam "
        "2 Sekda Bayu Pinus Disposisi, 1 hari kerja" in teks(halaman)
    )
    assert "batas Kabag Umum: Sen 9 Nov 09.20 ." in teks(halaman)

    jawaban = meja.post(alamat(surat), {"rute": baku.pk, "kunci": kunci(halaman)})

    assert (jawaban.status_code, jawaban.url) == (302, surat.get_absolute_url())
    assert langkah(surat) == [("Kepala Bagian Umum", "TELAAH"), ("Sekretaris Daerah", "DISPOSISI")]
    assert [str(t) for t in type(surat).objects.get().tugas_terbuka] == ["Telaah · Kepala Bagian Umum"]
    assert "Agenda 1/2026 diteruskan kepada Kepala Bagian Umum untuk ditelaah." in teks(meja.get(jawaban.url))


def test_a_double_tap_sends_it_once_and_gets_the_same_answer(meja, surat):
    isi = {"rute": RuteNaik.objects.get(baku=True).pk, "kunci": kunci(meja.get(alamat(surat)))}

    assert [meja.post(alamat(surat), isi).status_code for _ in range(3)] == [302, 302, 302]
    assert Jejak.objects.filter(transisi="arahkan").count() == 1


def test_another_route_is_taken_whole(meja, surat):
    bupati = RuteNaik.objects.get(nama="Kabag Umum, Asisten III, Sekda, lalu Bupati")

    kirim(meja, {"rute": bupati.pk}, alamat(surat))

    assert langkah(surat) == [
        ("Kepala Bagian Umum", "TELAAH"),
        ("Asisten Administrasi Umum", "PARAF"),
        ("Sekretaris Daerah", "PARAF"),
        ("Bupati", "DISPOSISI"),
    ]


def test_a_route_is_changed_for_one_letter_alone(meja, surat):
    kirim(
        meja,
        susunan(
            (2, AS1, "PARAF"),
            (9, "Sekretaris Daerah", "DISPOSISI"),
            (1, "Kepala Bagian Umum", "TELAAH"),
            ("", "", "PARAF"),
        ),
        alamat(surat),
    )

    assert langkah(surat) == [("Kepala Bagian Umum", "TELAAH"), (AS1, "PARAF"), ("Sekretaris Daerah", "DISPOSISI")]
    assert LangkahRute.objects.filter(rute__baku=True).count() == 2


@pytest.mark.parametrize(
    ("baris", "kalimat"),
    [
        ([("", "", "PARAF")], "Rute kosong. Pilih paling sedikit satu pejabat yang memberi disposisi."),
        ([(1, AS1, "PARAF")], "Rute berakhir pada tepat satu pejabat yang memberi disposisi."),
        (
            [(1, "Sekretaris Daerah", "DISPOSISI"), (2, AS1, "PARAF")],
            "Rute berakhir pada tepat satu pejabat yang memberi disposisi.",
        ),
        (
            [(1, "Sekretaris Daerah", "PARAF"), (2, "Sekretaris Daerah", "DISPOSISI")],
            "Sekretaris Daerah ada dua kali. Kosongkan salah satu barisnya.",
        ),
    ],
)
def test_an_impossible_route_is_refused_and_its_rows_stay(meja, surat, baris, kalimat):
    jawaban = kirim(meja, susunan(*baris), alamat(surat))

    assert jawaban.status_code == 422
    assert f"Surat belum diarahkan. {kalimat}" in teks(jawaban)
    for _, nama, _ in baris:
        assert not nama or f'<option value="{jabatan(nama).pk}" selected>' in jawaban.content.decode()
    assert langkah(surat) == []


def test_a_post_that_cannot_dispose_is_no_choice(meja, surat):
    isi = susunan((1, "Sekretaris Daerah", "DISPOSISI"))
    isi["langkah-0-jabatan"] = jabatan("Caraka Bagian Umum").pk

    jawaban = kirim(meja, isi, alamat(surat))

    assert (jawaban.status_code, langkah(surat)) == (422, [])
    assert "Pilihan pejabat itu tidak ada. Pilih dari daftar." in teks(jawaban)


def test_a_named_route_is_the_start_of_a_changed_one(meja, surat):
    rute = RuteNaik.objects.get(nama="Kabag Umum, Asisten I, lalu Sekda")

    halaman = meja.get(f"{alamat(surat)}?ubah={rute.pk}")

    assert "Berangkat dari “Kabag Umum, Asisten I, lalu Sekda”." in teks(halaman)
    assert halaman.context["formset"].initial == [
        {"urutan": 1, "jabatan": jabatan("Kepala Bagian Umum").pk, "jenis": "TELAAH"},
        {"urutan": 2, "jabatan": jabatan(AS1).pk, "jenis": "PARAF"},
        {"urutan": 3, "jabatan": jabatan("Sekretaris Daerah").pk, "jenis": "DISPOSISI"},
    ]


def test_who_stands_in_and_which_post_is_empty_is_told(meja, kantor, surat):
    sekda = jabatan("Sekretaris Daerah")
    PenugasanFactory(
        pegawai=kantor.asisten3, jabatan=sekda, jenis="PLH", mulai=wita(9, 0).date(), sampai=wita(13, 0).date()
    )
    Penugasan.objects.filter(jabatan=jabatan("Kepala Bagian Umum")).update(sampai=wita(1, 0).date())

    halaman = teks(meja.get(alamat(surat)))

    assert "1 Kabag Umum belum ada pejabat Telaah, 1 jam 2 Sekda Plh. Wira Cemara Disposisi, 1 hari kerja" in halaman


def test_with_two_desks_the_form_asks_which_one_acts(meja, kantor, surat):
    kedua = Jabatan.objects.create(
        nama="Petugas Agenda Kedua", unit=surat.unit_pencatat, peran=["AGENDARIS"], urutan=500
    )
    tugas = PenugasanFactory(pegawai=kantor.petugas, jabatan=kedua)
    isi = {"rute": RuteNaik.objects.get(baku=True).pk}

    jawaban = kirim(meja, isi, alamat(surat))
    assert jawaban.status_code == 422
    assert "Anda memegang lebih dari satu jabatan. Pilih jabatan yang bertindak." in teks(jawaban)

    assert kirim(meja, isi | {"sebagai": tugas.pk}, alamat(surat)).status_code == 302
    assert Jejak.objects.get(transisi="arahkan").sebagai == tugas


def test_a_stranger_gets_404_and_a_bystander_a_sentence(kantor, client, surat):
    masuk(client, kantor.dinkes)
    assert [client.get(alamat(surat)).status_code, client.post(alamat(surat)).status_code] == [404, 404]

    masuk(client, kantor.kasubbag)
    jawaban = client.get(alamat(surat), follow=True)
    assert jawaban.redirect_chain == [(surat.get_absolute_url(), 302)]
    assert "Tahap arahkan surat ini dikerjakan oleh Bagian Umum." in teks(jawaban)
    assert langkah(surat) == []


def test_a_secret_letter_shows_no_hal_here(meja, kantor):
    buat_rute()
    isi = {"hal": "Pemeriksaan khusus", "acara_mulai": wita(10, 9), "pindai": False}
    rahasia, terbuka = (Perjalanan(kantor).catat(keamanan=k, **isi).surat for k in "RB")

    halaman = teks(meja.get(alamat(rahasia)))
    batas = ("Diarahkan sekarang, batas", "Seluruh jalan sampai distribusi: Sel 10 Nov 09.00")
    assert [(b in teks(meja.get(alamat(terbuka))), b in halaman) for b in batas] == [(True, False)] * 2

    assert "Surat rahasia, hal tidak ditampilkan" in halaman
    assert "Pemeriksaan khusus" not in halaman


def test_the_page_costs_the_same_with_one_route_and_with_five(meja, surat):
    def hitung():
        with CaptureQueriesContext(connection) as q:
            meja.get(alamat(surat))
        return len(q)

    semua = hitung()
    RuteNaik.objects.filter(baku=False).update(aktif=False)
    assert (semua, hitung()) == (semua, semua)
    assert JenisTugas.ARAHKAN in {t.jenis for t in surat.tugas.all()}


def test_a_named_route_over_a_closed_post_is_refused_in_a_sentence(kantor):
    """Nobody could ever take the letter there."""
    p = Perjalanan(kantor).catat()
    Jabatan.objects.filter(nama="Sekretaris Daerah").update(aktif=False)
    with pytest.raises(TransitionDenied) as ditolak:
        p.arahkan()

    assert ditolak.value.pesan == "Sekretaris Daerah sudah ditutup. Pilih rute lain, atau susun rute surat ini."
    assert (p.segar().status, p.surat.langkah_naik.count()) == ("TERCATAT", 0)
