"""Bukan urusan kami: back to the giver with the reason, the second time to Kabag Umum, who decides for good."""

import pytest
import time_machine

from alur.kewenangan import TransitionDenied
from alur.models import Jejak, Notifikasi
from disposisi.models import Disposisi
from disposisi.transitions import KEMBALIKAN_DISPOSISI, TETAPKAN_PENERIMA, TINDAK_LANJUTI
from ekspedisi.transitions import KEMBALIKAN
from persuratan.jejak import entri_terlihat
from persuratan.models import StandarPelayanan, SuratMasuk, Tugas
from persuratan.perjalanan import susun
from persuratan.pohon import susun as susun_pohon
from persuratan.sisa import PenunjukSisa
from tests.halaman import kunci, teks
from tests.perjalanan import Perjalanan, jabatan, unit, wita

pytestmark = pytest.mark.tertanam

AS1 = "Asisten Pemerintahan dan Kesejahteraan Rakyat"
HUKUM, DINKES, PENDIDIKAN = "Kepala Bagian Hukum", "Dinas Kesehatan", "Dinas Pendidikan"
ALASAN = "Ini urusan Bagian Organisasi."


@pytest.fixture
def surat(jalan):
    return jalan.sampai_sekda().surat


def tolak(jalan, orang, pada, alasan=ALASAN):
    with time_machine.travel(pada, tick=False):
        KEMBALIKAN_DISPOSISI.run(jalan.segar(), oleh=orang, catatan=alasan)
    jalan.segar()
    return jalan


def tolak_kiriman(jalan, orang, nama_unit, pada, alasan="Bukan sekolah."):
    jalan.buka(orang, nama_unit, pada)
    with time_machine.travel(pada, tick=False):
        KEMBALIKAN.run(jalan.kiriman(nama_unit), oleh=orang, catatan=alasan)
    jalan.segar()
    return jalan


def tangan(jalan):
    return [(t.jenis, t.pemegang.nama) for t in jalan.segar().tugas_terbuka]


def keadaan(jalan, orang):
    """{addressee: state} of the whole tree, as this person sees it."""
    surat = SuratMasuk.objects.visible_to(orang).get(pk=jalan.surat.pk)
    penunjuk, hasil = PenunjukSisa(), {}

    def jalani(cabang):
        for c in cabang:
            for p in c.penerima:
                hasil.setdefault(p.nama, []).append((p.keadaan.teks, p.hasil))
                jalani(p.cabang)

    jalani(susun_pohon(surat, susun(surat, untuk=orang, penunjuk=penunjuk), penunjuk))
    return hasil


def test_kembali_kepada_pemberi_dengan_alasan_dan_yang_lain_tetap(client, kantor, jalan, surat, senin):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[AS1, HUKUM], ke_unit=[DINKES])
    tolak(jalan, kantor.kabag_hukum, wita(9, 9, 20))

    assert tangan(jalan) == [
        ("DISPOSISI", AS1),
        ("DISTRIBUSI", "Bagian Umum"),
        ("DISPOSISI", "Sekretaris Daerah"),
    ]
    ditolak = Tugas.objects.get(jabatan=jabatan(HUKUM))
    assert (ditolak.akhir, ditolak.hasil, ditolak.lanjutan.get().jabatan.nama) == (
        "DIKEMBALIKAN",
        ALASAN,
        "Sekretaris Daerah",
    )
    assert keadaan(jalan, kantor.sekda)[HUKUM] == [("Dikembalikan", ALASAN)]
    assert Notifikasi.objects.filter(penerima=kantor.sekda).latest("pk").judul == (
        f"Surat menunggu disposisi Anda: {surat.sebutan}"
    )
    client.force_login(kantor.sekda)
    halaman = teks(client.get(f"/surat/{surat.kode}/disposisi/"))
    assert f"Dikembalikan {HUKUM} Sen 9 Nov 09.20. Alasan: “{ALASAN}”" in halaman
    # The giver insists, or chooses another: it hangs below the one who refused.
    jalan.disposisi(kantor.sekda, wita(9, 9, 25), kepada=["Kepala Bagian Organisasi"])
    assert [d.induk_id for d in Disposisi.objects.order_by("pk")] == [None, None]
    assert ("TERIMA", "Kepala Bagian Organisasi") in tangan(jalan) or (
        "DISPOSISI",
        "Kepala Bagian Organisasi",
    ) in tangan(jalan)


