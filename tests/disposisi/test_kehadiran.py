"""An invitation answered in one act: attend, send somebody, decline; and changed until the event begins."""

import pytest

from alur.kewenangan import TransitionDenied
from alur.models import Jejak, Notifikasi
from disposisi.models import Disposisi, Kehadiran
from disposisi.transitions import DISPOSISI, HADIR, TARIK, TIDAK_HADIR
from disposisi.transitions.kehadiran import wakilkan_undangan
from disposisi.views import kehadiran as halaman_kehadiran
from organisasi.models import Jabatan
from persuratan.models import JenisNaskah, Tugas
from tests.halaman import kunci, teks
from tests.perjalanan import Perjalanan, jabatan, unit, wita

pytestmark = pytest.mark.tertanam

AS1 = "Asisten Pemerintahan dan Kesejahteraan Rakyat"
AS2 = "Asisten Perekonomian dan Pembangunan"
SEKDA = "Sekretaris Daerah"
HADIRI = "Kehadiran"


def undangan(kantor, mulai=None, **ganti):
    """An invitation on Sekda's desk, for Tuesday the 17th at 10.00 unless the test says otherwise."""
    isi = {
        "jenis": JenisNaskah.objects.get(kode="undangan"),
        "hal": "Undangan rapat koordinasi",
        "acara_mulai": mulai or wita(17, 10),
        "acara_tempat": "Gedung DPRD",
    }
    return Perjalanan(kantor).catat(**isi | ganti, pindai="keamanan" not in ganti).arahkan().telaah()


@pytest.fixture
def surat(kantor, senin):
    return undangan(kantor).surat


def sebagai(pegawai, nama):
    return next(p for p in pegawai.penugasan_berlaku if p.jabatan.nama == nama)


def wakilkan(kantor, surat, kepada, *, oleh=None, dari=SEKDA, **lain):
    oleh = oleh or kantor.sekda
    return wakilkan_undangan(surat, oleh=oleh, sebagai=sebagai(oleh, dari), kepada=[jabatan(kepada)], **lain)


def jawaban(surat):
    return {
        k.jabatan.sebutan: k.jawaban
        for k in Kehadiran.objects.filter(surat=surat.pk).select_related("jabatan").order_by("pk")
    }


def terbuka(surat):
    return sorted((t.jenis, t.pemegang.sebutan) for t in Tugas.objects.terbuka().filter(surat=surat.pk))


def tindakan(surat):
    return list(Jejak.objects.filter(rantai=surat.rantai).order_by("urut").values_list("transisi", flat=True))[4:]


def alamat(surat):
    return f"/surat/{surat.kode}/kehadiran/"


def test_hadir_menutup_surat_dan_memberi_tahu_ajudan(client, kantor, surat, senin):
    client.force_login(kantor.sekda)
    assert "Jawab undangan" in teks(client.get(surat.get_absolute_url()))
    halaman = client.get(alamat(surat))
    data = {"kunci": kunci(halaman), "jawaban": "HADIR", "catatan": ""}

    ganda = [client.post(alamat(surat), data) for _ in range(2)]

    assert [(j.status_code, j["Location"]) for j in ganda] == [(302, surat.get_absolute_url())] * 2
    assert "Sekretaris Daerah hadir?" in teks(halaman)
    assert "Tidak bentrok dengan acara lain" in teks(halaman)
    sesudah = teks(client.get(surat.get_absolute_url()))
    assert "Tercatat: Sekda hadir." in sesudah
    assert ("Jawab undangan" in sesudah, "Ubah jawaban undangan" in sesudah) == (False, True)
    assert (jawaban(surat), terbuka(surat)) == ({"Sekda": "HADIR"}, [])
    surat.refresh_from_db()
    assert surat.status == "SELESAI"
    assert tindakan(surat) == ["hadir", "tuntas"]
    kabar = Notifikasi.objects.get(penerima=kantor.ajudan, judul__startswith="Undangan dijawab")
    assert kabar.isi == "Sekretaris Daerah: hadir. Undangan rapat koordinasi"


