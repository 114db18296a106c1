"""Registered data put right, with the reason; nothing sealed is opened on the way."""

import datetime as dt

import pytest
import time_machine
from django.core import mail

from alur import relai
from alur.models import Jejak, Notifikasi
from organisasi.models import Penugasan
from persuratan.models import Pengirim, Surat, SuratMasuk, Tugas
from persuratan.riwayat import riwayat_koreksi
from persuratan.transitions import KEMBALIKAN
from persuratan.transitions.surat_masuk import TURUN_DITOLAK
from tests.perjalanan import Perjalanan, wita
from tests.persuratan.meja import galat, ketikan, kirim, kunci, masuk, teks, undangan

pytestmark = pytest.mark.tertanam
HAL = "Pemeriksaan khusus pejabat tertentu"


@pytest.fixture
def meja(kantor, client):
    with time_machine.travel(wita(9, 8, 30), tick=False):
        yield masuk(client, kantor.petugas)


@pytest.fixture
def surat(kantor):
    return Perjalanan(kantor).catat().surat


def alamat(surat):
    return f"/surat/{surat.kode}/koreksi/"


def isi_koreksi(**ganti):
    isi = ketikan(catatan="salah ketik") | ganti
    for nama in ("diterima_pada", "lanjut"):
        isi.pop(nama, None)
    return isi


def segar(surat):
    return SuratMasuk.objects.get(pk=surat.pk)


def riwayat(surat, pegawai):
    return riwayat_koreksi(SuratMasuk.objects.visible_to(pegawai).get(pk=surat.pk))


def test_a_correction_keeps_what_was_and_why(meja, kantor, surat):
    jawaban = kirim(
        meja, isi_koreksi(hal="Permintaan data gizi", tanggal_surat="5-11-2026", kecepatan="SEGERA"), alamat(surat)
    )

    assert (jawaban.status_code, jawaban.url) == (302, surat.get_absolute_url())
    assert (segar(surat).hal, segar(surat).tanggal_surat, segar(surat).kecepatan) == (
        "Permintaan data gizi",
        dt.date(2026, 11, 5),
        "SEGERA",
    )
    assert [(p.kata, p.lama, p.baru, p.oleh, p.alasan) for p in riwayat(surat, kantor.petugas)] == [
        ("Tanggal surat", "Jumat, 6 November 2026", "Kamis, 5 November 2026", "Ratna Melur", "salah ketik"),
        ("Hal", "Permintaan data capaian imunisasi", "Permintaan data gizi", "Ratna Melur", "salah ketik"),
        ("Kecepatan", "Biasa", "Segera", "Ratna Melur", "salah ketik"),
    ]
    entri = Jejak.objects.get(transisi="koreksi")
    assert (entri.catatan, sorted(entri.data["koreksi"])) == ("salah ketik", ["hal", "kecepatan", "tanggal_surat"])
    assert (
        "Hal diubah dari Permintaan data capaian imunisasi menjadi Permintaan data gizi , "
        "oleh Ratna Melur, karena salah ketik." in teks(meja.get(f"{surat.get_absolute_url()}jejak/"))
    )


def test_a_correction_needs_a_reason_and_a_change(meja, surat):
    assert galat(kirim(meja, isi_koreksi(hal="Lain", catatan=""), alamat(surat))) == [
        "Alasan belum diisi. Tulis singkat, misalnya: salah ketik nomor."
    ]
    jawaban = kirim(meja, isi_koreksi(), alamat(surat))
    assert jawaban.status_code == 422
    assert "Tidak ada isian yang berubah." in teks(jawaban)
    assert Jejak.objects.filter(transisi="koreksi").count() == 0


def test_a_mistake_keeps_what_was_typed(meja, surat):
    jawaban = kirim(meja, isi_koreksi(hal="Baru", tanggal_surat="9-12-2026"), alamat(surat))

    assert galat(jawaban) == ["Tanggal surat 9 Desember 2026 lebih baru dari hari ini. Periksa bulannya."]
    assert [f'value="{v}"' in jawaban.content.decode() for v in ("Baru", "9-12-2026")] == [True, True]


def test_a_double_send_corrects_once(meja, surat):
    isi = isi_koreksi(hal="Baru") | {"kunci": kunci(meja.get(alamat(surat)))}

    assert [meja.post(alamat(surat), isi).status_code for _ in range(2)] == [302, 302]
    assert Jejak.objects.filter(transisi="koreksi").count() == 1


