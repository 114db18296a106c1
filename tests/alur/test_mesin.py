"""The whole way of a letter at the engine: every obligation, every row in line, every entry of the ledger."""

import datetime as dt

import pytest
import time_machine

from alur.kewenangan import PilihJabatan
from alur.models import Jejak, Notifikasi
from disposisi.models import Disposisi
from disposisi.transitions import DISPOSISI, TERIMA, TINDAK_LANJUTI
from ekspedisi.models import Pengiriman
from ekspedisi.transitions import KEMBALIKAN
from organisasi.models import Penugasan
from persuratan.models import Tugas
from persuratan.services import tambah_pindaian
from persuratan.transitions import KEMBALIKAN as KEMBALIKAN_SURAT
from tests.alur.cerita import AS1, AS2, baris_jejak, baris_tugas, dalam_jalur, terbuka, tolak, w
from tests.perjalanan import instruksi, jabatan, pindaian, unit, wita

pytestmark = pytest.mark.tertanam


def test_dari_loket_sampai_selesai(jalan, kantor):
    jalan.sampai_dinas()
    jalan.buka(kantor.dinkes, "Dinas Kesehatan").terima(kantor.dinkes, "Dinas Kesehatan")
    surat = jalan.selesaikan(kantor.dinkes).surat
    assert baris_tugas(surat) == [
        ("CATAT Bag. Umum", "9 08.00 – 9 08.10 petugas", "9 09.00", 10, None, ""),
        ("ARAHKAN Bag. Umum", "9 08.10 – 9 08.20 petugas", "9 09.10", 10, None, ""),
        ("TELAAH Kabag Umum", "9 08.20 – 9 08.50 kabag.umum", "9 09.20", 30, "ARAHKAN", ""),
        ("DISPOSISI Sekda", "9 08.50 – 9 09.30 sekda", "10 16.00", 40, "TELAAH", ""),
        ("DISPOSISI Asisten I", "9 09.30 – 9 10.00 asisten1", "10 16.00", 30, "DISPOSISI", ""),
        ("DISTRIBUSI Bag. Umum untuk Dinkes", "9 10.00 – 9 10.30 caraka", "9 12.00", 30, "DISPOSISI", ""),
        ("TERIMA Dinkes", "9 10.30 – 9 11.05 dinas.kesehatan", "10 16.00", 35, "DISTRIBUSI", ""),
        # 55 minutes before the break of Monday, 180 after, three days of 450, and 150 on Friday morning.
        ("TINDAK_LANJUT Dinkes", "9 11.05 – 13 10.00 dinas.kesehatan", "16 16.00", 1735, "TERIMA", ""),
    ]
    assert baris_jejak(surat) == [
        ("catat", "KONSEP → TERCATAT", "petugas", "Petugas Agenda Bagian Umum"),
        ("pindai", "TERCATAT → TERCATAT", "petugas", "Petugas Agenda Bagian Umum"),
        ("arahkan", "TERCATAT → NAIK", "petugas", "Petugas Agenda Bagian Umum"),
        ("telaah", "NAIK → NAIK", "kabag.umum", "Kepala Bagian Umum"),
        ("disposisi", "NAIK → TERDISPOSISI", "sekda", "Sekretaris Daerah"),
        ("disposisi", "TERDISPOSISI → TERDISPOSISI", "asisten1", AS1),
        ("kirim", "DISIAPKAN → DIKIRIM", "caraka", "Caraka Bagian Umum"),
        ("buka", "DIKIRIM → DIBUKA", "dinas.kesehatan", "Petugas Tata Usaha Dinas Kesehatan"),
        ("terima", "DIBUKA → DITERIMA", "dinas.kesehatan", "Petugas Tata Usaha Dinas Kesehatan"),
        ("selesaikan", "TERDISPOSISI → TERDISPOSISI", "dinas.kesehatan", "Petugas Tata Usaha Dinas Kesehatan"),
        ("tuntas", "TERDISPOSISI → SELESAI", None, None),
    ]
    assert dalam_jalur(surat) == [
        ("Asisten I", True),
        ("Bagian Umum", True),
        ("Dinas Kesehatan", True),
        ("Kabag Umum", True),
        ("Sekda", True),
    ]
    kiriman = Pengiriman.objects.get(surat=surat.pk)
    assert (kiriman.status, w(kiriman.dikirim_pada), w(kiriman.dibuka_pada), w(kiriman.diterima_pada)) == (
        "DITERIMA",
        "9 10.30",
        "9 11.00",
        "9 11.05",
    )
    assert (kiriman.diterima_oleh, kiriman.diterima_sebagai.jabatan.sebutan) == (kantor.dinkes, "TU Dinkes")
    assert (kiriman.tugas_distribusi.jenis, kiriman.tugas_terima.jenis) == ("DISTRIBUSI", "TERIMA")
    assert (surat.status, surat.sebutan) == ("SELESAI", "Agenda 1/2026")
    assert (w(surat.didistribusikan_pada), w(surat.tenggat_pada), w(surat.terlambat_pada)) == (
        "9 10.30",
        "13 16.30",  # Asisten I disposes too: four working days
        "",
    )
    assert Tugas.objects.get(surat=surat.pk, jenis="TINDAK_LANJUT").hasil == "Data sudah dikirim lewat surat balasan."