def test_wakilkan_memberi_disposisi_dengan_frasa_baku(client, kantor, surat, senin):
    client.force_login(kantor.sekda)
    halaman = client.get(alamat(surat))
    data = {"kunci": kunci(halaman), "jawaban": "DIWAKILKAN", "wakil": f"j{jabatan(AS1).pk}", "catatan": "Bawa data."}

    jawab = client.post(alamat(surat), data)

    assert jawab.status_code == 302
    assert jawaban(surat) == {"Sekda": "DIWAKILKAN", "Asisten I": "DITUNJUK"}
    assert terbuka(surat) == [("DISPOSISI", "Asisten I")]
    disposisi = Disposisi.objects.get()
    assert [i.nama for i in disposisi.instruksi.all()] == ["Hadiri/Wakili"]
    # Before the event there is nothing to report: the working day after it.
    assert (disposisi.catatan, disposisi.batas_pada) == ("Bawa data.", wita(18, 16))
    assert Kehadiran.objects.get(jabatan=jabatan(AS1)).mewakili == jabatan(SEKDA)
    assert Notifikasi.objects.filter(penerima=kantor.asisten1, judul__startswith="Surat menunggu disposisi").exists()


def test_yang_ditunjuk_hadir_lalu_melapor_sesudah_acara(kantor, surat, senin):
    wakilkan(kantor, surat, AS1)

    HADIR.run(surat, oleh=kantor.asisten1)

    assert jawaban(surat) == {"Sekda": "DIWAKILKAN", "Asisten I": "HADIR"}
    laporan = Tugas.objects.terbuka().get(surat=surat.pk)
    assert (laporan.jenis, laporan.jabatan.sebutan, laporan.tenggat_pada) == (
        "TINDAK_LANJUT",
        "Asisten I",
        wita(18, 16),
    )
    # Whoever sent him is told.
    assert Notifikasi.objects.filter(penerima=kantor.sekda, judul__startswith="Undangan dijawab").count() == 1


def test_jawaban_berubah_melepas_wakil_yang_lama(kantor, surat, senin):
    wakilkan(kantor, surat, AS1)
    wakilkan(kantor, surat, "Kepala Bagian Hukum", oleh=kantor.asisten1, dari=AS1)
    assert terbuka(surat) == [("DISPOSISI", "Kabag Hukum")]

    wakilkan(kantor, surat, AS2)

    assert jawaban(surat) == {
        "Sekda": "DIWAKILKAN",
        "Asisten I": "DICABUT",
        "Kabag Hukum": "DICABUT",
        "Asisten II": "DITUNJUK",
    }
    assert terbuka(surat) == [("DISPOSISI", "Asisten II")]
    assert tindakan(surat) == ["wakilkan", "wakilkan", "ubah_jawaban", "wakilkan"]
    dilepas = Notifikasi.objects.filter(judul__startswith="Penunjukan mewakili dicabut")
    assert {n.penerima.username for n in dilepas} == {"asisten1", "kabag.hukum"}
    with pytest.raises(TransitionDenied, match="sudah diwakilkan kepada Asisten Perekonomian"):
        wakilkan(kantor, surat, AS2)


def test_sesudah_hadir_masih_dapat_tidak_hadir_dan_diwakilkan(kantor, surat, senin):
    HADIR.run(surat, oleh=kantor.sekda)
    with pytest.raises(TransitionDenied, match="Jawaban “Hadir” sudah tercatat"):
        HADIR.run(surat, oleh=kantor.sekda)
    TIDAK_HADIR.run(surat, oleh=kantor.sekda, catatan="Ke Jakarta")
    surat.refresh_from_db()
    assert (surat.status, jawaban(surat)) == ("SELESAI", {"Sekda": "TIDAK_HADIR"})

    wakilkan(kantor, surat, AS1)

    surat.refresh_from_db()
    assert (surat.status, terbuka(surat)) == ("TERDISPOSISI", [("DISPOSISI", "Asisten I")])
    baris = Kehadiran.objects.get(jabatan=jabatan(SEKDA))
    assert (baris.jawaban, baris.revisi, baris.diagendakan) == ("DIWAKILKAN", 2, True)


