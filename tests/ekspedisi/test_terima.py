"""At the receiving unit: opened by looking, received by one tap, and never by anybody else."""

import gzip

import pytest

from alur.jejak import kode_pendek
from alur.models import Jejak
from disposisi.models import Disposisi
from ekspedisi import services
from ekspedisi.models import Pengiriman
from organisasi.models import Penugasan
from tests.factories import JabatanFactory
from tests.halaman import isi, kunci, kunci_untuk, teks
from tests.perjalanan import Perjalanan, unit, wita

pytestmark = pytest.mark.tertanam

DINKES = "Dinas Kesehatan"


@pytest.fixture
def kiriman(jalan):
    return jalan.sampai_dinas().kiriman(DINKES)


def alamat(kiriman):
    return f"/terima/{kiriman.kode}/"


def keadaan(kiriman):
    segar = Pengiriman.objects.get(pk=kiriman.pk)
    entri = Jejak.objects.filter(objek=segar.sebutan_objek()).order_by("urut").values_list("transisi", flat=True)
    return segar.status, list(entri)


def test_dibuka_lalu_diterima_sekali_sentuh(client, kantor, kiriman, senin):
    client.force_login(kantor.dinkes)
    halaman = client.get(alamat(kiriman))
    assert keadaan(kiriman) == ("DIBUKA", ["kirim", "buka"])
    for tertulis in (
        "Hal Permintaan data capaian imunisasi",
        "Dari Dinas Kesehatan Provinsi Contoh Raya",
        "Nomor 400.7.13/2217/Dinkes/2026, 6 November 2026 Agenda 1/2026",
        "Disposisi Asisten Pemerintahan dan Kesejahteraan Rakyat: Tindak lanjuti",
        "Dikirim Senin, 9 November 2026 10.30 WITA oleh Jaka Pandan",
        "Batas terima Sel 10 Nov 16.00",
        "Terima surat ini Atas nama Petugas Tata Usaha Dinas Kesehatan .",
        "Menerima berarti surat sudah sampai, belum berarti selesai ditindaklanjuti.",
    ):
        assert tertulis in teks(halaman)
    senin.move_to(wita(9, 11, 6))
    data = {"kunci": kunci(halaman), "catatan": "Diterima lengkap."}
    jawaban = [client.post(alamat(kiriman), data), client.post(alamat(kiriman), data)]
    assert [(j.status_code, j["Location"]) for j in jawaban] == [(302, alamat(kiriman))] * 2
    assert keadaan(kiriman) == ("DITERIMA", ["kirim", "buka", "terima"])
    diterima = Pengiriman.objects.get(pk=kiriman.pk)
    assert (diterima.diterima_oleh, diterima.diterima_pada, diterima.catatan) == (
        kantor.dinkes,
        wita(9, 11, 6),
        "Diterima lengkap.",
    )
    kata = teks(client.get(alamat(kiriman)))
    assert "Sudah diterima server 11.06 WITA Senin, 9 November 2026 Atas nama Sari Cempaka" in kata
    assert f"Kode tanda terima {kiriman.kode_terima}" in kata
    # A second tap from a page that was open elsewhere: the same receipt, and nothing new.
    senin.move_to(wita(9, 12))
    ulang = client.post(alamat(kiriman), {"kunci": kunci_untuk(kantor.dinkes)})
    assert (ulang.status_code, keadaan(kiriman)[1]) == (302, ["kirim", "buka", "terima"])
    assert "Sudah diterima server 11.06 WITA" in teks(client.get(alamat(kiriman)))


@pytest.mark.parametrize(
    ("cara", "kepala"),
    [
        ("head", {}),
        ("get", {"Sec-Purpose": "prefetch;prerender"}),
        ("get", {"Purpose": "prefetch"}),
        ("get", {"X-Moz": "prefetch"}),
        ("get", {"X-Purpose": "preview"}),
    ],
)
def test_belum_dibuka_bila_tak_ada_yang_melihat(client, kantor, kiriman, senin, cara, kepala):
    client.force_login(kantor.dinkes)
    assert getattr(client, cara)(alamat(kiriman), headers=kepala).status_code == 200
    assert keadaan(kiriman) == ("DIKIRIM", ["kirim"])


def test_tidak_dapat_diterima_sebelum_dibuka(client, kantor, kiriman, senin):
    client.force_login(kantor.dinkes)
    halaman = client.post(alamat(kiriman), {"kunci": kunci_untuk(kantor.dinkes), "catatan": "Tetap ada"})
    assert halaman.status_code == 422
    assert "Surat ini belum dibuka. Buka suratnya lebih dulu, lalu tekan Terima." in teks(halaman)
    assert keadaan(kiriman) == ("DIKIRIM", ["kirim"])


