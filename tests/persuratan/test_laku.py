"""The one route of acts: once, with what was typed kept, and only what the page would have shown."""

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from alur.kewenangan import TransitionDenied
from alur.models import Jejak
from organisasi.models import Jabatan, Penugasan
from persuratan.models import SuratMasuk
from persuratan.transitions import SELESAIKAN
from tests.factories import PenugasanFactory
from tests.perjalanan import Perjalanan, wita

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]

DINKES = "Dinas Kesehatan"
Status = SuratMasuk.Status


@pytest.fixture
def orang(client):
    """orang(pegawai).tekan(surat, "telaah", catatan=…): opens the letter, takes the form's key, presses the button."""

    class Orang:
        def __init__(self, pegawai):
            client.force_login(pegawai)

        def buka(self, surat):
            with time_machine.travel(wita(9, 12), tick=False):
                return client.get(surat.get_absolute_url())

        def kunci(self, surat):
            cocok = re.search(r'name="kunci" value="([^"]+)"', self.buka(surat).content.decode())
            return cocok[1] if cocok else ""

        def tekan(self, surat, nama, *, kunci=None, objek="", **isian):
            url = reverse("surat_laku", args=[surat.kode, nama]) + (f"?objek={objek}" if objek else "")
            kunci = kunci or self.kunci(surat)
            with time_machine.travel(wita(9, 12), tick=False):
                return client.post(url, {"kunci": kunci, **isian}, follow=True)

    return Orang


def kalimat(jawaban):
    return [str(m) for m in jawaban.context["messages"]]


def status(surat):
    return SuratMasuk.objects.get(pk=surat.pk).status


def test_langkah_langsung(kantor, orang):
    surat = Perjalanan(kantor).catat().arahkan().surat
    jawaban = orang(kantor.kabag_umum).tekan(surat, "telaah")
    assert jawaban.redirect_chain == [(surat.get_absolute_url(), 302)]
    assert kalimat(jawaban) == ["Tersimpan: Selesai telaah, teruskan. Sekarang di tangan Sekretaris Daerah."]
    assert Jejak.objects.filter(rantai=surat.rantai, transisi="telaah").count() == 1


def test_dua_kali_tekan_satu_akibat(kantor, orang):
    surat = Perjalanan(kantor).catat().arahkan().surat
    kabag = orang(kantor.kabag_umum)
    kunci = kabag.kunci(surat)
    pertama, kedua = (kabag.tekan(surat, "telaah", kunci=kunci) for _ in range(2))
    assert (kalimat(pertama), kalimat(kedua)) == (kalimat(pertama), kalimat(pertama))
    assert Jejak.objects.filter(rantai=surat.rantai, transisi="telaah").count() == 1


def test_kunci_palsu_tidak_berakibat(kantor, orang):
    surat = Perjalanan(kantor).catat().arahkan().surat
    assert orang(kantor.kabag_umum).tekan(surat, "telaah", kunci="palsu").status_code == 400
    assert Jejak.objects.filter(rantai=surat.rantai, transisi="telaah").count() == 0


def test_langkah_yang_terlambat_ditolak_dengan_kalimat(kantor, orang):
    """A colleague was faster: the sentence, the page, and no second entry."""
    p = Perjalanan(kantor).catat().arahkan()
    kabag = orang(kantor.kabag_umum)
    kunci = kabag.kunci(p.surat)
    p.telaah()
    jawaban = kabag.tekan(p.surat, "telaah", kunci=kunci)
    isi = jawaban.content.decode()
    assert jawaban.status_code == 422
    assert "<b>Selesai telaah, teruskan belum dilakukan.</b>" in isi
    assert Jejak.objects.filter(rantai=p.surat.rantai, transisi="telaah").count() == 1


def test_isian_yang_kurang_menyimpan_yang_sudah_diketik(kantor, orang):
    p = Perjalanan(kantor).sampai_dinas().buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES)
    dinkes = orang(kantor.dinkes)
    kosong = dinkes.tekan(p.surat, "selesaikan", catatan="   ")
    assert (kosong.status_code, status(p.surat)) == (422, Status.TERDISPOSISI)
    assert "Tulis apa yang sudah dikerjakan, walau singkat." in kosong.content.decode()
    panjang = dinkes.tekan(p.surat, "selesaikan", catatan="Sudah dikerjakan. " * 300)
    assert (panjang.status_code, status(p.surat)) == (422, Status.TERDISPOSISI)
    assert "Sudah dikerjakan. Sudah dikerjakan." in panjang.content.decode()
    jawaban = dinkes.tekan(p.surat, "selesaikan", catatan="Data dikirim.")
    assert kalimat(jawaban) == ["Tersimpan: Laporkan selesai. Surat ini selesai."]
    assert status(p.surat) == Status.SELESAI


def test_penolakan_menyimpan_yang_sudah_diketik(kantor, orang):
    """The button is gone, because a colleague was faster; the reason written for it is not."""
    p = Perjalanan(kantor).catat().arahkan()
    kabag = orang(kantor.kabag_umum)
    kunci = kabag.kunci(p.surat)
    p.telaah()
    jawaban = kabag.tekan(p.surat, "kembalikan", kunci=kunci, catatan="Lampiran tidak terbaca.")
    assert (jawaban.status_code, status(p.surat)) == (422, Status.NAIK)
    assert "Tulisan Anda, untuk disalin: “Lampiran tidak terbaca.”" in jawaban.content.decode()