def test_pengembalian_kedua_ditetapkan_kabag_umum_dan_tidak_dapat_ditolak(client, kantor, jalan, surat, senin):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[HUKUM], isi=["Koordinasikan"], batas_pada=wita(12, 16))
    tolak(jalan, kantor.kabag_hukum, wita(9, 9, 5))
    jalan.disposisi(kantor.sekda, wita(9, 9, 10), kepada=[HUKUM], isi=["Koordinasikan"], batas_pada=wita(12, 16))
    tolak(jalan, kantor.kabag_hukum, wita(9, 9, 15), "Tetap bukan kami.")

    assert tangan(jalan) == [("TENGAHI", "Kepala Bagian Umum")]
    tugas = jalan.surat.tugas_terbuka[0]
    assert (tugas.standar, tugas.tenggat_pada) == (
        StandarPelayanan.objects.get(jenis="TENGAHI", kecepatan="BIASA"),
        wita(10, 16),  # its own clock: one working day, from now
    )
    client.force_login(kantor.kabag_umum)
    alamat = f"/surat/{surat.kode}/disposisi/tengahi/"
    assert "dikembalikan dua kali, menunggu putusan Anda" in teks(client.get("/"))
    halaman = client.get(alamat)
    kata = teks(halaman)
    assert [k in kata for k in (ALASAN, "Tetap bukan kami.", "Isi disposisi Sekretaris Daerah: Koordinasikan")] == [
        True
    ] * 3
    data = {"kunci": kunci(halaman), "catatan": "Perda adalah urusan Bagian Hukum."}
    assert "Penerima belum dipilih. Sentuh satu." in teks(client.post(alamat, data))
    for asing in ("j999999", f"j{jabatan('Bupati').pk}", "\0", "u1" * 5000):
        jawaban = client.post(alamat, data | {"penerima": asing})
        assert (jawaban.status_code, "Perda adalah" in teks(jawaban)) == (422, True)
    jawaban = [client.post(alamat, data | {"penerima": f"j{jabatan(HUKUM).pk}"}) for _ in "12"]
    assert [j.status_code for j in jawaban] == [302, 302]

    putusan = Disposisi.objects.latest("pk")
    assert (putusan.dari.nama, putusan.catatan, putusan.batas_pada, [str(i) for i in putusan.instruksi.all()]) == (
        "Kepala Bagian Umum",
        "Perda adalah urusan Bagian Hukum.",
        wita(12, 16),
        ["Koordinasikan"],
    )
    assert tangan(jalan) == [("DISPOSISI", HUKUM)]
    with pytest.raises(TransitionDenied, match="sudah menetapkan penerima surat ini, jadi tidak dapat dikembalikan"):
        tolak(jalan, kantor.kabag_hukum, wita(9, 10))
    transisi = (
        Jejak.objects.filter(rantai=surat.rantai, urut__gt=4).order_by("urut").values_list("transisi", flat=True)
    )
    assert [*transisi] == [
        "disposisi",
        "kembalikan_disposisi",
        "disposisi",
        "kembalikan_disposisi",
        "tetapkan_penerima",
    ]


@pytest.mark.parametrize("sudah_terima", [False, True])
def test_unit_di_luar_sama_sebelum_dan_sesudah_menerima(kantor, jalan, surat, sudah_terima):
    def kembali(pukul):
        jalan.kirim(DINKES, pada=wita(9, pukul, 10))
        if not sudah_terima:
            return tolak_kiriman(jalan, kantor.dinkes, DINKES, wita(9, pukul, 20))
        jalan.buka(kantor.dinkes, DINKES, wita(9, pukul, 15)).terima(kantor.dinkes, DINKES, wita(9, pukul, 16))
        return tolak(jalan, kantor.dinkes, wita(9, pukul, 20), "Bukan sekolah.")

    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[AS1])
    jalan.disposisi(kantor.asisten1, wita(9, 9, 5), ke_unit=[DINKES])
    kembali(10)
    assert tangan(jalan) == [("DISPOSISI", AS1)]
    jalan.disposisi(kantor.asisten1, wita(9, 10, 30), ke_unit=[DINKES])
    kembali(11)
    assert tangan(jalan) == [("TENGAHI", "Kepala Bagian Umum")]
    with time_machine.travel(wita(9, 13), tick=False):
        TETAPKAN_PENERIMA.run(jalan.surat, oleh=kantor.kabag_umum, unit=[unit(DINKES)])
    jalan.kirim(DINKES, pada=wita(9, 14))
    with pytest.raises(TransitionDenied, match="sudah menetapkan penerima"):
        tolak_kiriman(jalan, kantor.dinkes, DINKES, wita(9, 14, 5))
    assert jalan.kiriman(DINKES).status == "DIBUKA"
    jalan.terima(kantor.dinkes, DINKES, wita(9, 14, 10))
    assert tangan(jalan) == [("TINDAK_LANJUT", DINKES)]


