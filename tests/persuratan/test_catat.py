"""The clerk registers a letter: number, obligations, sender memory, and nothing typed is ever lost."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alur.models import Jejak, NomorTerakhir
from dokumen.models import Berkas
from persuratan.models import Pengirim, SuratMasuk, Tugas
from persuratan.services import catat_surat_masuk
from tests.factories import JabatanFactory, PenugasanFactory
from tests.perjalanan import isian, wita
from tests.persuratan.meja import CATAT, foto, galat, ketikan, kirim, kunci, masuk, teks, tertanam, undangan

pytestmark = pytest.mark.tertanam


def test_saving_gives_the_next_number_and_says_so_afterwards(meja, kantor):
    jawaban = kirim(meja, ketikan())

    surat = SuratMasuk.objects.get()
    assert (jawaban.status_code, jawaban.url) == (302, f"/surat/{surat.kode}/arahkan/")
    assert (surat.nomor_lengkap, surat.status, surat.dibuat_oleh) == ("1/2026", "TERCATAT", kantor.petugas)
    assert (surat.hal, surat.tanggal_surat, surat.diterima_pada) == (
        "Permintaan data capaian imunisasi",
        dt.date(2026, 11, 6),
        wita(9, 8),
    )
    assert sorted(Tugas.objects.terbuka().values_list("jenis", flat=True)) == ["ARAHKAN", "CATAT"]
    assert "Tersimpan, nomor agenda 1/2026." in teks(meja.get(jawaban.url))


def test_save_and_next_comes_back_to_an_empty_form(meja):
    jawaban = kirim(meja, ketikan(lanjut="baru", cara_terima="POS"))

    surat = SuratMasuk.objects.get()
    assert jawaban.url == f"{CATAT}?baru={surat.kode}"
    halaman = meja.get(jawaban.url)
    assert "Tersimpan, nomor agenda 1/2026." in teks(halaman)
    assert f"/surat/{surat.kode}/tanda-terima/" in halaman.content.decode()
    assert tertanam(halaman, "hal") == []
    assert '<option value="POS" selected>' in halaman.content.decode()


def test_a_double_send_makes_one_letter_and_gets_the_same_answer(meja):
    isi = ketikan() | {"kunci": kunci(meja.get(CATAT))}

    assert len({meja.post(CATAT, isi).url for _ in range(3)}) == 1
    assert SuratMasuk.objects.count() == 1
    assert NomorTerakhir.objects.get(buku="agenda-masuk").nomor == 1


def test_without_a_form_key_nothing_is_saved(meja):
    assert meja.post(CATAT, ketikan()).status_code == 400
    assert SuratMasuk.objects.count() == 0


def test_with_two_desks_the_form_asks_which_one_acts(meja, kantor):
    pertama = kantor.petugas.penugasan_berlaku[0].jabatan
    kedua = JabatanFactory(nama="Petugas Agenda Kedua", unit=pertama.unit, agendaris=True, urutan=500)
    tugas = PenugasanFactory(pegawai=kantor.petugas, jabatan=kedua)

    assert galat(kirim(meja, ketikan())) == ["Bertindak sebagai belum dipilih."]
    assert kirim(meja, ketikan(sebagai=tugas.pk)).status_code == 302
    assert Jejak.objects.get(transisi="catat").sebagai == tugas


def test_only_the_registry_has_this_desk(kantor, client):
    alamat = [CATAT, "/surat/saran-pengirim/?q=dinas", "/surat/saran-klasifikasi/?q=4"]
    for orang in (kantor.sekda, kantor.kabag_umum, kantor.dinkes, kantor.caraka, kantor.auditor, kantor.admin):
        masuk(client, orang)
        assert [client.get(a).status_code for a in alamat] == [404, 404, 404]
        assert [client.post(a).status_code for a in (CATAT, "/surat/unggahan/", "/surat/catat/periksa/")] == [404] * 3


SALAH = {
    "nama_pengirim": ("", "Pengirim belum diisi."),
    "diterima_pada": (
        "9-11-2026 09.00",
        "Waktu diterima belum terjadi menurut jam server. Periksa tanggal dan jamnya.",
    ),
    "nomor_surat": ("", "Nomor surat belum diisi. Bila surat tidak bernomor, centang “Tanpa nomor”."),
    "tanggal_surat": (
        "9-12-2026",
        "Tanggal surat 9 Desember 2026 lebih baru dari hari ini. Periksa bulannya.",
    ),
    "hal": ("", "Hal belum diisi. Salin dari suratnya, atau tulis intinya."),
    "acara_tanggal": ("", "Tanggal acara belum diisi. Lihat hari acara pada undangan."),
    "acara_jam": ("25.00", "Jam acara 25.00 tidak ada. Tulis antara 00.00 dan 23.59, misalnya 09.00."),
    "acara_tempat": ("", "Tempat acara belum diisi. Tulis seperti pada undangan."),
    "klasifikasi": ("400.99", "Kode 400.99 belum ada di daftar. Pakai 400, atau minta arsiparis menambahkannya."),
}


@pytest.mark.parametrize("nama", SALAH)
def test_each_mistake_is_told_beside_its_field_and_takes_no_number(meja, nama):
    salah, kalimat = SALAH[nama]

    jawaban = kirim(meja, undangan(**{nama: salah}))

    assert (jawaban.status_code, galat(jawaban)) == (422, [kalimat])
    assert (SuratMasuk.objects.count(), NomorTerakhir.objects.count()) == (0, 0)
    html = jawaban.content.decode()
    for lain, nilai in undangan().items():
        if lain not in {nama, "lanjut", "jenis", "kecepatan", "keamanan", "cara_terima"}:
            assert f'value="{nilai}"' in html


def test_a_hal_of_a_thousand_letters_is_kept_and_one_more_is_refused(meja):
    panjang = "Permintaan data " + "a" * 984

    assert galat(kirim(meja, ketikan(hal=panjang + "a"))) == [
        "Hal terlalu panjang: 1001 huruf, paling banyak 1000. Singkat isinya."
    ]
    assert kirim(meja, ketikan(hal=panjang)).status_code == 302
    assert SuratMasuk.objects.get().hal == panjang


def test_a_letter_without_number_is_ticked_so(meja):
    assert kirim(meja, ketikan(nomor_surat="", tanpa_nomor="on")).status_code == 302
    assert kirim(meja, ketikan(nomor_surat="-", tanggal_surat="")).status_code == 302
    assert list(SuratMasuk.objects.order_by("pk").values_list("nomor_surat", "tanggal_surat")) == [
        ("", dt.date(2026, 11, 6)),
        ("", None),
    ]


def test_a_date_without_year_is_the_last_one_that_was(meja):
    kirim(meja, ketikan(tanggal_surat="6/11"))
    kirim(meja, ketikan(tanggal_surat="20-12", nomor_surat="2"))
    assert list(SuratMasuk.objects.order_by("pk").values_list("tanggal_surat", flat=True)) == [
        dt.date(2026, 11, 6),
        dt.date(2025, 12, 20),
    ]


def test_dates_are_read_back_in_words(meja):
    jawaban = kirim(meja, undangan(hal=""))

    for id_isian, kata in {
        "id_diterima_pada_dibaca": "Senin, 9 November 2026",
        "id_tanggal_surat_dibaca": "Jumat, 6 November 2026",
    }.items():
        assert f'id="{id_isian}">{kata}</p>' in jawaban.content.decode()
    assert "Acara 4 hari lagi, 4 hari kerja lagi Jumat, 13 November 2026." in teks(jawaban)


def test_an_event_that_is_over_is_announced_and_stamped(meja):
    jawaban = kirim(meja, undangan(acara_tanggal="6-11-2026", hal=""))
    assert "Acara sudah lewat saat surat ini diterima." in teks(jawaban)

    kirim(meja, undangan(acara_tanggal="6-11-2026"))
    assert SuratMasuk.objects.get().setelah_acara is True
    assert Jejak.objects.get(transisi="catat").data["setelah_acara"] is True


def test_a_letter_of_an_earlier_day_is_marked_as_typed_in_later(meja):
    assert "dicatat menyusul" in teks(kirim(meja, ketikan(diterima_pada="6-11-2026 15.00", hal="")))

    kirim(meja, ketikan(diterima_pada="6-11-2026 15.00"))
    assert SuratMasuk.objects.get().dicatat_menyusul is True
    assert Jejak.objects.get(transisi="catat").data["dicatat_menyusul"] is True


def test_speed_and_secrecy_are_two_fields(meja):
    kirim(meja, ketikan(kecepatan="AMAT_SEGERA", keamanan="T"))
    assert SuratMasuk.objects.values_list("kecepatan", "keamanan").get() == ("AMAT_SEGERA", "T")


@pytest.mark.parametrize("keamanan", ["R", "SR"])
def test_a_secret_letter_is_logged_by_its_envelope(meja, keamanan):
    assert kirim(meja, ketikan(keamanan=keamanan, hal="", tanggal_surat="")).status_code == 302

    surat = SuratMasuk.objects.get()
    assert (surat.hal, surat.tanggal_surat) == ("", None)
    assert list(Tugas.objects.terbuka().values_list("jenis", flat=True)) == ["ARAHKAN"]


def test_a_scan_of_a_secret_letter_is_turned_down(meja):
    jawaban = kirim(meja, ketikan(keamanan="R", berkas=foto()))

    assert galat(jawaban) == ["Surat rahasia dicatat dari sampulnya, tanpa pindaian. Lepas dulu berkasnya."]
    assert (SuratMasuk.objects.count(), Berkas.objects.count()) == (0, 0)


def test_a_classification_code_is_found_by_code_or_name(meja):
    for nomor, ketik in enumerate(("400.7", "400.7 Kesehatan", "kesehatan")):
        assert kirim(meja, ketikan(klasifikasi=ketik, nomor_surat=str(nomor))).status_code == 302
    assert set(SuratMasuk.objects.values_list("klasifikasi__kode", flat=True)) == {"400.7"}


# Duplicates -----------------------------------------------------------------------------------------


def test_the_same_letter_again_is_asked_about_and_can_be_another(meja):
    kirim(meja, ketikan())

    jawaban = kirim(meja, ketikan(nomor_surat="400.7.13 / 2217 / DINKES / 2026", tanggal_surat="5-11-2026"))

    assert jawaban.status_code == 422
    assert (
        "Mungkin sudah dicatat. Nomor dan pengirim ini sama dengan Agenda 1/2026 , "
        "diterima Senin, 9 November 2026 pukul 08.00." in teks(jawaban)
    )
    assert SuratMasuk.objects.count() == 1
    assert kirim(meja, ketikan(berbeda="1", lanjut="")).status_code == 302
    assert SuratMasuk.objects.count() == 2


@pytest.mark.parametrize(
    "beda",
    [
        {"nama_pengirim": "Dinas Sosial Provinsi Contoh Raya"},
        {"nomor_surat": "400.7.13/2218/Dinkes/2026"},
        {"tanggal_surat": "6-11-2025"},
        {"nomor_surat": "", "tanpa_nomor": "on"},
    ],
)
def test_another_letter_is_not_asked_about(meja, beda):
    kirim(meja, ketikan())
    assert kirim(meja, ketikan(**beda)).status_code == 302


def test_a_letter_nobody_registered_yet_is_no_duplicate_of_itself(meja, kantor):
    isi = ketikan()
    assert "Mungkin sudah dicatat" not in teks(meja.post("/surat/catat/periksa/", isi))
    kirim(meja, isi)
    assert "Mungkin sudah dicatat" in teks(meja.post("/surat/catat/periksa/", isi))


# Sender memory --------------------------------------------------------------------------------------


def test_a_known_sender_is_remembered_whatever_its_spelling(meja):
    kirim(meja, ketikan())
    kirim(meja, ketikan(nama_pengirim="dinas  kesehatan provinsi CONTOH raya", nomor_surat="2"))

    assert Pengirim.objects.values_list("nama", "jumlah_surat").get() == ("Dinas Kesehatan Provinsi Contoh Raya", 2)
    jawaban = meja.post("/surat/catat/periksa/", ketikan(nomor_surat="3"))
    assert "2 surat tahun ini. Terakhir: 9 November 2026." in teks(jawaban)


def test_what_changes_while_typing_comes_as_parts_of_the_page(meja):
    jawaban = meja.post("/surat/catat/periksa/", undangan(diterima_pada="6-11-2026 15.00", nama_pengirim="Baru"))

    assert jawaban.content.decode().count("hx-swap-oob") == 6
    assert teks(jawaban) == (
        "Pengirim baru. Namanya akan diingat. Acara 4 hari lagi, 4 hari kerja lagi Jumat, 13 November 2026. "
        "Surat ini akan didahulukan. Jumat, 6 November 2026 dicatat menyusul Jumat, 6 November 2026"
    )
    assert SuratMasuk.objects.count() == 0


# What was typed survives ----------------------------------------------------------------------------


def test_an_ended_login_keeps_what_was_typed(meja, kantor, client):
    kunci_lama = kunci(meja.get(CATAT))
    meja.logout()
    jawaban = meja.post(CATAT, ketikan(kunci=kunci_lama), headers={"origin": "http://testserver"})
    assert jawaban.url.startswith("/masuk/?next=/surat/catat/%3Fdraf%3D")

    client.post(jawaban.url, {"nama": "petugas", "sandi": kantor.sandi})
    alamat = jawaban.url.partition("next=")[2].replace("%3F", "?").replace("%3D", "=")
    halaman = client.get(alamat)

    assert 'value="Permintaan data capaian imunisasi"' in halaman.content.decode()
    assert 'value="9-11-2026 08.00"' in halaman.content.decode()
    assert client.post(alamat, ketikan(kunci=kunci(halaman))).status_code == 302
    assert SuratMasuk.objects.count() == 1


def test_a_fault_of_the_server_gives_everything_typed_back(meja, monkeypatch):
    meja.raise_request_exception = False
    # The letter is saved already when the counter of numbers fails: everything must go back.
    monkeypatch.setattr("alur.nomor.Nomor.objects", None)

    jawaban = kirim(meja, ketikan())

    assert jawaban.status_code == 500
    assert "Permintaan data capaian imunisasi" in jawaban.content.decode()
    monkeypatch.undo()
    assert (SuratMasuk.objects.count(), NomorTerakhir.objects.count()) == (0, 0)


def test_the_form_takes_the_same_queries_with_one_letter_and_with_three(meja, kantor):
    def hitung():
        with CaptureQueriesContext(
            connection,
        ) as q:
            meja.get(CATAT)
        return len(q)

    catat_surat_masuk(isian(), oleh=kantor.petugas)
    satu = hitung()
    for n in range(2):
        catat_surat_masuk(isian(nomor_surat=str(n), nama_pengirim=f"Dinas {n}"), oleh=kantor.petugas)
    assert (satu, hitung()) == (satu, satu)


def test_invisible_marks_of_copied_text_are_left_behind(meja):
    """U+202E turns the direction of everything behind it on every page and paper; U+200B hides a duplicate."""
    kirim(meja, ketikan(hal="Undangan \u202efdp.exe\u200b rapat", nama_pengirim="Dinas\u2066 Kese\u00adhatan"))

    surat = SuratMasuk.objects.get()
    assert (surat.hal, surat.nama_pengirim) == ("Undangan fdp.exe rapat", "Dinas Kesehatan")