def test_kabar_hanya_untuk_pemegang_berikutnya(jalan, kantor):
    jalan.sampai_dinas()
    assert sorted(Notifikasi.objects.values_list("penerima__username", "judul")) == [
        ("asisten1", "Surat menunggu disposisi Anda: Agenda 1/2026"),
        ("caraka", "Surat menunggu dikirim: Agenda 1/2026"),
        ("dinas.kesehatan", "Ada surat untuk diterima: Agenda 1/2026"),
        ("kabag.umum", "Surat menunggu telaah Anda: Agenda 1/2026"),
        ("petugas", "Surat menunggu dikirim: Agenda 1/2026"),
        ("petugas2", "Surat menunggu dikirim: Agenda 1/2026"),
        ("sekda", "Surat menunggu disposisi Anda: Agenda 1/2026"),
    ]


def test_waktu_para_pemegang_bersambung_tanpa_celah(jalan, kantor):
    """Along the branch each obligation opens when the one before it closes: the holders' times add up."""
    jalan.sampai_dinas().buka(kantor.dinkes, "Dinas Kesehatan").terima(kantor.dinkes, "Dinas Kesehatan")
    jalan.selesaikan(kantor.dinkes)
    cabang = [*Tugas.objects.filter(surat=jalan.surat.pk).exclude(jenis="CATAT").order_by("pk")]
    assert [t.asal for t in cabang] == [None, *cabang[:-1]]
    assert [t.dibuka_pada for t in cabang[1:]] == [t.selesai_pada for t in cabang[:-1]]


def test_bukan_untuk_kami_kembali_ke_pemberi_disposisi(jalan, kantor):
    jalan.sampai_dinas().buka(kantor.dinkes, "Dinas Kesehatan")
    salah = jalan.kiriman("Dinas Kesehatan")
    with time_machine.travel(wita(9, 11, 10), tick=False):
        assert tolak(KEMBALIKAN.run, salah, oleh=kantor.dinkes) == (
            "Tulis alasannya, supaya penerima tahu apa yang harus diperbaiki."
        )
        salah = KEMBALIKAN.run(salah, oleh=kantor.dinkes, catatan="Urusan sekolah, bukan kesehatan.")
    assert (salah.status, w(salah.dikembalikan_pada), salah.catatan) == (
        "DIKEMBALIKAN",
        "9 11.10",
        "Urusan sekolah, bukan kesehatan.",
    )
    surat = jalan.segar()
    assert terbuka(surat) == [f"DISPOSISI {AS1}"]
    jalan.disposisi(kantor.asisten1, wita(9, 11, 20), ke_unit=["Dinas Pendidikan"])
    jalan.kirim("Dinas Pendidikan", pada=wita(9, 11, 30))
    assert baris_tugas(surat)[6:] == [
        ("TERIMA Dinkes", "9 10.30 – 9 11.10 dinas.kesehatan", "10 16.00", 40, "DISTRIBUSI", ""),
        ("DISPOSISI Asisten I", "9 11.10 – 9 11.20 asisten1", "10 16.00", 10, "TERIMA", ""),
        ("DISTRIBUSI Bag. Umum untuk Disdik", "9 11.20 – 9 11.30 caraka", "9 14.20", 10, "DISPOSISI", ""),
        ("TERIMA Disdik", "9 11.30 – ", "10 16.00", None, "DISTRIBUSI", ""),
    ]
    # The second disposition stands beside the first, under the one of Sekda.
    pohon = [(d.dari.sebutan, d.induk and d.induk.dari.sebutan) for d in Disposisi.objects.order_by("pk")]
    assert pohon == [("Sekda", None), ("Asisten I", "Sekda"), ("Asisten I", "Sekda")]


