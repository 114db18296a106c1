"""Scans with a new letter: attached once, kept through mistakes, refused in a sentence."""

import pytest

from alur.models import Jejak, NomorTerakhir
from dokumen.models import Berkas
from persuratan.models import LampiranSurat, SuratMasuk, Tugas
from tests.persuratan.meja import CATAT, foto, galat, ketikan, kirim, kunci, masuk, teks, tertanam

pytestmark = pytest.mark.tertanam


def test_scans_are_attached_and_close_the_obligation_to_scan(meja, kantor):
    kirim(meja, ketikan(berkas=[foto("satu.jpg"), foto("dua.jpg", "black")]))

    surat = SuratMasuk.objects.get()
    isi = ("berkas__nama_asli", "berkas__jumlah_halaman", "jenis", "ditambahkan_oleh")
    assert list(surat.lampiran.values_list(*isi)) == [("pindaian.pdf", 2, "PINDAIAN", kantor.petugas.pk)]
    assert list(Tugas.objects.terbuka().values_list("jenis", flat=True)) == ["ARAHKAN"]
    pindai = Jejak.objects.get(transisi="pindai")
    assert pindai.data["pindaian"] == list(Berkas.objects.order_by("pk").values_list("sha256", flat=True))


def test_a_file_survives_a_mistake_elsewhere(meja):
    jawaban = kirim(meja, ketikan(hal="", berkas=foto()))

    assert "Isian lain dan 1 halaman pindaian sudah aman." in teks(jawaban)
    (tanda,) = tertanam(jawaban, "berkas_aman")
    assert Berkas.objects.count() == 0
    assert meja.post(CATAT, ketikan(berkas_aman=tanda, kunci=kunci(jawaban))).status_code == 302
    assert LampiranSurat.objects.get().berkas.nama_asli == "pindaian.pdf"


def test_a_kept_file_belongs_to_the_one_who_sent_it(meja, kantor, client):
    (tanda,) = tertanam(kirim(meja, ketikan(hal="", berkas=foto())), "berkas_aman")
    masuk(client, kantor.petugas2)

    jawaban = kirim(client, ketikan(berkas_aman=tanda))

    assert jawaban.status_code == 422
    assert [g[:38] for g in galat(jawaban)] == ["Unggahan ini sudah lebih dari sehari. "]
    assert LampiranSurat.objects.count() == 0


def test_a_kept_file_can_be_let_go(meja):
    jawaban = kirim(meja, ketikan(hal="", berkas=[foto("satu.jpg"), foto("dua.jpg", "black")]))
    aman = tertanam(jawaban, "berkas_aman")
    lepas = tertanam(jawaban, "lepas")

    jawaban = meja.post(CATAT, ketikan(hal="", berkas_aman=aman, lepas=lepas[0], kunci=kunci(jawaban)))

    assert (jawaban.status_code, galat(jawaban)) == (200, [])
    assert tertanam(jawaban, "berkas_aman") == aman[1:]
    assert tertanam(jawaban, "nomor_surat") == []
    assert 'value="400.7.13/2217/Dinkes/2026"' in jawaban.content.decode()


@pytest.mark.parametrize(
    ("nama", "isi", "kata"),
    [
        ("kosong.pdf", b"", "kosong.pdf: Berkas ini kosong (0 bita)."),
        ("program.pdf", b"MZ\x90\x00" + b"\x00" * 200, "program.pdf: Berkas ini sebuah program,"),
        ("besar.pdf", b"%PDF-1.7\n" + b"0" * 1_100_000, "besar.pdf: Berkas ini lebih besar dari 1 MB."),
    ],
)
def test_a_bad_file_is_told_beside_the_field_and_takes_no_number(meja, settings, tmp_path, nama, isi, kata):
    settings.BERKAS_MAKS = 1_000_000
    berkas = tmp_path / nama
    berkas.write_bytes(isi)

    with berkas.open("rb") as file:
        jawaban = kirim(meja, ketikan(berkas=file))

    (kalimat,) = galat(jawaban)
    assert (jawaban.status_code, kalimat[: len(kata)]) == (422, kata)
    assert 'value="Permintaan data capaian imunisasi"' in jawaban.content.decode()
    assert (SuratMasuk.objects.count(), Berkas.objects.count(), NomorTerakhir.objects.count()) == (0, 0, 0)
    assert tertanam(jawaban, "berkas_aman") == []


def test_a_full_disk_is_told_beside_the_field_and_takes_no_number(meja, settings):
    settings.BERKAS_CADANGAN = 10**18

    jawaban = kirim(meja, ketikan(berkas=foto()))

    (kalimat,) = galat(jawaban)
    assert (jawaban.status_code, kalimat[:41]) == (422, "pindaian.jpg: Ruang simpan server penuh. ")
    assert (SuratMasuk.objects.count(), NomorTerakhir.objects.count()) == (0, 0)
    settings.BERKAS_CADANGAN = 0
    assert meja.post(CATAT, ketikan(kunci=kunci(jawaban))).status_code == 302
