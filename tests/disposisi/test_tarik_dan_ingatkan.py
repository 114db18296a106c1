"""Taken back while nobody has read it; reminded once a day. Who has read it keeps it."""

import pytest
import time_machine
from django.db import IntegrityError, transaction

from alur.kewenangan import TransitionDenied
from alur.models import Jejak, Notifikasi
from disposisi.models import Disposisi, Pengingat
from disposisi.transitions import INGATKAN, TARIK
from persuratan.models import SuratMasuk, Tugas
from persuratan.services import tandai_dilihat
from tests.disposisi.test_pengembalian import keadaan, tangan, tolak
from tests.halaman import kunci, teks
from tests.perjalanan import Perjalanan, jabatan, wita

pytestmark = pytest.mark.tertanam

AS1 = "Asisten Pemerintahan dan Kesejahteraan Rakyat"
HUKUM, DINKES, PENDIDIKAN = "Kepala Bagian Hukum", "Dinas Kesehatan", "Dinas Pendidikan"


@pytest.fixture
def surat(jalan):
    return jalan.sampai_sekda().surat


def penerima(*nama):
    daftar = {str(p): p.pk for p in Disposisi.objects.latest("pk").penerima.all()}
    return {daftar[n] for n in nama}


def tarik(jalan, orang, *nama, pada=None, **lain):
    disposisi, dipilih = Disposisi.objects.latest("pk").pk, penerima(*nama)
    with time_machine.travel(pada or wita(9, 9, 30), tick=False):
        TARIK.run(jalan.segar(), oleh=orang, disposisi=disposisi, penerima=dipilih, **lain)
    return jalan


def ingatkan(jalan, orang, nama, pada):
    pk = penerima(nama).pop()
    with time_machine.travel(pada, tick=False):
        INGATKAN.run(jalan.segar(), oleh=orang, disposisi=Disposisi.objects.latest("pk").pk, penerima=pk)


def lihat(jalan, orang):
    with time_machine.travel(wita(9, 9, 25), tick=False):
        return tandai_dilihat(SuratMasuk.objects.visible_to(orang).get(pk=jalan.surat.pk), orang)


def melihat(surat, *orang):
    return [SuratMasuk.objects.visible_to(o).filter(pk=surat.pk).exists() for o in orang]


def test_yang_belum_dibaca_ditarik_dan_yang_lain_tetap(kantor, jalan, surat, senin):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[AS1, HUKUM], ke_unit=[DINKES, PENDIDIKAN])
    jalan.kirim(DINKES, pada=wita(9, 9, 10))
    lihat(jalan, kantor.asisten1)
    tarik(jalan, kantor.sekda, HUKUM, DINKES, PENDIDIKAN)

    # Sent and not opened, not yet sent, and at a post: all three are gone, the one who has read it keeps it.
    assert tangan(jalan) == [("DISPOSISI", AS1)]
    assert jalan.kiriman(DINKES).status == "DITARIK"
    assert melihat(surat, kantor.kabag_hukum, kantor.dinkes, kantor.asisten1) == [False, False, True]
    assert keadaan(jalan, kantor.sekda) == {
        AS1: [("Dibaca, belum diteruskan", "")],
        HUKUM: [("Ditarik kembali", "")],
        DINKES: [("Ditarik kembali", "")],
        PENDIDIKAN: [("Ditarik kembali", "")],
    }
    for orang in (kantor.kabag_hukum, kantor.dinkes):
        kabar = Notifikasi.objects.filter(penerima=orang).latest("pk")
        assert (kabar.judul, kabar.isi, kabar.tautan) == (
            f"Disposisi ditarik kembali: {surat.sebutan}",
            "Surat ini tidak lagi untuk Anda.",
            "/",
        )
    entri = Jejak.objects.get(rantai=surat.rantai, transisi="tarik", objek=surat.sebutan_objek())
    assert entri.data["kepada"] == [HUKUM, DINKES, PENDIDIKAN]


def test_yang_sudah_dibaca_tidak_dapat_ditarik_dan_tidak_ada_yang_setengah(kantor, jalan, surat):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[HUKUM], ke_unit=[DINKES]).kirim(DINKES, pada=wita(9, 9, 10))
    jalan.buka(kantor.dinkes, DINKES, wita(9, 9, 20))
    with pytest.raises(TransitionDenied, match="Kepala Dinas Kesehatan sudah membacanya, jadi tidak dapat ditarik"):
        tarik(jalan, kantor.sekda, HUKUM, DINKES)
    assert tangan(jalan) == [("DISPOSISI", HUKUM), ("TERIMA", DINKES)]
    assert not Tugas.objects.exclude(akhir="").exists()


def test_seluruhnya_ditarik_kembali_kepada_pemberi(kantor, jalan, surat):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[AS1])
    jalan.disposisi(kantor.asisten1, wita(9, 9, 5), kepada=["Kepala Bagian Pemerintahan"], ke_unit=[DINKES])
    jalan.kirim(DINKES, pada=wita(9, 9, 10))
    tarik(jalan, kantor.asisten1, DINKES)
    assert ("DISPOSISI", AS1) not in tangan(jalan)
    tarik(jalan, kantor.asisten1, "Kepala Bagian Pemerintahan", pada=wita(9, 9, 31))
    assert tangan(jalan) == [("DISPOSISI", AS1)]
    # Given anew it still hangs below what Sekda gave.
    pertama = Disposisi.objects.earliest("pk")
    jalan.disposisi(kantor.asisten1, wita(9, 9, 40), ke_unit=[PENDIDIKAN])
    assert Disposisi.objects.latest("pk").induk == pertama