def test_catatan_terlalu_panjang_disebut_dan_tetap_terketik(client, kantor, kiriman, senin):
    client.force_login(kantor.dinkes)
    client.get(alamat(kiriman))
    halaman = client.post(alamat(kiriman), {"kunci": kunci_untuk(kantor.dinkes), "catatan": "a" * 1001})
    assert (halaman.status_code, halaman.context["form"]["catatan"].value()) == (422, "a" * 1001)
    assert "Catatan terlalu panjang: 1001 huruf, paling banyak 1000. Singkat isinya." in teks(halaman)
    assert keadaan(kiriman) == ("DIBUKA", ["kirim", "buka"])


def test_orang_lain_404_dan_petugas_hanya_melihat(client, kantor, kiriman, senin):
    for orang in (kantor.disdik, kantor.kabag_hukum, kantor.admin, kantor.bupati):
        client.force_login(orang)
        assert (client.get(alamat(kiriman)).status_code, client.post(alamat(kiriman)).status_code) == (404, 404)
        assert client.get(f"{alamat(kiriman)}tanda-terima.pdf").status_code == 404
        assert client.get(f"{alamat(kiriman)}bukan-untuk-kami/").status_code == 404
    for orang in (kantor.petugas, kantor.caraka, kantor.kabag_umum, kantor.sekda, kantor.asisten1, kantor.auditor):
        client.force_login(orang)
        halaman = client.get(alamat(kiriman))
        assert "<button" not in isi(halaman)
        assert "Hanya penerima surat Dinas Kesehatan yang dapat menerimanya." in teks(halaman)
    client.force_login(kantor.petugas)
    halaman = client.post(alamat(kiriman), {"kunci": kunci_untuk(kantor.petugas)})
    assert keadaan(kiriman) == ("DIKIRIM", ["kirim"])
    services.buka(kiriman, oleh=kantor.dinkes)
    halaman = client.post(alamat(kiriman), {"kunci": kunci_untuk(kantor.petugas)})
    assert "Hanya penerima surat Dinas Kesehatan yang dapat melakukannya." in teks(halaman)
    assert keadaan(kiriman) == ("DIBUKA", ["kirim", "buka"])


def test_tetangga_tidak_melihat_kiriman_unit_lain(client, kantor, jalan, senin):
    """Both units have the letter; each sees its own delivery alone."""
    jalan.sampai_sekda().disposisi(kantor.sekda, ke_unit=[DINKES, "Dinas Pendidikan"]).kirim(
        DINKES, "Dinas Pendidikan"
    )
    client.force_login(kantor.disdik)
    assert client.get(alamat(jalan.kiriman("Dinas Pendidikan"))).status_code == 200
    assert client.get(alamat(jalan.kiriman(DINKES))).status_code == 404
    assert keadaan(jalan.kiriman(DINKES)) == ("DIKIRIM", ["kirim"])


def test_bukan_untuk_kami(client, kantor, kiriman, senin):
    client.force_login(kantor.dinkes)
    client.get(alamat(kiriman))
    jalur = f"{alamat(kiriman)}bukan-untuk-kami/"
    halaman = client.get(jalur)
    kosong = client.post(jalur, {"kunci": kunci(halaman), "catatan": " "})
    assert (kosong.status_code, keadaan(kiriman)[0]) == (422, "DIBUKA")
    assert "Tulis alasannya, supaya penerima tahu apa yang harus diperbaiki." in teks(kosong)
    jawaban = client.post(jalur, {"kunci": kunci(halaman), "catatan": "Ini urusan Dinas Pendidikan."})
    assert (jawaban.status_code, jawaban["Location"]) == (302, alamat(kiriman))
    kata = teks(client.get(alamat(kiriman)))
    assert "Dikembalikan 11.00 WITA Senin, 9 November 2026." in kata
    assert "Alasan Ini urusan Dinas Pendidikan." in kata
    assert keadaan(kiriman) == ("DIKEMBALIKAN", ["kirim", "buka", "kembalikan"])
    assert client.get(jalur)["Location"] == alamat(kiriman)


def test_bukan_untuk_kami_hanya_setelah_dibuka(client, kantor, kiriman, senin):
    client.force_login(kantor.dinkes)
    jawaban = client.get(f"{alamat(kiriman)}bukan-untuk-kami/")
    assert (jawaban.status_code, jawaban["Location"]) == (302, alamat(kiriman))
    assert keadaan(kiriman) == ("DIKIRIM", ["kirim"])


def test_yang_menunggu_berikutnya(client, kantor, jalan, senin):
    kiriman = jalan.sampai_dinas().kiriman(DINKES)
    lain = Perjalanan(kantor).catat(hal="Edaran jam kerja akhir tahun").arahkan().telaah()
    lain.disposisi(kantor.sekda, ke_unit=[DINKES, "Dinas Sosial"]).kirim(DINKES, "Dinas Sosial")
    client.force_login(kantor.dinkes)
    client.get(alamat(kiriman))
    services.terima(kiriman, oleh=kantor.dinkes)
    halaman = client.get(alamat(kiriman))
    assert "Masih menunggu diterima 1 Sisa 1 hari Edaran jam kerja akhir tahun Agenda 2/2026" in teks(halaman)
    assert alamat(lain.kiriman(DINKES)) in isi(halaman)
    assert alamat(lain.kiriman("Dinas Sosial")) not in isi(halaman)