def test_sesudah_acara_mulai_tidak_berubah_lagi(client, kantor, surat, senin):
    HADIR.run(surat, oleh=kantor.sekda)
    senin.move_to(wita(17, 10))

    with pytest.raises(TransitionDenied, match="Acara sudah mulai"):
        TIDAK_HADIR.run(surat, oleh=kantor.sekda)
    client.force_login(kantor.sekda)
    halaman = client.get(alamat(surat))
    assert ("Acara sudah mulai" in teks(halaman), 'name="jawaban"' in halaman.content.decode()) == (True, False)
    assert jawaban(surat) == {"Sekda": "HADIR"}


def test_ajudan_memasukkan_jawaban_yang_didiktekan(client, kantor, surat, senin):
    client.force_login(kantor.ajudan)
    halaman = client.get(alamat(surat))
    assert "Anda mencatat yang didiktekan Sekretaris Daerah" in teks(halaman)

    client.post(alamat(surat), {"kunci": kunci(halaman), "jawaban": "HADIR", "catatan": ""})

    baris = Kehadiran.objects.get()
    assert (baris.jabatan.sebutan, baris.oleh, baris.didiktekan) == ("Sekda", kantor.ajudan, True)


def test_wakil_di_luar_setda_ialah_kepala_unitnya(kantor, surat, senin):
    wakilkan_undangan(surat, oleh=kantor.sekda, sebagai=sebagai(kantor.sekda, SEKDA), unit=[unit("Dinas Kesehatan")])

    assert jawaban(surat) == {"Sekda": "DIWAKILKAN", "Kepala Dinkes": "DITUNJUK"}
    HADIR.run(surat, oleh=kantor.kepala_dinkes)
    assert jawaban(surat)["Kepala Dinkes"] == "HADIR"
    assert [t.jenis for t in Tugas.objects.terbuka().filter(surat=surat.pk)] == ["DISTRIBUSI"]


@pytest.mark.parametrize(
    "isian",
    [
        {},
        {"jawaban": "MUNGKIN"},
        {"jawaban": "DIWAKILKAN"},
        {"jawaban": "DIWAKILKAN", "wakil": "j999999"},
        {"jawaban": "HADIR", "catatan": "x" * 1001},
    ],
)
def test_isian_rusak_tidak_mencatat_apa_pun(client, kantor, surat, senin, isian):
    client.force_login(kantor.sekda)
    data = {"kunci": kunci(client.get(alamat(surat))), "catatan": "Tetap <ada>"} | isian

    jawab = client.post(alamat(surat), data)

    assert (jawab.status_code, jawaban(surat), terbuka(surat)) == (422, {}, [("DISPOSISI", "Sekda")])
    assert "Jawaban belum tercatat" in teks(jawab)


def test_yang_tidak_diundang_tidak_menjawab(client, kantor, surat, senin):
    for orang in (kantor.petugas, kantor.kabag_umum):
        client.force_login(orang)
        halaman = client.get(alamat(surat))
        assert ("Belum ada yang menjawab" in teks(halaman), 'name="jawaban"' in halaman.content.decode()) == (
            True,
            False,
        )
        with pytest.raises(TransitionDenied, match="bukan undangan yang menunggu jawaban Anda"):
            HADIR.run(surat, oleh=orang)
    client.force_login(kantor.dinkes)
    assert client.get(alamat(surat)).status_code == 404


def test_ajudan_tidak_melihat_acara_surat_rahasia(client, kantor, senin):
    rahasia = undangan(kantor, keamanan="R", hal="Rapat forum khusus").surat
    client.force_login(kantor.ajudan)

    halaman = client.get(rahasia.get_absolute_url())

    assert "Jawab undangan" not in teks(halaman)
    assert client.get(alamat(rahasia)).status_code == 302
    with pytest.raises(TransitionDenied):
        HADIR.run(rahasia, oleh=kantor.ajudan)
    client.force_login(kantor.sekda)
    assert "Jawab undangan" in teks(client.get(rahasia.get_absolute_url()))
    HADIR.run(rahasia, oleh=kantor.sekda)
    assert not Notifikasi.objects.filter(penerima=kantor.ajudan, judul__contains=rahasia.sebutan).exists()