def test_pemberi_dapat_memilih_penerima_lain_sesudahnya(kantor, jalan, surat):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[AS1, HUKUM])
    tarik(jalan, kantor.sekda, HUKUM, ganti=True)
    assert tangan(jalan) == [("DISPOSISI", AS1), ("DISPOSISI", "Sekretaris Daerah")]


def test_yang_juga_diberi_pejabat_lain_tetap_di_sana(kantor, jalan, surat):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[AS1], ke_unit=[DINKES]).kirim(DINKES, pada=wita(9, 9, 10))
    jalan.disposisi(kantor.asisten1, wita(9, 9, 20), ke_unit=[DINKES])
    with pytest.raises(TransitionDenied, match="juga mendapatnya dari Sekda, jadi suratnya tetap di sana"):
        tarik(jalan, kantor.asisten1, DINKES)


def test_yang_kembali_kepadanya_dari_bawah_tidak_ikut_ditarik(kantor, jalan, surat):
    """What came back to a giver lies there on its own; a disposition from above only joins it."""
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[AS1, HUKUM])
    jalan.disposisi(kantor.asisten1, wita(9, 9, 5), kepada=["Kepala Bagian Pemerintahan"])
    tolak(jalan, kantor.kabag_pemerintahan, wita(9, 9, 10))
    tolak(jalan, kantor.kabag_hukum, wita(9, 9, 11))
    jalan.disposisi(kantor.sekda, wita(9, 9, 15), kepada=[AS1, "Kepala Bagian Organisasi"])
    with pytest.raises(TransitionDenied, match="sudah memegangnya dari jalur lain, jadi suratnya tetap di sana"):
        tarik(jalan, kantor.sekda, AS1)
    tarik(jalan, kantor.sekda, "Kepala Bagian Organisasi")
    assert tangan(jalan) == [("DISPOSISI", AS1)]


@pytest.mark.parametrize("orang", ["asisten1", "kabag_hukum", "petugas", "dinkes", "kabag_umum"])
def test_hanya_pemberi_dan_ajudannya(client, kantor, jalan, surat, senin, orang):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[AS1, HUKUM], ke_unit=[DINKES])
    for transition in (TARIK, INGATKAN):
        with pytest.raises(TransitionDenied, match="Hanya pemberi disposisi, atau ajudannya"):
            transition.run(jalan.segar(), oleh=getattr(kantor, orang), disposisi=1, penerima=penerima(HUKUM))
    client.force_login(getattr(kantor, orang))
    alamat = f"/surat/{surat.kode}/disposisi/{Disposisi.objects.get().pk}/"
    assert [client.get(alamat).status_code, client.post(f"{alamat}tarik/").status_code] == [404, 404]
    tarik(jalan, kantor.ajudan, HUKUM)


def test_pemberi_lain_tidak_menarik_punya_orang(kantor, jalan, surat):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[AS1, HUKUM])
    milik_sekda, pk = Disposisi.objects.get().pk, penerima(HUKUM)
    jalan.disposisi(kantor.asisten1, wita(9, 9, 5), ke_unit=[DINKES])
    with pytest.raises(TransitionDenied, match="Disposisi ini bukan dari jabatan Anda"):
        TARIK.run(jalan.surat, oleh=kantor.asisten1, disposisi=milik_sekda, penerima=pk)
    with pytest.raises(TransitionDenied, match="Pilih paling sedikit satu penerima yang ditarik"):
        TARIK.run(jalan.surat, oleh=kantor.asisten1, disposisi=Disposisi.objects.latest("pk").pk, penerima=pk)


def test_membuka_yang_baru_saja_ditarik_tidak_memperlihatkan_suratnya(client, kantor, jalan, surat, senin):
    """The page was asked for while it was taken back: the look is not noted, and the letter is not shown."""
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[AS1, HUKUM])
    terlambat = SuratMasuk.objects.visible_to(kantor.kabag_hukum).get(pk=surat.pk)
    assert [t.jabatan for t in terlambat.surat_induk().tugas_terbuka][1] == jabatan(HUKUM)
    tarik(jalan, kantor.sekda, HUKUM)
    assert tandai_dilihat(terlambat, kantor.kabag_hukum) is False
    assert Tugas.objects.get(jabatan=jabatan(HUKUM)).dilihat_pada is None
    client.force_login(kantor.kabag_hukum)
    assert client.get(surat.get_absolute_url()).status_code == 404


# Reminding -------------------------------------------------------------------------------------------


