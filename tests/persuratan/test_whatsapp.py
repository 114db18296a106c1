"""Kirim lewat WhatsApp: a ready link, written down as opened, and never as sent."""

from urllib.parse import parse_qs, urlsplit

import pytest

from alur.models import Jejak
from persuratan.models import SuratMasuk, Tugas
from persuratan.views import whatsapp as halaman
from tests.halaman import isi, teks
from tests.perjalanan import Perjalanan

HAL = "Data imunisasi"


@pytest.fixture
def jalan(kantor):
    type(kantor.sekda).objects.filter(pk=kantor.sekda.pk).update(whatsapp="6281200001200")
    return Perjalanan(kantor)


def buka(client, kantor, surat, orang=None, pengirim=None, tugas=None):
    tugas = tugas or Tugas.objects.terbuka().filter(surat=surat.pk).get()
    client.force_login(pengirim or kantor.petugas)
    return client.post(f"{surat.get_absolute_url()}whatsapp/{tugas.pk}/{(orang or kantor.sekda).pk}/")


def test_one_tap_leads_to_whatsapp_and_is_written_down_as_opened(client, kantor, jalan, settings):
    settings.ALAMAT = "https://surat.contoh.test"
    surat = jalan.catat(hal=HAL).arahkan().telaah().surat
    client.force_login(kantor.petugas)
    alamat = f"{surat.get_absolute_url()}whatsapp/"
    assert f'href="{alamat}"' in isi(client.get(surat.get_absolute_url()))
    halaman = client.get(alamat)
    assert f"{kantor.sekda.nama_lengkap} Sekretaris Daerah · disposisi Buka WhatsApp" in teks(halaman)
    assert "form-action 'self' https://wa.me https://api.whatsapp.com" in halaman["Content-Security-Policy"]
    assert "wa.me" not in client.get(surat.get_absolute_url())["Content-Security-Policy"]

    jawaban = buka(client, kantor, surat)
    tujuan = urlsplit(jawaban.url)
    assert (jawaban.status_code, tujuan.scheme, tujuan.netloc, tujuan.path) == (
        302,
        "https",
        "wa.me",
        "/6281200001200",
    )
    assert parse_qs(tujuan.query)["text"] == [
        f"{surat.sebutan} menunggu Anda di e-Surat Kabupaten Contoh: {HAL}. "
        f"Buka: https://surat.contoh.test{surat.get_absolute_url()}disposisi/"
    ]
    assert jawaban["Referrer-Policy"] == "no-referrer"
    entri = Jejak.objects.filter(rantai=surat.rantai).latest("urut")
    assert (entri.transisi, entri.dari, entri.ke, entri.data["kepada"]) == (
        "buka_whatsapp",
        "NAIK",
        "NAIK",
        ["Sekretaris Daerah"],
    )
    assert "81200001200" not in str(entri.data)
    catatan = teks(client.get(f"{surat.get_absolute_url()}jejak/"))
    assert ("WhatsApp dibuka" in catatan, "erkirim" in catatan) == (True, False)


def test_of_a_secret_letter_the_text_says_only_that_one_waits(client, kantor, jalan):
    surat = jalan.catat(hal=HAL, keamanan="R", pindai=False).arahkan().telaah().surat
    jawaban = buka(client, kantor, surat)
    pesan = parse_qs(urlsplit(jawaban.url).query)["text"][0]
    assert pesan.startswith("Ada surat yang menunggu Anda di e-Surat Kabupaten Contoh. Buka: http")
    bocor = (HAL, surat.sebutan, surat.nama_pengirim, "ahasia")
    assert [b for b in bocor if b in pesan] == []
    assert HAL not in teks(client.get(f"{surat.get_absolute_url()}whatsapp/"))


def test_a_letter_made_secret_in_that_moment_is_not_told(client, kantor, jalan, monkeypatch):
    surat = jalan.catat(hal=HAL).arahkan().telaah().surat
    asli = halaman._sebagai

    def dirahasiakan(pegawai):
        SuratMasuk.objects.filter(pk=surat.pk).update(keamanan="R")
        return asli(pegawai)

    monkeypatch.setattr(halaman, "_sebagai", dirahasiakan)

    tujuan = urlsplit(buka(client, kantor, surat).url)
    assert HAL not in parse_qs(tujuan.query)["text"][0]


def test_only_who_sends_letters_and_only_to_who_holds_it(client, kantor, jalan):
    surat = jalan.catat(hal=HAL).arahkan().telaah().surat
    for orang in (kantor.sekda, kantor.kabag_umum, kantor.auditor, kantor.dinkes):
        client.force_login(orang)
        assert client.get(f"{surat.get_absolute_url()}whatsapp/").status_code == 404
        assert buka(client, kantor, surat, pengirim=orang).status_code == 404
    client.force_login(kantor.sekda)
    assert "whatsapp/" not in isi(client.get(surat.get_absolute_url()))
    assert buka(client, kantor, surat, orang=kantor.kabag_umum).status_code == 404  # holds nothing now
    type(kantor.sekda).objects.filter(pk=kantor.sekda.pk).update(whatsapp="")
    assert buka(client, kantor, surat).status_code == 404
    client.force_login(kantor.petugas)
    assert "Nomor WhatsApp belum ada. Pemiliknya mengisi di Akun saya." in teks(
        client.get(f"{surat.get_absolute_url()}whatsapp/")
    )
    assert not Jejak.objects.filter(transisi="buka_whatsapp").exists()


def test_a_stage_that_is_over_says_so(client, kantor, jalan):
    surat = jalan.catat(hal=HAL).arahkan().surat
    lama = Tugas.objects.terbuka().get(surat=surat.pk)
    jalan.telaah()
    jawaban = buka(client, kantor, surat, orang=kantor.kabag_umum, tugas=lama)
    assert jawaban.url == f"{surat.get_absolute_url()}whatsapp/"
    assert "Tahap itu sudah selesai." in client.get(jawaban.url).content.decode()