def tarik(kantor, surat):
    disposisi = Disposisi.objects.latest("pk")
    dipilih = {p.pk for p in disposisi.penerima.all()}
    TARIK.run(surat, oleh=kantor.sekda, disposisi=disposisi.pk, penerima=dipilih)


def test_penunjukan_wakil_tidak_ditarik_melainkan_jawabannya_diubah(kantor, surat, senin):
    dinkes = [unit("Dinas Kesehatan")]
    wakilkan_undangan(surat, oleh=kantor.sekda, sebagai=sebagai(kantor.sekda, SEKDA), unit=dinkes)
    with pytest.raises(TransitionDenied, match="menunjuk wakil atas undangan.*tekan “Ubah jawaban undangan”"):
        tarik(kantor, surat)
    assert jawaban(surat) == {"Sekda": "DIWAKILKAN", "Kepala Dinkes": "DITUNJUK"}

    HADIR.run(surat, oleh=kantor.sekda)

    assert (jawaban(surat), terbuka(surat)) == ({"Sekda": "HADIR", "Kepala Dinkes": "DICABUT"}, [])


def test_jawaban_yang_baru_saja_ditarik_tidak_memperlihatkan_undangannya(client, kantor, surat, senin, monkeypatch):
    """Taken back between the question for the right and the note of the look: the page is asked for anew."""
    DISPOSISI.run(surat, oleh=kantor.sekda, kepada=[jabatan(AS1)], catatan="Hadiri.")
    asli = halaman_kehadiran.pilih_penugasan

    def sementara_ditarik(*args):
        tarik(kantor, surat)
        return asli(*args)

    client.force_login(kantor.asisten1)
    with monkeypatch.context() as selagi:
        selagi.setattr(halaman_kehadiran, "pilih_penugasan", sementara_ditarik)
        jawab = client.get(alamat(surat))
    assert (jawab.status_code, jawab["Location"]) == (302, alamat(surat))
    assert client.get(alamat(surat)).status_code == 404


def test_penerima_tidak_tahu_tetangga_mana_yang_ikut_hadir(client, kantor, surat, senin):
    DISPOSISI.run(surat, oleh=kantor.sekda, kepada=[jabatan(AS1), jabatan(AS2)], catatan="Hadiri.")
    for orang, dari, nama in (
        (kantor.asisten1, AS1, "Dinas Kesehatan"),
        (kantor.asisten2, AS2, "Dinas Pendidikan"),
    ):
        wakilkan_undangan(surat, oleh=orang, sebagai=sebagai(orang, dari), unit=[unit(nama)])

    def siapa_hadir(orang):
        client.force_login(orang)
        kata = teks(client.get(alamat(surat)))
        return kata[kata.index("Siapa hadir") + 12 : kata.index("Simpan ke kalender")].strip(), "didikan" in kata

    assert siapa_hadir(kantor.kepala_dinkes) == (
        "Asisten I: diwakilkan kepada Dinas Kesehatan Asisten II: diwakilkan kepada unit lain "
        "1 unit lain: ikut menjawab atau ditunjuk",
        False,
    )
    kata, bocor = siapa_hadir(kantor.asisten1)
    assert ("Kepala Disdik: ditunjuk mewakili" in kata, bocor) == (True, True)


def test_dua_wakil_tidak_disangka_satu_yang_sudah_ditunjuk(kantor, surat, senin):
    """Keys that add up to the one of the present deputy are another choice, and no choice of one."""
    dua = [Jabatan(pk=1, nama="Satu"), Jabatan(pk=jabatan(AS1).pk - 1, nama="Dua")]
    wakilkan(kantor, surat, AS1)
    with pytest.raises(TransitionDenied, match="Pilih satu pejabat yang mewakili"):
        wakilkan_undangan(surat, oleh=kantor.sekda, sebagai=sebagai(kantor.sekda, SEKDA), kepada=dua)
    assert (jawaban(surat), terbuka(surat)) == (
        {"Sekda": "DIWAKILKAN", "Asisten I": "DITUNJUK"},
        [("DISPOSISI", "Asisten I")],
    )
