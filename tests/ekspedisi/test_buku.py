"""The expedition book: grouped, sent once, filtered, and closed to everybody else."""

import re
from html import unescape

import pytest

from alur.models import Jejak
from ekspedisi.models import Pengiriman
from persuratan.models import Tugas
from tests.halaman import isi, kunci, teks, tercentang
from tests.perjalanan import Perjalanan, unit, wita

pytestmark = pytest.mark.tertanam


def menunggu(kantor, *nama_unit, hal="Permintaan data capaian imunisasi", **lain):
    """A letter that waits to be sent to these units."""
    jalan = Perjalanan(kantor).catat(hal=hal, **lain).arahkan().telaah()
    return jalan.disposisi(kantor.sekda, ke_unit=nama_unit).surat


def tugas(surat, nama_unit):
    return Tugas.objects.terbuka().get(surat=surat.pk, untuk_unit__nama=nama_unit).pk


def kirim(client, halaman, kelompok, *pks, menurut="unit"):
    data = {"kunci": kunci(halaman), "kelompok": kelompok, f"tugas-{kelompok}": pks, "menurut": menurut}
    return client.post("/ekspedisi/kirim/", data)


def test_menurut_tujuan_lalu_dikirim_sekaligus(client, kantor, senin):
    satu = menunggu(kantor, "Dinas Kesehatan", "Dinas Sosial", hal="Surat kesatu")
    dua = menunggu(kantor, "Dinas Kesehatan", hal="Surat kedua")
    client.force_login(kantor.caraka)
    halaman = client.get("/ekspedisi/")
    judul = re.findall(r'<h2 id="g-[^"]+">(.*?)</h2>', isi(halaman))
    assert judul == ["Dinas Kesehatan", "Dinas Sosial"]
    assert tercentang(halaman) == ["Surat kesatu", "Surat kedua", "Surat kesatu"]
    grup = f"u{unit('Dinas Kesehatan').pk}"
    jawaban = [kirim(client, halaman, grup, tugas(satu, "Dinas Kesehatan"), tugas(dua, "Dinas Kesehatan"))] * 2
    assert [(j.status_code, j["Location"]) for j in jawaban] == [(302, "/ekspedisi/?kelompok=unit")] * 2
    assert [(p.surat_id, p.unit.nama, p.status) for p in Pengiriman.objects.order_by("pk")] == [
        (satu.pk, "Dinas Kesehatan", "DIKIRIM"),
        (dua.pk, "Dinas Kesehatan", "DIKIRIM"),
    ]
    assert "2 surat dikirim ke Dinas Kesehatan. Waktunya sudah dicatat server." in teks(client.get("/ekspedisi/"))
    assert Jejak.objects.filter(transisi="kirim").count() == 2


def test_menurut_surat_sebagian_unit(client, kantor, senin):
    surat = menunggu(kantor, "Dinas Kesehatan", "Dinas Sosial", "Dinas Pendidikan")
    client.force_login(kantor.petugas)
    halaman = client.get("/ekspedisi/?kelompok=surat")
    assert sorted(tercentang(halaman)) == ["Dinas Kesehatan", "Dinas Pendidikan", "Dinas Sosial"]
    kirim(
        client, halaman, f"s{surat.pk}", tugas(surat, "Dinas Kesehatan"), tugas(surat, "Dinas Sosial"), menurut="surat"
    )
    assert sorted(p.unit.nama for p in Pengiriman.objects.all()) == ["Dinas Kesehatan", "Dinas Sosial"]
    halaman = client.get("/ekspedisi/?kelompok=surat")
    assert "Agenda 1/2026 dikirim ke 2 unit." in teks(halaman)
    assert tercentang(halaman) == ["Dinas Pendidikan"]


def test_kirim_semua_atau_tidak_sama_sekali(client, kantor, senin):
    """A colleague was quicker with one of two letters: neither leaves by this press, and the page says so."""
    satu, dua = menunggu(kantor, "Dinas Sosial"), menunggu(kantor, "Dinas Sosial")
    client.force_login(kantor.caraka)
    halaman = client.get("/ekspedisi/")
    pks = [tugas(satu, "Dinas Sosial"), tugas(dua, "Dinas Sosial")]
    jalan = Perjalanan(kantor)
    jalan.surat = satu
    jalan.kirim("Dinas Sosial", pada=wita(9, 10, 59), oleh=kantor.petugas)
    kirim(client, halaman, f"u{unit('Dinas Sosial').pk}", *pks)
    assert "Belum ada yang dikirim. Sebagian surat ini sudah dikirim petugas lain." in teks(client.get("/ekspedisi/"))
    assert [p.surat_id for p in Pengiriman.objects.all()] == [satu.pk]