def test_a_corrected_sender_is_remembered_under_its_new_name(meja, surat):
    kirim(meja, isi_koreksi(nama_pengirim="Dinas Sosial Provinsi"), alamat(surat))

    assert (segar(surat).nama_pengirim, segar(surat).pengirim.nama) == ("Dinas Sosial Provinsi",) * 2
    assert Pengirim.objects.count() == 2


def test_an_event_moved_into_the_future_loses_its_stamp(meja, kantor):
    surat = Perjalanan(kantor).catat(acara_mulai=wita(6, 9), acara_tempat="Aula").surat
    assert surat.setelah_acara is True

    kirim(meja, isi_koreksi(**{k: v for k, v in undangan().items() if k.startswith("acara")}), alamat(surat))

    assert (segar(surat).setelah_acara, segar(surat).acara_mulai) == (False, wita(13, 9))


def test_strangers_get_404_and_others_a_sentence(kantor, client, surat):
    masuk(client, kantor.dinkes)
    assert [client.get(alamat(surat)).status_code, client.post(alamat(surat)).status_code] == [404, 404]

    masuk(client, kantor.kabag_umum)
    jawaban = client.get(alamat(surat), follow=True)
    assert "Hanya petugas agenda yang dapat melakukannya." in teks(jawaban)


# Sealed letters -------------------------------------------------------------------------------------


@pytest.fixture
def rahasia(kantor):
    """A sealed letter whose hal was typed all the same, already on its way up."""
    return Perjalanan(kantor).catat(keamanan="R", hal=HAL, pindai=False).arahkan().surat


def test_the_desk_never_shows_what_is_sealed(meja, rahasia):
    halaman = meja.get(alamat(rahasia)).content.decode()

    assert HAL not in halaman
    assert 'name="acara_tempat"' not in halaman


def test_the_envelope_of_a_sealed_letter_is_corrected_and_its_hal_stays(meja, kantor, rahasia):
    kirim(meja, isi_koreksi(keamanan="R", hal="", nomor_surat="R-2/2026"), alamat(rahasia))

    assert (segar(rahasia).nomor_surat, segar(rahasia).hal) == ("R-2/2026", HAL)
    assert HAL not in teks(meja.get(f"{rahasia.get_absolute_url()}jejak/"))


def test_nobody_opens_a_sealed_letter_to_himself(meja, kantor, rahasia):
    for keamanan in ("B", "T"):
        jawaban = kirim(meja, isi_koreksi(keamanan=keamanan, hal=""), alamat(rahasia))
        assert jawaban.status_code == 422
        assert "Keamanan hanya dapat diturunkan oleh pencatatnya sebelum surat diarahkan" in teks(jawaban)
    assert segar(rahasia).keamanan == "R"


def test_who_mistyped_the_secrecy_may_undo_it_before_the_letter_moves(meja, kantor, client):
    surat = Perjalanan(kantor).catat(keamanan="R", hal="", pindai=False).surat

    assert galat(kirim(meja, isi_koreksi(hal=""), alamat(surat))) == [
        "Hal belum diisi. Surat yang tidak rahasia selalu punya hal."
    ]
    masuk(client, kantor.petugas2)
    assert kirim(client, isi_koreksi(), alamat(surat)).status_code == 422
    masuk(client, kantor.petugas)
    assert kirim(client, isi_koreksi(), alamat(surat)).status_code == 302
    assert (segar(surat).keamanan, segar(surat).hal) == ("B", "Permintaan data capaian imunisasi")


def test_who_registered_a_sealed_letter_opens_it_not_even_when_it_comes_back(meja, kantor, rahasia):
    with time_machine.travel(wita(9, 9), tick=False):
        KEMBALIKAN.run(rahasia, oleh=kantor.kabag_umum, catatan="Salah alamat.")
        assert (segar(rahasia).status, rahasia.dibuat_oleh) == ("TERCATAT", kantor.petugas)

        jawaban = kirim(meja, isi_koreksi(hal=""), alamat(rahasia))

    assert (jawaban.status_code, TURUN_DITOLAK in teks(jawaban)) == (422, True)
    assert (segar(rahasia).keamanan, terbaca(rahasia, kantor.petugas)) == ("R", [False])


def test_the_history_of_a_sealed_letter_tells_only_that_it_changed(meja, kantor):
    surat = Perjalanan(kantor).catat(hal=HAL).arahkan().surat
    kirim(meja, isi_koreksi(hal=f"{HAL} dan keluarganya", catatan=f"lengkap: {HAL}"), alamat(surat))
    kirim(meja, isi_koreksi(hal=f"{HAL} dan keluarganya", keamanan="R", catatan="ternyata rahasia"), alamat(surat))

    terlihat = [(p.kata, p.lama, p.baru, p.alasan) for p in riwayat(surat, kantor.auditor)]
    assert terlihat == [("Hal", None, None, ""), ("Keamanan", "Biasa (terbuka)", "Rahasia", "")]
    terbuka = [(p.kata, p.lama) for p in riwayat(surat, kantor.kabag_umum)]
    assert terbuka[0] == ("Hal", HAL)  # there is something that could leak
    assert HAL not in str(Jejak.objects.filter(transisi="koreksi").last().data)
    assert mail.outbox == []