def test_cukup_arsip_menutup_surat(jalan, kantor):
    surat = jalan.sampai_sekda().arsipkan(kantor.sekda).surat
    assert (surat.status, terbuka(surat), w(surat.didistribusikan_pada)) == ("SELESAI", [], "9 09.30")
    assert baris_jejak(surat)[-2:] == [
        ("arsipkan", "NAIK → TERDISPOSISI", "sekda", "Sekretaris Daerah"),
        ("tuntas", "TERDISPOSISI → SELESAI", None, None),
    ]


def test_ajudan_mengarsipkan_atas_dikte(jalan, kantor):
    jalan.sampai_sekda().arsipkan(kantor.ajudan)
    entri = Jejak.objects.get(transisi="arsipkan")
    assert (entri.oleh, entri.data["dari"], entri.data["didiktekan"]) == (kantor.ajudan, "Sekretaris Daerah", True)


def test_pindaian_yang_terakhir_pun_menutup_surat(jalan, kantor):
    surat = jalan.catat(pindai=False).arahkan().telaah().arsipkan(kantor.sekda).surat
    assert (surat.status, terbuka(surat)) == ("TERDISPOSISI", ["CATAT Bagian Umum"])
    with time_machine.travel(wita(9, 13), tick=False):
        tambah_pindaian(surat, [pindaian()], oleh=kantor.petugas2)
    assert (jalan.segar().status, terbuka(surat)) == ("SELESAI", [])
    # Closed an hour's norm too late: the act that closes it records the lateness itself.
    assert baris_tugas(surat)[0] == ("CATAT Bag. Umum", "9 08.00 – 9 13.00 petugas2", "9 09.00", 240, None, "9 09.00")


def test_untuk_diketahui_tidak_meminta_tindak_lanjut(jalan, kantor):
    jalan.sampai_sekda().disposisi(
        kantor.sekda,
        kepada=["Staf Ahli Bupati Bidang Ekonomi dan Keuangan", "Kepala Bagian Hukum"],
        ke_unit=["Dinas Sosial"],
        isi=["Untuk diketahui"],
    )
    surat = jalan.surat
    assert terbuka(surat) == [
        "DISPOSISI Kepala Bagian Hukum",
        "DISTRIBUSI Bagian Umum",
        "TERIMA Staf Ahli Bupati Bidang Ekonomi dan Keuangan",
    ]
    with time_machine.travel(wita(9, 10), tick=False):
        TERIMA.run(surat, oleh=kantor.staf_ahli2)
        TINDAK_LANJUTI.run(surat, oleh=kantor.kabag_hukum)
    sosial = kantor.dinas_sosial
    jalan.kirim("Dinas Sosial").buka(sosial, "Dinas Sosial").terima(sosial, "Dinas Sosial")
    assert (jalan.surat.status, terbuka(surat)) == ("SELESAI", [])
    assert not Tugas.objects.filter(surat=surat.pk, jenis="TINDAK_LANJUT").exists()


def test_catatan_pada_untuk_diketahui_meminta_tindak_lanjut(jalan, kantor):
    jalan.sampai_sekda().disposisi(
        kantor.sekda,
        kepada=["Staf Ahli Bupati Bidang Ekonomi dan Keuangan"],
        isi=["Untuk diketahui"],
        catatan="Siapkan pendapat tertulis.",
    )
    with time_machine.travel(wita(9, 10), tick=False):
        TERIMA.run(jalan.surat, oleh=kantor.staf_ahli2)
    assert terbuka(jalan.surat) == ["TINDAK_LANJUT Staf Ahli Bupati Bidang Ekonomi dan Keuangan"]


