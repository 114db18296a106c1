"""What a post has accepted and follows up may still go further down: the same form, the same rights, one branch."""

import pytest
import time_machine

from alur.kewenangan import TransitionDenied
from alur.models import Jejak, Notifikasi
from disposisi.models import Disposisi
from disposisi.transitions import ARSIPKAN, DISPOSISI, TERIMA
from persuratan.models import Tugas
from persuratan.perjalanan import susun
from persuratan.transitions import SELESAIKAN
from tests.disposisi.test_beri import alamat, isian
from tests.disposisi.test_pengembalian import keadaan, tangan, tolak
from tests.disposisi.test_tarik_dan_ingatkan import tarik
from tests.factories import JabatanFactory
from tests.halaman import isi, keping, teks
from tests.perjalanan import jabatan, wita

pytestmark = pytest.mark.tertanam

UMUM, HUKUM = "Kepala Bagian Umum", "Kepala Bagian Hukum"
TU, CARAKA, ANALIS = "Kepala Subbagian Tata Usaha", "Caraka Bagian Umum", "Analis Hukum Bagian Hukum"
DINKES = "Dinas Kesehatan"


def terima(jalan, orang, pada):
    with time_machine.travel(pada, tick=False):
        TERIMA.run(jalan.segar(), oleh=orang)
    jalan.segar()
    return jalan


@pytest.fixture
def surat(kantor, jalan):
    """Down to Kasubbag TU, who disposes nothing by his role, with a day set by Kabag Umum; accepted."""
    jalan.sampai_sekda().disposisi(kantor.sekda, wita(9, 9), kepada=[UMUM])
    jalan.disposisi(kantor.kabag_umum, wita(9, 9, 5), kepada=[TU], batas_pada=wita(12, 16))
    return terima(jalan, kantor.kasubbag, wita(9, 9, 10)).surat


def test_yang_sudah_diterima_masih_dapat_didisposisikan_ke_bawah(client, kantor, jalan, surat, senin):
    client.force_login(kantor.kasubbag)
    rinci = f"/surat/{surat.kode}/"
    assert f'href="{rinci}#tindakan">Laporkan' in isi(client.get("/"))
    assert f'href="{alamat(surat)}"' in isi(client.get(rinci))
    halaman = client.get(alamat(surat))
    kata = teks(halaman)
    assert [k for _, k in keping(halaman, "kepada")] == ["Petugas Agenda", "Caraka"]
    assert [k in kata for k in ("Tindak lanjut surat ini tugas Kasubbag TU.", "Kamis, 12 November 2026 16.00")] == [
        True
    ] * 2
    assert [k in kata for k in ("Cukup arsip", "Tindak lanjuti sendiri", "Bukan urusan kami")] == [False, False, True]

    data = isian(halaman, kepada=["Caraka"], isi=["Tindak lanjuti"])
    jawaban = [client.post(alamat(surat), data) for _ in "12"]
    baru = Disposisi.objects.latest("pk")
    assert [j["Location"] for j in jawaban] == [f"{alamat(surat)}{baru.pk}/terkirim/"] * 2
    assert "Batas Kamis, 12 November 2026." in teks(client.get(jawaban[0]["Location"]))
    assert (baru.dari.nama, baru.induk.dari.nama, baru.tugas.jenis, baru.batas_pada) == (
        TU,
        UMUM,
        "TINDAK_LANJUT",
        wita(12, 16),
    )
    assert tangan(jalan) == [("TERIMA", CARAKA)]
    entri = Jejak.objects.filter(rantai=surat.rantai).latest("urut")
    assert (entri.transisi, entri.oleh, entri.data["kepada"]) == ("disposisi", kantor.kasubbag, [CARAKA])
    assert [[(t["jenis"], t["pemegang"]) for t in entri.data[k]] for k in ("ditutup", "dibuka")] == [
        [("TINDAK_LANJUT", TU)],
        [("TERIMA", CARAKA)],
    ]
    assert [*Notifikasi.objects.filter(penerima=kantor.caraka).values_list("judul", flat=True)] == [
        f"Ada surat untuk diterima: {surat.sebutan}"
    ]
    # It is not his any more, neither to report nor to dispose a second time.
    for transisi, lain in ((SELESAIKAN, {}), (DISPOSISI, {"kepada": [jabatan(CARAKA)]})):
        with pytest.raises(TransitionDenied):
            transisi.run(jalan.segar(), oleh=kantor.kasubbag, catatan="Selesai.", **lain)