def test_tidak_ada_yang_dicentang(client, kantor, senin):
    menunggu(kantor, "Dinas Sosial")
    client.force_login(kantor.caraka)
    kirim(client, client.get("/ekspedisi/"), f"u{unit('Dinas Sosial').pk}")
    assert "Belum ada surat yang dicentang. Centang dulu, lalu tekan Kirim." in teks(client.get("/ekspedisi/"))
    assert not Pengiriman.objects.exists()


def test_tab_dan_saringan(client, kantor, senin):
    jalan = Perjalanan(kantor).sampai_sekda()
    jalan.disposisi(kantor.sekda, ke_unit=["Dinas Kesehatan", "Dinas Sosial", "Dinas Pendidikan"])
    jalan.kirim("Dinas Kesehatan", "Dinas Sosial", "Dinas Pendidikan")
    jalan.buka(kantor.dinas_sosial, "Dinas Sosial", wita(9, 10, 40))
    jalan.buka(kantor.disdik, "Dinas Pendidikan", wita(9, 10, 45))
    jalan.terima(kantor.disdik, "Dinas Pendidikan", wita(9, 10, 50))
    client.force_login(kantor.petugas)

    def baris(alamat):
        return re.findall(r'data-k="Tujuan">(.*?)</td>', isi(client.get(alamat)))

    assert [baris(f"/ekspedisi/?tampil={t}") for t in ("dikirim", "dibuka", "diterima", "dikembalikan")] == [
        ["Dinas Kesehatan"],
        ["Dinas Sosial"],
        ["Dinas Pendidikan"],
        [],
    ]
    assert baris(f"/ekspedisi/?tampil=dikirim&unit={unit('Dinas Sosial').pk}") == []
    assert baris(f"/ekspedisi/?tampil=dibuka&unit={unit('Dinas Sosial').pk}") == ["Dinas Sosial"]
    kata = teks(client.get("/ekspedisi/?tampil=diterima"))
    assert "Sen 9 Nov 10.50 Panji Kamboja" in kata
    assert jalan.kiriman("Dinas Pendidikan").kode_terima in kata
    assert "Menunggu dikirim Belum dibuka 1 Belum diterima 1 Diterima Dikembalikan" in kata
    assert client.get("/ekspedisi/?tampil=aneh&unit=abc&lanjut=9e9").status_code == 200


@pytest.fixture
def lima(kantor, senin):
    """Five deliveries of one letter, the third and fifth with an earlier deadline, the first with none."""
    jalan = Perjalanan(kantor).sampai_sekda()
    nama = ["Dinas Kesehatan", "Dinas Sosial", "Dinas Pendidikan", "Dinas Perhubungan", "Inspektorat"]
    jalan.disposisi(kantor.sekda, ke_unit=nama)
    for n in nama:
        jalan.kirim(n)
    batas = [None, wita(12, 9), wita(10, 9), wita(12, 9), wita(9, 12)]
    for n, saat in zip(nama, batas, strict=True):
        Tugas.objects.filter(pk=jalan.kiriman(n).tugas_terima_id).update(tenggat_pada=saat)
    return jalan