def test_tindak_lanjuti_sendiri(jalan, kantor):
    jalan.sampai_sekda().disposisi(kantor.sekda, kepada=["Kepala Bagian Hukum"])
    jalan.tindak_lanjuti(kantor.kabag_hukum, wita(9, 10)).selesaikan(kantor.kabag_hukum)
    assert baris_tugas(jalan.surat)[-2:] == [
        ("DISPOSISI Kabag Hukum", "9 09.30 – 9 10.00 kabag.hukum", "10 16.00", 30, "DISPOSISI", ""),
        ("TINDAK_LANJUT Kabag Hukum", "9 10.00 – 13 10.00 kabag.hukum", "16 16.00", 1800, "DISPOSISI", ""),
    ]
    assert jalan.surat.status == "SELESAI"


def test_batas_dari_pemberi_disposisi_sampai_ke_unit(jalan, kantor):
    batas, nama = wita(11, 16), "Badan Penanggulangan Bencana Daerah"
    jalan.sampai_sekda().disposisi(kantor.sekda, ke_unit=[nama], batas_pada=batas)
    jalan.kirim(nama).buka(kantor.bpbd, nama).terima(kantor.bpbd, nama)
    tindak = Tugas.objects.get(surat=jalan.surat.pk, jenis="TINDAK_LANJUT")
    assert (tindak.tenggat_pada, tindak.tenggat_dari) == (batas, "Ditetapkan pemberi disposisi")


def test_didiktekan_kepada_ajudan(jalan, kantor):
    jalan.sampai_sekda().disposisi(kantor.ajudan, kepada=[AS1])
    disposisi = Disposisi.objects.get()
    assert (disposisi.dari.sebutan, disposisi.oleh, disposisi.sebagai.sebutan, disposisi.didiktekan) == (
        "Sekda",
        kantor.ajudan,
        "Ajudan Sekretaris Daerah",
        True,
    )
    entri = Jejak.objects.get(transisi="disposisi")
    assert (entri.oleh, entri.data["didiktekan"], entri.data["kepada"]) == (kantor.ajudan, True, [AS1])
    # The adjutant types what is dictated; doing the work himself is not his.
    assert tolak(TINDAK_LANJUTI.run, jalan.surat, oleh=kantor.ajudan) == (
        f"Tahap disposisi surat ini dikerjakan oleh {AS1}."
    )


def test_plh_bertindak_sebagai_pejabat_yang_digantikan(jalan, kantor):
    plh = Penugasan.objects.create(
        pegawai=kantor.asisten1,
        jabatan=jabatan("Sekretaris Daerah"),
        jenis=Penugasan.Jenis.PLH,
        mulai=dt.date(2026, 11, 9),
        sampai=dt.date(2026, 11, 10),
    )
    surat = jalan.catat().arahkan(langkah=[("Bupati", "DISPOSISI")]).surat
    jalan.disposisi(kantor.bupati, wita(9, 9), kepada=["Sekretaris Daerah", AS1])
    perintah = {"oleh": kantor.asisten1, "kepada": [jabatan("Kepala Bagian Hukum")], "instruksi": instruksi("Monitor")}
    with time_machine.travel(wita(9, 10), tick=False):
        with pytest.raises(PilihJabatan) as galat:
            DISPOSISI.run(surat, **perintah)
        assert [str(p) for p in galat.value.pilihan] == [
            "Surya Trembesi sebagai Plh. Sekretaris Daerah",
            f"Surya Trembesi sebagai {AS1}",
        ]
        DISPOSISI.run(surat, sebagai=plh, **perintah)
    disposisi = Disposisi.objects.get(sebagai=plh)
    assert (disposisi.dari.sebutan, disposisi.didiktekan) == ("Sekda", False)
    assert baris_jejak(surat)[-1] == (
        "disposisi",
        "TERDISPOSISI → TERDISPOSISI",
        "asisten1",
        "Plh. Sekretaris Daerah",
    )
    # The obligation stayed with the post: the definitive holder sees that it is done, and by whom.
    tugas = Tugas.objects.get(surat=surat.pk, jabatan__nama="Sekretaris Daerah")
    assert (tugas.selesai_oleh, tugas.selesai_sebagai) == (kantor.asisten1, plh)
    assert terbuka(surat) == [f"DISPOSISI {AS1}", "DISPOSISI Kepala Bagian Hukum"]