def test_tetangga_tidak_tahu_siapa_yang_mengembalikan(kantor, jalan, surat):
    jalan.disposisi(kantor.sekda, wita(9, 9), ke_unit=[DINKES, PENDIDIKAN]).kirim(DINKES, PENDIDIKAN)
    for orang, nama in ((kantor.dinkes, DINKES), (kantor.disdik, PENDIDIKAN)):
        jalan.buka(orang, nama).terima(orang, nama)
    tolak(jalan, kantor.disdik, wita(9, 12), "Kami hanya mengurus sekolah.")

    def catatan(orang):
        terlihat = SuratMasuk.objects.visible_to(orang).get(pk=surat.pk)
        return [e.catatan for e in entri_terlihat(terlihat, orang) if e.transisi == "kembalikan_disposisi"]

    assert [catatan(o) for o in (kantor.dinkes, kantor.disdik, kantor.sekda)] == [
        [],
        ["Kami hanya mengurus sekolah."],
        ["Kami hanya mengurus sekolah."],
    ]
    assert PENDIDIKAN not in keadaan(jalan, kantor.dinkes)
    assert ("TINDAK_LANJUT", DINKES) in tangan(jalan)


def test_dua_penerima_mengembalikan_sebelum_pemberi_bertindak(client, kantor, jalan, surat, senin):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[AS1, HUKUM])
    tolak(jalan, kantor.kabag_hukum, wita(9, 9, 5))
    tolak(jalan, kantor.asisten1, wita(9, 9, 6), "Bidang Asisten II.")

    assert tangan(jalan) == [("DISPOSISI", "Sekretaris Daerah")]
    judul = Notifikasi.objects.filter(penerima=kantor.sekda).order_by("-pk").values_list("judul", flat=True)
    assert judul[0] == f"Dikembalikan lagi: {surat.sebutan}"
    client.force_login(kantor.sekda)
    kata = teks(client.get(f"/surat/{surat.kode}/disposisi/"))
    assert [a in kata for a in (ALASAN, "Bidang Asisten II.")] == [True, True]


def test_pemberi_kedua_yang_ikut_juga_mendapatnya_kembali(kantor, jalan, surat):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[AS1], ke_unit=[DINKES]).kirim(DINKES, pada=wita(9, 9, 10))
    jalan.disposisi(kantor.asisten1, wita(9, 9, 20), ke_unit=[DINKES])  # joins what is on its way
    tolak_kiriman(jalan, kantor.dinkes, DINKES, wita(9, 9, 30))
    assert tangan(jalan) == [("DISPOSISI", "Sekretaris Daerah"), ("DISPOSISI", AS1)]


def test_yang_naik_lewat_rute_tidak_punya_pemberi(kantor, jalan, surat):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[HUKUM])
    tolak(jalan, kantor.kabag_hukum, wita(9, 9, 5))
    for orang, kalimat in (
        (kantor.sekda, "Surat ini tidak datang dari disposisi pejabat lain"),
        (kantor.kabag_hukum, "Sekretaris Daerah"),
    ):
        with pytest.raises(TransitionDenied, match=kalimat):
            tolak(jalan, orang, wita(9, 9, 6))
    lain = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, wita(9, 9), kepada=[HUKUM])
    with pytest.raises(TransitionDenied, match="Tulis alasannya"):
        tolak(lain, kantor.kabag_hukum, wita(9, 9, 5), "  ")


def test_penengah_tidak_menengahi_perkaranya_sendiri(kantor, jalan, surat):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=["Kepala Bagian Umum"])
    tolak(jalan, kantor.kabag_umum, wita(9, 9, 5))
    jalan.disposisi(kantor.sekda, wita(9, 9, 10), kepada=["Kepala Bagian Umum"])
    with pytest.raises(TransitionDenied, match="Anda sendiri yang menengahi"):
        tolak(jalan, kantor.kabag_umum, wita(9, 9, 15))


def test_yang_ditindaklanjuti_sendiri_masih_dapat_dikembalikan(kantor, jalan, surat):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[HUKUM])
    with time_machine.travel(wita(9, 9, 10), tick=False):
        TINDAK_LANJUTI.run(jalan.surat, oleh=kantor.kabag_hukum)
    tolak(jalan, kantor.kabag_hukum, wita(9, 9, 20))
    assert tangan(jalan) == [("DISPOSISI", "Sekretaris Daerah")]


def test_halaman_menyebut_kepada_siapa_kembali(client, kantor, jalan, surat, senin):
    jalan.disposisi(kantor.sekda, wita(9, 9), kepada=[HUKUM])
    client.force_login(kantor.kabag_hukum)
    alamat = f"/surat/{surat.kode}/disposisi/kembalikan/"
    halaman = client.get(alamat)
    assert "Surat kembali ke Sekretaris Daerah, yang memilih penerima lain." in teks(halaman)
    assert client.post(alamat, {"kunci": kunci(halaman), "catatan": ""}).status_code == 422
    assert client.post(alamat, {"kunci": kunci(halaman), "catatan": ALASAN}).status_code == 302
    jalan.disposisi(kantor.sekda, wita(9, 9, 31), kepada=[HUKUM])
    assert "Ini pengembalian kedua. Kepala Bagian Umum yang menetapkan penerimanya" in teks(client.get(alamat))