def test_beberapa_jabatan_ditanya_dulu(kantor, orang):
    """A person with two posts on the same kind of obligation says as which one he acts."""
    staf = [f"Staf Ahli Bupati Bidang {b}" for b in ("Pemerintahan, Hukum dan Politik", "Ekonomi dan Keuangan")]
    p = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, kepada=staf)
    plh = PenugasanFactory(
        pegawai=kantor.staf_ahli1,
        jabatan=Jabatan.objects.get(nama=staf[1]),
        jenis=Penugasan.Jenis.PLH,
        mulai=dt.date(2020, 1, 1),
        sampai=dt.date(2099, 1, 1),
    )
    ahli = orang(kantor.staf_ahli1)
    isi = ahli.buka(p.surat).content.decode()
    assert "Bertindak sebagai" in isi
    assert f'value="{plh.pk}"' in isi
    tanpa = ahli.tekan(p.surat, "terima")
    assert tanpa.status_code == 422
    assert "Pilih jabatan yang bertindak." in tanpa.content.decode()
    assert kalimat(ahli.tekan(p.surat, "terima", sebagai=plh.pk))[0].startswith(
        "Tersimpan: Terima. Sekarang di tangan"
    )
    assert Jejak.objects.get(rantai=p.surat.rantai, transisi="terima").sebagai == plh


@pytest.mark.parametrize("nama", ["catat", "tuntas", "arahkan", "koreksi", "disposisi", "tidak-ada", "terlambat"])
def test_yang_bukan_tombol_langsung_404(kantor, orang, nama):
    """Acts of the system, and those with a page of their own, have no short cut."""
    surat = Perjalanan(kantor).catat().surat
    assert orang(kantor.petugas).tekan(surat, nama, kunci="x").status_code == 404


def test_tombol_kiriman_ada_di_halaman_surat(kantor, orang):
    """Deliveries live in a room above: their acts come through the registry, here as links to their own pages."""
    p = Perjalanan(kantor).sampai_dinas()
    kiriman = p.kiriman(DINKES)
    isi = orang(kantor.dinkes).buka(p.surat).content.decode()
    assert [f'href="/terima/{kiriman.kode}/{ekor}"' in isi for ekor in ("", "bukan-untuk-kami/")] == [True, True]
    assert f"/terima/{kiriman.kode}/" not in orang(kantor.sekda).buka(p.surat).content.decode()
    tanda = f"ekspedisi.pengiriman:{kiriman.kode}"
    assert orang(kantor.dinkes).tekan(p.surat, "terima", objek=tanda, kunci="x").status_code == 404


@pytest.mark.parametrize(
    "tanda",
    [
        "ekspedisi.pengiriman:{lain}",
        "ekspedisi.pengiriman:x",
        "organisasi.pegawai:1",
        "persuratan.suratmasuk:{surat}",
        ":",
    ],
)
def test_objek_yang_bukan_milik_surat_ini_404(kantor, orang, tanda):
    p = Perjalanan(kantor).sampai_dinas().buka(kantor.dinkes, DINKES)
    lain = Perjalanan(kantor).sampai_dinas("Dinas Pendidikan").buka(kantor.disdik, "Dinas Pendidikan")
    tanda = tanda.format(lain=lain.kiriman("Dinas Pendidikan").kode, surat=lain.surat.kode)
    jawaban = orang(kantor.dinkes).tekan(p.surat, "kembalikan", objek=tanda, kunci="x", catatan="Salah alamat.")
    assert jawaban.status_code == 404


def test_hanya_post(kantor, client):
    surat = Perjalanan(kantor).catat().arahkan().surat
    client.force_login(kantor.kabag_umum)
    assert client.get(reverse("surat_laku", args=[surat.kode, "telaah"])).status_code == 405


def test_unit_tetangga_tidak_disebut_sesudah_laku(kantor, orang):
    lain = "Dinas Pendidikan"
    p = Perjalanan(kantor).catat().arahkan().telaah().disposisi(kantor.sekda, ke_unit=[DINKES, lain])
    p.kirim(DINKES, lain).buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES)
    assert sorted(str(t.pemegang) for t in p.segar().tugas_terbuka) == [DINKES, lain]

    jawaban = orang(kantor.dinkes).tekan(p.surat, "selesaikan", catatan="Sudah.")

    assert kalimat(jawaban) == ["Tersimpan: Laporkan selesai. Sekarang di tangan unit lain."]


def test_unit_tetangga_tidak_disebut_pada_penolakan(kantor, orang):
    lain = "Dinas Pendidikan"
    p = Perjalanan(kantor).catat().arahkan().telaah().disposisi(kantor.sekda, ke_unit=[DINKES, lain])
    p.kirim(DINKES, lain).buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES)
    p.buka(kantor.disdik, lain).terima(kantor.disdik, lain)
    dinkes = orang(kantor.dinkes)
    kunci = dinkes.kunci(p.surat)
    p.selesaikan(kantor.dinkes, pada=wita(9, 11, 30))

    isi = dinkes.tekan(p.surat, "selesaikan", kunci=kunci, catatan="Sudah.").content.decode()

    kata = "Tahap tindak lanjut surat ini dikerjakan oleh {}."
    assert (kata.format("unit lain") in isi, lain in isi) == (True, False)
    with pytest.raises(TransitionDenied) as ditolak:  # the counter is told which
        SELESAIKAN.check(p.surat, kantor.petugas)
    assert ditolak.value.pesan == kata.format(lain)