def test_dua_pemberi_disposisi_satu_kiriman(jalan, kantor):
    """A second giver joins the delivery under way, and of both wishes the stricter stands."""
    bpbd = "Badan Penanggulangan Bencana Daerah"
    jalan.sampai_sekda().disposisi(kantor.sekda, kepada=[AS1, AS2])
    jalan.disposisi(kantor.asisten1, wita(9, 10), ke_unit=[bpbd], isi=["Untuk diketahui"]).kirim(bpbd)
    jalan.disposisi(kantor.asisten2, wita(9, 10, 40), ke_unit=[bpbd], isi=["Monitor"], batas_pada=wita(12, 16))
    surat = jalan.surat
    assert terbuka(surat) == [f"TERIMA {bpbd}"]
    terima = Tugas.objects.terbuka().get(surat=surat.pk)
    assert (terima.untuk_diketahui, terima.batas_lanjut_pada) == (False, wita(12, 16))
    assert [str(p.disposisi.dari.sebutan) for p in terima.penerima_disposisi.order_by("pk")] == ["Asisten II"]
    digabung = Jejak.objects.filter(rantai=surat.rantai).latest("urut").data["digabung"]
    assert [(t["jenis"], t["unit"]) for t in digabung] == [("TERIMA", unit(bpbd).pk)]
    jalan.buka(kantor.bpbd, bpbd).terima(kantor.bpbd, bpbd).selesaikan(kantor.bpbd)
    assert (jalan.surat.status, Pengiriman.objects.count()) == ("SELESAI", 1)


def test_dua_pemberi_disposisi_satu_tujuan_sebelum_dikirim(jalan, kantor):
    jalan.sampai_sekda().disposisi(kantor.sekda, kepada=[AS1, AS2])
    jalan.disposisi(kantor.asisten1, wita(9, 10), ke_unit=["Dinas Sosial"], isi=["Pedomani"])
    jalan.disposisi(kantor.asisten2, wita(9, 10, 5), ke_unit=["Dinas Sosial"])
    tugas = Tugas.objects.terbuka().get(surat=jalan.surat.pk)
    assert (tugas.jenis, tugas.untuk_unit.nama, tugas.untuk_diketahui) == ("DISTRIBUSI", "Dinas Sosial", False)
    assert [p.disposisi.dari.sebutan for p in tugas.penerima_disposisi.order_by("pk")] == ["Asisten I", "Asisten II"]


def test_kembalikan_ke_bagian_umum_lalu_diarahkan_lagi(jalan, kantor):
    surat = jalan.sampai_sekda().surat
    with time_machine.travel(wita(9, 9), tick=False):
        KEMBALIKAN_SURAT.run(surat, oleh=kantor.sekda, catatan="Lewat Asisten I dulu.")
    assert (jalan.segar().status, terbuka(surat)) == ("TERCATAT", ["ARAHKAN Bagian Umum"])
    jalan.arahkan(wita(9, 9, 10), langkah=[(AS1, "PARAF"), ("Sekretaris Daerah", "DISPOSISI")])
    assert baris_tugas(surat)[-2:] == [
        ("ARAHKAN Bag. Umum", "9 09.00 – 9 09.10 petugas", "9 10.00", 10, "DISPOSISI", ""),
        ("PARAF Asisten I", "9 09.10 – ", "10 16.00", None, "ARAHKAN", ""),
    ]
    # More than one official acts on it: the longer norm of the whole way, four working days.
    assert w(jalan.surat.tenggat_pada) == "13 16.30"


def test_rahasia_loket_tidak_membaca_isinya(jalan, kantor):
    jalan.catat(keamanan="R", hal="", pindai=False).arahkan().telaah()
    jalan.disposisi(kantor.sekda, ke_unit=["Inspektorat"]).kirim("Inspektorat")
    assert dalam_jalur(jalan.surat) == [
        ("Bagian Umum", False),
        ("Inspektorat", True),
        ("Kabag Umum", True),
        ("Sekda", True),
    ]
    assert set(Notifikasi.objects.values_list("isi", "rahasia")) == {("Surat rahasia", True)}