def test_diingatkan_sekali_sehari_yang_memegangnya_sekarang(kantor, jalan, surat):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[HUKUM], ke_unit=[DINKES]).kirim(DINKES, pada=wita(9, 9, 10))
    ingatkan(jalan, kantor.sekda, DINKES, wita(9, 10))
    ingatkan(jalan, kantor.sekda, HUKUM, wita(9, 10))  # another addressee has a day of his own
    with pytest.raises(TransitionDenied, match="sudah diingatkan hari ini. Ingatkan lagi besok."):
        ingatkan(jalan, kantor.sekda, DINKES, wita(9, 23, 59))
    ingatkan(jalan, kantor.sekda, DINKES, wita(10, 0))

    kabar = Notifikasi.objects.filter(penerima=kantor.dinkes, judul__startswith="Sekda mengingatkan").order_by("pk")
    assert {k.jenis for k in kabar} == {"PENGINGAT"}
    assert [(k.judul, k.tautan) for k in kabar] == [
        (f"Sekda mengingatkan: penerimaan {surat.sebutan}", jalan.kiriman(DINKES).get_absolute_url())
    ] * 2
    assert Jejak.objects.filter(rantai=surat.rantai, transisi="ingatkan").count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Pengingat.objects.create(
            penerima_id=penerima(DINKES).pop(), tanggal=wita(10, 0).date(), pada=wita(10, 1), oleh=kantor.sekda
        )


def test_pengingat_sampai_kepada_yang_memegang_di_bawahnya(kantor, jalan, surat):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[AS1])
    sekda = Disposisi.objects.get()
    jalan.disposisi(kantor.asisten1, wita(9, 9, 5), ke_unit=[DINKES]).kirim(DINKES, pada=wita(9, 9, 10))
    with time_machine.travel(wita(9, 10), tick=False):
        INGATKAN.run(jalan.segar(), oleh=kantor.sekda, disposisi=sekda.pk, penerima=sekda.penerima.get().pk)
    diingatkan = Notifikasi.objects.filter(judul__startswith="Sekda mengingatkan").values_list("penerima", flat=True)
    assert [*diingatkan] == [kantor.dinkes.pk]
    jalan.buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES).selesaikan(kantor.dinkes)
    assert jalan.surat.status == "SELESAI"


def test_yang_sudah_berakhir_tidak_diingatkan(kantor, jalan, surat):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[HUKUM], ke_unit=[DINKES])
    tarik(jalan, kantor.sekda, HUKUM)
    with pytest.raises(TransitionDenied, match="Bagian Kepala Bagian Hukum sudah berakhir"):
        ingatkan(jalan, kantor.sekda, HUKUM, wita(9, 10))


# The page --------------------------------------------------------------------------------------------


def test_halaman_pemberi(client, kantor, jalan, surat, senin):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[AS1, HUKUM], ke_unit=[DINKES], diketahui=[jabatan(HUKUM)])
    lihat(jalan, kantor.asisten1)
    disposisi = Disposisi.objects.get()
    client.force_login(kantor.sekda)
    assert f"/disposisi/{disposisi.pk}/" in client.get(surat.get_absolute_url()).content.decode()
    alamat = f"/surat/{surat.kode}/disposisi/{disposisi.pk}/"
    halaman = client.get(alamat)
    kata = teks(halaman)
    assert f"{AS1} pelaksana Dibaca, belum diteruskan Dikirim Sen 9 Nov 09.00 · Dibaca Sen 9 Nov 09.25" in kata
    assert f"{HUKUM} untuk diketahui Dikirim, belum dibaca Dikirim Sen 9 Nov 09.00" in kata
    assert halaman.content.decode().count('name="penerima"') == 2

    diingatkan = client.post(f"{alamat}ingatkan/", {"kunci": kunci(halaman), "ingatkan": penerima(AS1).pop()})
    assert diingatkan["Location"] == alamat
    halaman = client.get(alamat)
    assert "Pengingat terkirim." in halaman.content.decode()
    assert "Diingatkan Sen 9 Nov 09.30" in teks(halaman)
    for asing in ("", "x", "9" * 30, "\0"):
        data = {"kunci": kunci(halaman), "penerima": asing, "ingatkan": asing}
        assert [client.post(f"{alamat}{a}/", data).status_code for a in ("tarik", "ingatkan")] == [422, 422]
    data = {"kunci": kunci(halaman), "penerima": [*penerima(HUKUM, DINKES)]}
    jawaban = [client.post(f"{alamat}tarik/", data) for _ in "12"]
    assert [j["Location"] for j in jawaban] == [alamat] * 2
    assert tangan(jalan) == [("DISPOSISI", AS1)]


def test_halaman_pemberi_kuerinya_tetap(client, kantor, jalan, surat, senin, django_assert_num_queries):
    def buka(s):
        return client.get(f"/surat/{s.kode}/disposisi/{s.disposisi.get().pk}/")

    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[AS1])
    lain = Perjalanan(kantor).sampai_sekda()
    lain.disposisi(kantor.sekda, wita(9, 9), kepada=[AS1, HUKUM], ke_unit=[DINKES, PENDIDIKAN, "Dinas Sosial"])
    client.force_login(kantor.sekda)
    buka(surat)
    for s in (jalan.segar(), lain.segar()):
        with django_assert_num_queries(12):
            buka(s)