def test_pemberi_melihat_cabangnya_sampai_selesai(client, kantor, jalan, surat, senin):
    jalan.disposisi(kantor.kasubbag, wita(9, 9, 20), kepada=[CARAKA])
    assert keadaan(jalan, kantor.kabag_umum) == {
        UMUM: [("Diteruskan", "")],
        TU: [("Diteruskan", "")],
        CARAKA: [("Dikirim, belum dibaca", "")],
    }
    client.force_login(kantor.kabag_umum)
    dari_umum = Disposisi.objects.get(dari=jabatan(UMUM))
    halaman = teks(client.get(f"{alamat(surat)}{dari_umum.pk}/"))
    assert "Diterima Sen 9 Nov 09.10" in halaman
    assert "Diteruskan Sen 9 Nov 09.20" in halaman
    tahap = next(t for t in susun(jalan.segar()).tahap if t.tugas.jabatan == jabatan(TU))
    assert [(s.kata, s.pada) for s in tahap.saat] == [
        ("Dikirim", wita(9, 9, 5)),
        ("Dibuka", None),
        ("Diterima", wita(9, 9, 10)),
        ("Diteruskan", wita(9, 9, 20)),
    ]

    terima(jalan, kantor.caraka, wita(9, 10))
    lanjut = Tugas.objects.terbuka().get(surat=surat.pk)
    assert (lanjut.jenis, lanjut.jabatan.nama, lanjut.tenggat_pada) == ("TINDAK_LANJUT", CARAKA, wita(12, 16))
    jalan.selesaikan(kantor.caraka, "Sudah diantar.", wita(10, 9))
    assert (jalan.surat.status, keadaan(jalan, kantor.kabag_umum)[CARAKA]) == (
        "SELESAI",
        [("Selesai", "Sudah diantar.")],
    )


def test_tindak_lanjut_pejabat_yang_mendisposisi_juga(kantor, jalan, senin):
    """Taken on by himself at first: it goes down afterwards all the same, with the norm's time that is left."""
    jalan.sampai_sekda().disposisi(kantor.sekda, wita(9, 9), kepada=[HUKUM])
    jalan.tindak_lanjuti(kantor.kabag_hukum, wita(9, 9, 10))
    norma = Tugas.objects.terbuka().get(surat=jalan.surat.pk).tenggat_pada
    jalan.disposisi(kantor.kabag_hukum, wita(10, 9), kepada=[ANALIS])
    terima(jalan, kantor.konseptor, wita(11, 9))
    assert tangan(jalan) == [("TINDAK_LANJUT", ANALIS)]
    assert jalan.surat.tugas_terbuka[0].tenggat_pada == norma


def test_batas_yang_sudah_lewat_tidak_diwariskan(kantor, jalan, surat):
    jalan.disposisi(kantor.kasubbag, wita(13, 9), kepada=[CARAKA])
    assert Disposisi.objects.latest("pk").batas_pada is None
    assert Tugas.objects.get(jabatan=jabatan(TU), jenis="TINDAK_LANJUT").terlambat_pada == wita(12, 16)
    terima(jalan, kantor.caraka, wita(13, 10))
    assert jalan.surat.tugas_terbuka[0].tenggat_pada > wita(13, 10)