# A letter made secret ------------------------------------------------------------------------------


def terbaca(surat, *orang):
    return [Surat.objects.visible_to(p).get(pk=surat.pk).isi_terbuka for p in orang]


def test_a_letter_made_secret_closes_to_the_counter_as_if_registered_so(meja, kantor):
    surat = Perjalanan(kantor).catat(hal=HAL).arahkan().surat
    loket = kantor.petugas, kantor.petugas2, kantor.caraka
    assert terbaca(surat, *loket, kantor.kabag_umum) == [True, True, True, True]

    kirim(meja, isi_koreksi(hal=HAL, keamanan="R", catatan="ternyata rahasia"), alamat(surat))

    assert terbaca(surat, *loket, kantor.kabag_umum) == [False, False, False, True]
    url = surat.get_absolute_url()
    halaman = [teks(meja.get(u)) for u in (url, f"{url}jejak/", alamat(surat), "/", "/surat/", "/kabar/")]
    assert [HAL in isi for isi in halaman] == [False] * 6


def test_a_letter_made_secret_before_its_scan_waits_for_none(meja, kantor):
    surat = Perjalanan(kantor).catat(hal=HAL, pindai=False).surat
    assert [t.jenis for t in surat.tugas_terbuka] == ["CATAT", "ARAHKAN"]

    kirim(meja, isi_koreksi(hal=HAL, keamanan="SR", catatan="ternyata rahasia"), alamat(surat))

    assert [t.jenis for t in segar(surat).tugas_terbuka] == ["ARAHKAN"]
    assert meja.get(f"{surat.get_absolute_url()}arahkan/").status_code == 200


def test_the_counter_reads_again_what_turns_out_to_be_limited_only(kantor, client):
    with time_machine.travel(wita(9, 8, 40), tick=False):
        surat = Perjalanan(kantor).catat(hal=HAL, keamanan="R", pindai=False).surat
        assert terbaca(surat, kantor.petugas2) == [False]
        kirim(masuk(client, kantor.petugas), isi_koreksi(hal=HAL, keamanan="T"), alamat(surat))
    assert terbaca(surat, kantor.petugas, kantor.petugas2) == [True, True]


def test_notices_already_written_of_a_letter_made_secret_tell_its_hal_no_more(meja, kantor):
    surat = Perjalanan(kantor).catat(hal=HAL).arahkan().surat
    lain = Perjalanan(kantor).catat(hal="Data gizi").arahkan().surat
    kirim(meja, isi_koreksi(hal=HAL, keamanan="R", catatan="ternyata rahasia"), alamat(surat))

    assert set(Notifikasi.objects.values_list("judul", "isi", "rahasia")) == {
        (f"Surat menunggu telaah Anda: {surat.sebutan}", "Surat rahasia", True),
        (f"Surat menunggu telaah Anda: {lain.sebutan}", "Data gizi", False),
    }
    assert surel(*Notifikasi.objects.order_by("pk")) == [False, True]


def surel(*pesan):
    """Whether the mail of each message tells a hal; every one is sent."""
    hasil = []
    Notifikasi.objects.update(mendesak=True)  # by mail at once
    for p in pesan:
        assert relai.kirim(p.pk) == 1
        surat = mail.outbox.pop().body
        hasil.append(HAL in surat or "Data gizi" in surat)
    return hasil


def test_a_notice_tells_no_hal_to_one_whose_right_is_gone(kantor, client):
    with time_machine.travel(wita(9, 9), tick=False):
        Perjalanan(kantor).catat(hal=HAL).arahkan().telaah()
        masuk(client, kantor.sekda)
        assert HAL in teks(client.get("/kabar/"))  # there is something that could leak

        Penugasan.objects.filter(pegawai=kantor.sekda).update(sampai=wita(8, 0).date())
        kabar = Notifikasi.objects.get(penerima=kantor.sekda)
        masuk(client, kantor.sekda)
        halaman = teks(client.get("/kabar/"))
        assert (kabar.judul in halaman, HAL in halaman) == (True, False)
        assert surel(kabar) == [False]
        assert Tugas.objects.get(jenis="DISPOSISI").terbuka is True