def test_dua_jabatan_di_unit_yang_sama_ditanya(client, kantor, kiriman, senin):
    kedua = JabatanFactory(nama="Sekretaris Dinas Kesehatan", unit=unit(DINKES), penerima=True)
    penugasan = Penugasan.objects.create(
        pegawai=kantor.dinkes, jabatan=kedua, jenis=Penugasan.Jenis.PLT, mulai=wita(2, 0).date()
    )
    client.force_login(kantor.dinkes)
    halaman = client.get(alamat(kiriman))
    assert keadaan(kiriman)[0] == "DIBUKA"  # looking asks nothing
    tanya = client.post(alamat(kiriman), {"kunci": kunci(halaman), "catatan": "Catatan saya"})
    assert tanya.status_code == 422
    assert "Plt. Sekretaris Dinas Kesehatan" in teks(tanya)
    assert "Catatan saya" in teks(tanya)
    client.post(alamat(kiriman), {"kunci": kunci(tanya), "sebagai": penugasan.pk})
    assert Pengiriman.objects.get(pk=kiriman.pk).diterima_sebagai == penugasan


def test_rahasia_tertutup_bagi_petugas_terbuka_bagi_penerima(client, kantor, senin):
    isi = {"hal": "Mutasi pejabat bulan depan", "acara_mulai": wita(10, 9), "pindai": False}
    jalan = Perjalanan(kantor).catat(keamanan="R", **isi).arahkan().telaah()
    jalan.disposisi(kantor.sekda, ke_unit=[DINKES], catatan="Jangan disebarkan.").kirim(DINKES)
    kiriman = jalan.kiriman(DINKES)
    rahasia = ("Mutasi", "Jangan disebarkan.", "Batas terima")  # the event has set the deadline
    for orang in (kantor.petugas, kantor.caraka, kantor.auditor):
        client.force_login(orang)
        html = client.get(alamat(kiriman)).content.decode()
        assert [k in html for k in rahasia] == [False] * 3
    client.force_login(kantor.dinkes)
    html = client.get(alamat(kiriman)).content.decode()
    assert [k in html for k in rahasia] == [True] * 3


def test_disposisi_kedua_yang_bergabung_ikut_terbaca(client, kantor, jalan, senin):
    asisten = ["Asisten Pemerintahan dan Kesejahteraan Rakyat", "Asisten Perekonomian dan Pembangunan"]
    jalan.sampai_sekda().disposisi(kantor.sekda, kepada=asisten)
    jalan.disposisi(kantor.asisten1, wita(9, 10), ke_unit=[DINKES], isi=["Pedomani"]).kirim(DINKES)
    jalan.disposisi(kantor.asisten2, wita(9, 10, 40), ke_unit=[DINKES], isi=["Monitor"], catatan="Lapor Jumat.")
    client.force_login(kantor.dinkes)
    kata = teks(client.get(alamat(jalan.kiriman(DINKES))))
    assert f"{asisten[0]}: Pedomani {asisten[1]}: Monitor “Lapor Jumat.”" in kata
    assert Disposisi.objects.count() == 3


def test_berat_halaman(client, kantor, kiriman, senin):
    """The page itself, gzipped; what the browser loads once beside it is weighed in the browser test."""
    client.force_login(kantor.dinkes)
    berat = len(gzip.compress(client.get(alamat(kiriman)).content, 9))
    assert berat < 2_500


def test_jumlah_kueri_tetap(client, kantor, senin, django_assert_num_queries):
    client.force_login(kantor.dinkes)
    pertama = Perjalanan(kantor).sampai_dinas().kiriman(DINKES)
    client.get(alamat(pertama))
    services.terima(pertama, oleh=kantor.dinkes)
    client.get(alamat(pertama))
    for tambahan in (1, 2):
        for _ in range(tambahan):
            Perjalanan(kantor).sampai_dinas()
        with django_assert_num_queries(13):
            halaman = client.get(alamat(pertama))
    assert "Masih menunggu diterima 3" in teks(halaman)


def test_jejak_terima_menyebut_berkasnya(kantor, jalan, kiriman, senin):
    services.buka(kiriman, oleh=kantor.dinkes)
    services.terima(kiriman, oleh=kantor.dinkes)
    entri = Jejak.objects.get(transisi="terima")
    (lampiran,) = jalan.surat.lampiran.select_related("berkas")
    assert entri.data["berkas"] == [
        {"nama": "surat.pdf", "jenis": "PINDAIAN", "sha256": lampiran.berkas.sha256, "halaman": 2}
    ]
    assert entri.data["kode_terima"] == kiriman.kode_terima
    assert kode_pendek(entri) == f"{entri.hash[:4]}-{entri.hash[4:8]}".upper()