@pytest.mark.parametrize(
    ("tab", "halaman"),
    [
        # Most urgent first, without a deadline last.
        (
            "dikirim",
            [["Inspektorat", "Dinas Pendidikan"], ["Dinas Sosial", "Dinas Perhubungan"], ["Dinas Kesehatan"]],
        ),
        # What is over: newest first.
        (
            "dikembalikan",
            [["Inspektorat", "Dinas Perhubungan"], ["Dinas Pendidikan", "Dinas Sosial"], ["Dinas Kesehatan"]],
        ),
    ],
)
def test_halaman_demi_halaman_maju_lalu_mundur(client, kantor, lima, monkeypatch, tab, halaman):
    monkeypatch.setattr("ekspedisi.buku.SEKALI", 2)
    if tab == "dikembalikan":
        Pengiriman.objects.update(status="DIKEMBALIKAN", dibuka_pada=wita(9, 11), dikembalikan_pada=wita(9, 11))
    client.force_login(kantor.petugas)

    def telusuri(alamat, arah):
        dilihat = []
        while alamat:
            html = isi(client.get(alamat))
            dilihat.append(re.findall(r'data-k="Tujuan">(.*?)</td>', html))
            tautan = {a: u for u, a in re.findall(r'href="(\?[^"]+)" rel="(next|prev)"', html)}
            terakhir, alamat = alamat, f"/ekspedisi/{unescape(tautan[arah])}" if arah in tautan else None
        return dilihat, terakhir

    maju, terakhir = telusuri(f"/ekspedisi/?tampil={tab}", "next")
    assert (maju, telusuri(terakhir, "prev")[0]) == (halaman, halaman[::-1])


@pytest.mark.parametrize(
    "kunci", ["lanjut=x", "lanjut=_", "mundur=5", "mundur=2026-11-09T08:00_5", "lanjut=0001-01-01T00:00%2B14:00_1"]
)
def test_kunci_halaman_yang_rusak_membuka_halaman_pertama(client, kantor, lima, kunci):
    client.force_login(kantor.petugas)
    html = isi(client.get(f"/ekspedisi/?tampil=dikirim&{kunci}"))
    assert len(re.findall(r'data-k="Tujuan">', html)) == 5


def test_siapa_boleh_melihat_dan_mengirim(client, kantor, senin):
    surat = menunggu(kantor, "Dinas Sosial")
    jawaban = {}
    for nama in ("petugas", "caraka", "kabag_umum", "kasubbag", "auditor", "sekda", "dinas_sosial", "admin"):
        client.force_login(getattr(kantor, nama))
        halaman = client.get("/ekspedisi/")
        data = {"kunci": "x", "kelompok": "u1"}
        jawaban[nama] = (halaman.status_code, client.post("/ekspedisi/kirim/", data).status_code)
    assert jawaban == {
        "petugas": (200, 400),  # 400: the form key was made up, so nothing was done
        "caraka": (200, 400),
        "kabag_umum": (200, 404),
        "kasubbag": (200, 404),
        "auditor": (200, 404),
        "sekda": (404, 404),
        "dinas_sosial": (404, 404),
        "admin": (404, 404),
    }
    client.force_login(kantor.kabag_umum)
    assert "<button" not in isi(client.get("/ekspedisi/")).split("</nav>", 1)[1]
    assert tugas(surat, "Dinas Sosial")


def test_rahasia_tidak_terbaca_di_buku(client, kantor, senin):
    rahasia = {"keamanan": "R", "hal": "Mutasi pejabat bulan depan", "pindai": False}
    menunggu(kantor, "Dinas Sosial", "Inspektorat", **rahasia)
    jalan = Perjalanan(kantor)
    jalan.surat = menunggu(kantor, "Inspektorat", **rahasia)
    jalan.kirim("Inspektorat")
    for orang in (kantor.petugas, kantor.caraka, kantor.kasubbag, kantor.auditor):
        client.force_login(orang)
        for alamat in ("/ekspedisi/", "/ekspedisi/?kelompok=surat", "/ekspedisi/?tampil=dikirim"):
            halaman = client.get(alamat)
            assert (orang.username, alamat, "Mutasi" in halaman.content.decode()) == (orang.username, alamat, False)
            assert "Surat rahasia, hal tidak ditampilkan" in teks(halaman)


@pytest.mark.parametrize(
    ("alamat", "kueri"),
    [("/ekspedisi/", 8), ("/ekspedisi/?kelompok=surat", 8), ("/ekspedisi/?tampil=dikirim", 8)],
)
def test_jumlah_kueri_tetap(client, kantor, senin, django_assert_num_queries, alamat, kueri):
    client.force_login(kantor.petugas)
    client.get(alamat)
    for tambahan in (1, 2):
        for _ in range(tambahan):
            menunggu(kantor, "Dinas Sosial", "Dinas Kesehatan")
            Perjalanan(kantor).sampai_dinas()
        with django_assert_num_queries(kueri):
            client.get(alamat)