def test_harus_ada_yang_melaporkan(kantor, jalan, surat):
    kalimat = "Tindak lanjut surat ini tugas Anda. Pilih paling sedikit satu pelaksana, atau laporkan selesai."
    for lain in ({"diketahui": [jabatan(CARAKA)]}, {"isi": ["Untuk diketahui"]}):
        with pytest.raises(TransitionDenied) as ditolak:
            jalan.disposisi(kantor.kasubbag, wita(9, 9, 20), kepada=[CARAKA], **lain)
        assert ditolak.value.pesan == kalimat
    with pytest.raises(TransitionDenied, match="tidak mendisposisi langsung kepada"):
        jalan.disposisi(kantor.kasubbag, wita(9, 9, 20), kepada=[ANALIS])
    with pytest.raises(TransitionDenied, match="Tidak ada disposisi yang menunggu"):
        ARSIPKAN.run(jalan.segar(), oleh=kantor.kasubbag)
    assert tangan(jalan) == [("TINDAK_LANJUT", TU)]


def test_ditolak_penerima_kembali_kepadanya(kantor, jalan, surat):
    jalan.disposisi(kantor.kasubbag, wita(9, 9, 20), kepada=[CARAKA])
    tolak(jalan, kantor.caraka, wita(9, 9, 25), "Mobil rusak.")
    assert tangan(jalan) == [("DISPOSISI", TU)]
    assert Jejak.objects.filter(rantai=surat.rantai).latest("urut").data["ikut"] == []
    # And he himself may give it back to the one above, which is the second time: the arbiter's.
    tolak(jalan, kantor.kasubbag, wita(9, 9, 30), "Tidak ada orang.")
    assert tangan(jalan) == [("TENGAHI", UMUM)]


def test_ditarik_kembali_menjadi_tindak_lanjutnya_lagi_sekali_saja(kantor, jalan, surat):
    jalan.disposisi(kantor.kasubbag, wita(9, 9, 20), kepada=[CARAKA, "Petugas Agenda Bagian Umum"])
    tarik(jalan, kantor.kasubbag, CARAKA, pada=wita(9, 9, 25), ganti=True)
    tarik(jalan, kantor.kasubbag, "Petugas Agenda Bagian Umum", pada=wita(9, 9, 30))
    assert tangan(jalan) == [("TINDAK_LANJUT", TU)]
    assert jalan.surat.tugas_terbuka[0].tenggat_pada == wita(12, 16)
    jalan.disposisi(kantor.kasubbag, wita(9, 9, 40), kepada=[CARAKA])
    assert [d.induk.dari.nama for d in Disposisi.objects.filter(dari=jabatan(TU))] == [UMUM, UMUM]


def test_tindak_lanjut_unit_dan_jabatan_tanpa_bawahan_tidak_turun(client, kantor, jalan, surat, senin):
    """A disposition comes from a post. What a Dinas has received it follows up as one unit, and spreads in its own
    house; a post with nobody below has nobody to name.
    """
    jalan.disposisi(kantor.kasubbag, wita(9, 9, 20), kepada=[CARAKA])
    terima(jalan, kantor.caraka, wita(9, 9, 25))
    with pytest.raises(TransitionDenied, match="Tidak ada disposisi yang menunggu pada surat ini"):
        DISPOSISI.check(jalan.segar(), kantor.caraka)
    client.force_login(kantor.caraka)
    assert f'href="{alamat(surat)}"' not in isi(client.get(f"/surat/{surat.kode}/"))

    jalan.sampai_dinas().buka(kantor.dinkes, DINKES).terima(kantor.dinkes, DINKES)
    assert tangan(jalan) == [("TINDAK_LANJUT", DINKES)]
    with pytest.raises(TransitionDenied, match="Tidak ada disposisi yang menunggu pada surat ini"):
        DISPOSISI.check(jalan.segar(), kantor.dinkes)


def test_jumlah_kueri_tetap(client, kantor, jalan, surat, senin, django_assert_num_queries):
    """Whether two stand below or four, on the form and on the letter's page."""
    client.force_login(kantor.kasubbag)
    for baru in (0, 2):
        for _ in range(baru):
            JabatanFactory(unit=jabatan(TU).unit, atasan=jabatan(TU))
        for url, banyak in ((alamat(surat), 16), (f"/surat/{surat.kode}/", 10)):
            client.get(url)
            with django_assert_num_queries(banyak):
                client.get(url)
    assert len(keping(client.get(alamat(surat)), "kepada")) == 4
