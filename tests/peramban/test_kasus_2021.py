"""The two letters of January 2021 by which the office's problem was documented, lived again day by day in Chromium.

tests/data/kasus_2021.csv gives dates only. Hours, kinds and speeds are chosen here and named as such; everything
worked out from them is worked out by hand in the comments, never by the code under test.

January 2021: the 1st is a Friday and the only holiday. No cuti bersama. Monday to Thursday 07.30–16.00 with a break
12.00–13.00 (7 h 30 m of work), Friday 07.30–16.30 with a break 11.30–13.00 (7 h 30 m).
"""

import csv
import datetime as dt
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
import time_machine

from alur import segel
from alur.models import Jejak
from alur.pemeriksaan import periksa as periksa_buku_besar
from organisasi.models import HariLibur
from persuratan.contoh import buat_rute
from persuratan.models import SuratMasuk
from persuratan.sapuan import sapu_terlambat
from tests.dokumen.korpus import pdf
from tests.peramban.bantu import periksa_aksesibilitas, periksa_lebar, potret

WITA = ZoneInfo("Asia/Makassar")
ASISTEN_1, ASISTEN_3 = "Asisten Pemerintahan dan Kesejahteraan Rakyat", "Asisten Administrasi Umum"
BPBD = "Badan Penanggulangan Bencana Daerah"
CSV = Path(__file__).parents[1] / "data" / "kasus_2021.csv"
KASUS = {baris["kasus"]: baris for baris in csv.DictReader(CSV.read_text(encoding="utf-8").splitlines())}


def januari(tanggal, jam, menit=0):
    return dt.datetime(2021, 1, tanggal, jam, menit, tzinfo=WITA)


class Kantor2021:
    """The office on its days: `pada` moves the clock of server and test, `orang` is who sits at the screen.

    Everybody keeps his own browser. A login lasts 12 hours at most, so each person's first page of a new day asks for
    the password again; that it does is part of the replay, and so is that the browser of that day is then good again.
    """

    def __init__(self, jam, peramban, masuk, pindaian):
        self.jam, self.peramban, self.masuk, self.pindaian = jam, peramban, masuk, pindaian
        self.layar, self.hari_masuk = {}, {}

    def pada(self, *saat):
        self.saat = januari(*saat)
        self.jam.move_to(self.saat)

    def orang(self, nama):
        if nama not in self.layar:
            self.layar[nama] = self.peramban()
        halaman, hari = self.layar[nama], self.saat.date()
        if self.hari_masuk.get(nama) != hari:
            halaman.goto("/")
            assert "/masuk/" in halaman.url
            self.masuk(halaman, nama)
            self.hari_masuk[nama] = hari
        halaman.goto("/")
        assert "/masuk/" not in halaman.url
        return halaman

    def catat(self, kasus, *, jenis, kecepatan):
        """By the clerk, now; received at the counter at the hour written into the field."""
        baris, halaman = KASUS[kasus], self.orang("petugas")
        tanggal_surat = dt.date.fromisoformat(baris["tanggal_surat"])
        halaman.goto("/surat/catat/")
        halaman.locator("#id_nama_pengirim").fill(baris["pengirim"])
        halaman.get_by_label("Diterima").fill(f"{DITERIMA[kasus]:%d-%m-%Y %H.%M}")
        # The case names no numbers. "-" is how a clerk writes that there is none.
        halaman.get_by_label("Nomor surat").fill(baris["nomor_surat"] or "-")
        halaman.get_by_label("Tanggal surat").fill(f"{tanggal_surat:%d-%m-%Y}")
        halaman.get_by_label("Hal", exact=True).fill(baris["hal"])
        halaman.locator(".keping label").get_by_text(jenis, exact=True).click()
        halaman.locator(".keping label").get_by_text(kecepatan, exact=True).click()
        halaman.set_input_files("#id_berkas", self.pindaian)
        halaman.locator(".lembar").wait_for()
        halaman.get_by_role("button", name="Simpan dan teruskan").click()
        halaman.get_by_text("Tersimpan, nomor agenda 1/2021").wait_for()
        return SuratMasuk.objects.get()

    def arahkan(self):
        halaman = self.orang("petugas")
        halaman.get_by_role("link", name="Arahkan Agenda 1/2021", exact=True).click()
        halaman.get_by_role("button", name="Teruskan lewat rute baku").click()
        halaman.get_by_text("diteruskan kepada Kepala Bagian Umum untuk ditelaah.").wait_for()

    def telaah(self):
        halaman = self.orang("kabag.umum")
        halaman.get_by_role("link", name="Telaah Agenda 1/2021", exact=True).click()
        halaman.get_by_role("button", name="Selesai telaah, teruskan").click()
        halaman.get_by_text("Tersimpan: Selesai telaah, teruskan.").wait_for()

    def buka_disposisi(self, nama):
        halaman = self.orang(nama)
        halaman.get_by_role("link", name="Disposisi Agenda 1/2021", exact=True).click()
        halaman.get_by_role("button", name="Kirim disposisi").wait_for()
        return halaman

    def disposisi(self, nama, kepada, kelompok=""):
        halaman = self.buka_disposisi(nama)
        if kelompok:
            halaman.get_by_text("Lainnya (").click()
            halaman.locator("summary", has_text=kelompok).click()
        halaman.get_by_label(kepada, exact=True).check()
        halaman.get_by_label("Tindak lanjuti", exact=True).check()
        halaman.get_by_role("button", name="Kirim disposisi").click()
        halaman.get_by_role("heading", name="Disposisi terkirim").wait_for()

    def selesaikan(self, nama, surat, laporan):
        halaman = self.orang(nama)
        halaman.goto(surat.get_absolute_url())
        halaman.locator("summary", has_text="Laporkan selesai").click()
        halaman.get_by_label("Apa yang sudah dikerjakan").fill(laporan)
        halaman.locator("details.tindakan button", has_text="Laporkan selesai").click()
        halaman.get_by_text("Tersimpan: Laporkan selesai. Surat ini selesai.").wait_for()

    def sapu(self):
        """What beat does each minute, and at night the seal; nobody looks."""
        segel.susulkan()
        return sapu_terlambat()


DITERIMA = {"rapat-pajak": januari(6, 8, 30), "banjir-laut-tador": januari(18, 10)}
"""Dates of the case, hours chosen."""


@pytest.fixture
def kantor_2021(kantor, peramban, masuk_lewat_formulir, tmp_path):
    buat_rute()
    pindaian = tmp_path / "pindaian.pdf"
    pindaian.write_bytes(pdf(halaman=1))
    with time_machine.travel(januari(4, 7, 30), tick=False) as jam:
        yield Kantor2021(jam, peramban, masuk_lewat_formulir, pindaian)


def terlambat(surat):
    """Stage and holder → the deadline that passed; only of what is recorded as late."""
    daftar = surat.tugas.exclude(terlambat_pada=None).order_by("terlambat_pada")
    return {(t.get_jenis_display(), t.pemegang.nama): t.terlambat_pada for t in daftar}


def tenggat(surat):
    return [
        (t.jenis, t.pemegang.singkatan, t.tenggat_pada.astimezone(WITA))
        for t in surat.tugas.order_by("dibuka_pada", "pk")
    ]


def transisi(surat):
    return list(Jejak.objects.filter(rantai=surat.rantai).order_by("urut").values_list("transisi", flat=True))


def sisa_di_halaman(halaman, surat, nama):
    """Stage → what its badge says on the letter's page."""
    halaman.goto(surat.get_absolute_url())
    potret(halaman, f"kasus_{nama}")
    periksa_lebar(halaman)
    periksa_aksesibilitas(halaman)
    kepala = halaman.locator(".jejak-kepala")
    return {x.locator("h3").inner_text(): x.locator(".dorong").inner_text().strip() for x in kepala.all()}


def lembar_bukti(halaman):
    """The words of the evidence sheet, printed from the letter's page."""
    alamat = halaman.get_by_role("link", name="Cetak riwayat").get_attribute("href")
    jawaban = halaman.context.request.get(alamat)
    assert (jawaban.status, jawaban.headers["content-type"]) == (200, "application/pdf")
    dokumen = pypdfium2.PdfDocument(jawaban.body())
    return " ".join(" ".join(h.get_textpage().get_text_range().split()) for h in dokumen)


def test_hari_libur_januari_2021(kantor):
    ada = HariLibur.objects.filter(tanggal__year=2021, tanggal__month=1).values_list("tanggal", flat=True)
    assert list(ada) == [dt.date(2021, 1, 1)]


def test_rapat_pajak(kantor_2021):
    """Dated Tuesday 5, received Wednesday 6, distribution over on Friday 8 January.

    No receiving unit is named, only Sekda and Asisten Administrasi Umum: the Asisten takes it on himself and reports.
    Kind and speed are not named either: Pemberitahuan (the date of the meeting is unknown, so it is no invitation
    with an event), Biasa.
    """
    k = kantor_2021
    k.pada(6, 8, 50)
    surat = k.catat("rapat-pajak", jenis="Pemberitahuan", kecepatan="Biasa")
    k.pada(6, 9, 0)
    k.arahkan()
    k.pada(6, 13, 30)
    k.telaah()
    k.pada(8, 8, 30)
    k.disposisi("sekda", "Asisten III")
    k.pada(8, 14, 0)
    asisten = k.buka_disposisi("asisten3")
    asisten.get_by_role("link", name="Tindak lanjuti sendiri").click()
    asisten.get_by_role("button", name="Tindak lanjuti sendiri").click()
    asisten.get_by_text("sekarang tugas Anda untuk ditindaklanjuti.").wait_for()
    k.pada(11, 10, 0)
    k.selesaikan("asisten3", surat, "Jadwal rapat diteruskan ke Bagian Perekonomian dan dihadiri.")

    surat = SuratMasuk.objects.get()
    # Registering: 1 working hour from receipt, Wednesday 08.30 → 09.30. Registered 08.50.
    # Routing: 1 working hour from 08.50 → 09.50. Routed 09.00.
    # Examining: 1 working hour from 09.00 → 10.00. Passed on 13.30, that is 09.00–12.00 3 h and 13.00–13.30 30 m:
    #   3 h 30 m of work, less the norm of 1 h: late by 2 h 30 m.
    # Sekda: one working day after Wednesday 6 → close of Thursday 7, 16.00. Disposed Friday 8, 08.30:
    #   Friday 07.30–08.30: late by 1 h.
    # Asisten: one working day after Friday 8 → close of Monday 11, 16.00. Taken on Friday 14.00.
    # Follow-up: five working days after Friday 8: 11, 12, 13, 14, 15 → close of Friday 15, 16.30. Reported Monday 11.
    assert tenggat(surat) == [
        ("CATAT", "Bag. Umum", januari(6, 9, 30)),
        ("ARAHKAN", "Bag. Umum", januari(6, 9, 50)),
        ("TELAAH", "Kabag Umum", januari(6, 10)),
        ("DISPOSISI", "Sekda", januari(7, 16)),
        ("DISPOSISI", "Asisten III", januari(11, 16)),
        ("TINDAK_LANJUT", "Asisten III", januari(15, 16, 30)),
    ]
    # No sweep ran at all in these days, as after an outage: the acts that came too late recorded it themselves.
    assert terlambat(surat) == {
        ("Telaah", "Kepala Bagian Umum"): januari(6, 10),
        ("Disposisi", "Sekretaris Daerah"): januari(7, 16),
    }
    # The whole way: two posts disposed, so four working days after Wednesday 6: 7, 8, 11, 12 → close of Tuesday 12,
    # 16.00. Distribution over Friday 8, 14.00: by today's default norm the letter as a whole was in time, although two
    # of its holders were not.
    assert (surat.tenggat_pada, surat.didistribusikan_pada, surat.terlambat_pada) == (
        januari(12, 16),
        januari(8, 14),
        None,
    )
    assert (
        f"{surat.didistribusikan_pada.astimezone(WITA):%Y-%m-%d}"
        == (KASUS["rapat-pajak"]["tanggal_selesai_distribusi"])
    )
    assert surat.status == "SELESAI"
    assert transisi(surat) == [
        *("catat", "pindai", "arahkan", "telaah", "disposisi", "tindak_lanjuti", "selesaikan", "tuntas")
    ]

    halaman = k.orang("petugas")
    assert sisa_di_halaman(halaman, surat, "rapat_pajak") == {
        "Pencatatan dan pindai · Bagian Umum": "Tepat waktu",
        "Arahkan · Bagian Umum": "Tepat waktu",
        "Telaah · Kepala Bagian Umum": "Lewat 2 jam 30 menit",
        "Disposisi · Sekretaris Daerah": "Lewat 1 jam",
        f"Disposisi · {ASISTEN_3}": "Tepat waktu",
        f"Tindak lanjut · {ASISTEN_3}": "Tepat waktu",
    }
    bukti = lembar_bukti(halaman)
    for kalimat in (
        "RIWAYAT PERJALANAN SURAT Agenda 1/2021",
        KASUS["rapat-pajak"]["hal"],
        KASUS["rapat-pajak"]["pengirim"],
        "Rabu, 6 Januari 2021 08.30 WITA",
        "Batas Selasa, 12 Januari 2021 16.00 WITA, sampai di pelaksana Jumat, 8 Januari 2021 14.00 WITA. Tepat waktu.",
        "Tidak ada lagi: surat ini selesai.",
        "Lewat 2 jam 30 menit",
        "Jum 8 Jan 07.30–08.30: 1 jam",
        "Lewat 1 jam",
        "oleh Bayu Pinus, Sekretaris Daerah",
        "11-01-2021 10.00 WITA",
    ):
        assert kalimat in bukti
    assert periksa_buku_besar().temuan == ()


def test_banjir_laut_tador(kantor_2021):
    """Dated Friday 15, received Monday 18, sent to BPBD on Wednesday 20 January.

    Kind Laporan; speed Segera, chosen because the letter reports a disaster (the case names none).
    """
    k = kantor_2021
    k.pada(18, 10, 20)
    surat = k.catat("banjir-laut-tador", jenis="Laporan", kecepatan="Segera")
    k.pada(18, 10, 25)
    k.arahkan()
    k.pada(18, 11, 0)
    k.telaah()
    k.pada(18, 16, 0)
    assert k.sapu() == 0  # the deadline itself is still in time
    k.pada(18, 16, 1)
    assert (k.sapu(), k.sapu()) == (1, 0)  # Sekda, once
    k.pada(19, 13, 30)
    k.disposisi("sekda", "Asisten I")
    k.pada(19, 16, 1)
    assert k.sapu() == 0  # a second post disposes: the whole way has until Wednesday
    k.pada(20, 8, 0)
    k.disposisi("asisten1", "Kepala BPBD", kelompok="Badan dan Inspektorat")
    k.pada(20, 10, 30)
    petugas = k.orang("petugas")
    petugas.get_by_role("link", name="Kirim Agenda 1/2021", exact=True).click()
    petugas.get_by_role("button", name=re.compile("^Kirim yang dicentang")).click()
    petugas.get_by_text(f"Agenda 1/2021 dikirim ke {BPBD}. Waktunya sudah dicatat server.").wait_for()
    k.pada(20, 11, 0)
    bpbd = k.orang("bpbd")
    bpbd.get_by_role("link", name="Terima Agenda 1/2021", exact=True).click()
    bpbd.get_by_role("button", name="Terima surat ini").wait_for()
    k.pada(20, 11, 2)
    bpbd.get_by_role("button", name="Terima surat ini").click()
    bpbd.get_by_role("heading", name="Sudah diterima server 11.02 WITA").wait_for()
    k.pada(21, 9, 0)
    k.selesaikan("bpbd", surat, "Bantuan logistik sudah dikirim ke lokasi.")
    k.pada(22, 7, 30)
    k.sapu()

    surat = SuratMasuk.objects.get()
    # Registering: 25 working minutes from receipt, Monday 10.00 → 10.25. Registered 10.20.
    # Routing: 25 minutes from 10.20 → 10.45. Routed 10.25.
    # Examining: 45 minutes from 10.25 → 11.10. Passed on 11.00.
    # Sekda: 4 working hours from Monday 11.00: 11.00–12.00 1 h, 13.00–16.00 3 h → Monday 16.00.
    #   Disposed Tuesday 13.30: 07.30–12.00 4 h 30 m and 13.00–13.30 30 m: late by 5 h.
    # Asisten I: 4 working hours from Tuesday 13.30: until 16.00 2 h 30 m, Wednesday 07.30–09.00 1 h 30 m
    #   → Wednesday 09.00. Passed on 08.00.
    # Sending: 1 working hour from Wednesday 08.00 → 09.00. Sent 10.30: late by 1 h 30 m.
    # Receiving: 4 working hours from 10.30: until 12.00 1 h 30 m, 13.00–15.30 2 h 30 m → 15.30. Received 11.02.
    # Follow-up: 48 hours by the clock from Wednesday 11.02 → Friday 11.02. Reported Thursday 09.00.
    assert tenggat(surat) == [
        ("CATAT", "Bag. Umum", januari(18, 10, 25)),
        ("ARAHKAN", "Bag. Umum", januari(18, 10, 45)),
        ("TELAAH", "Kabag Umum", januari(18, 11, 10)),
        ("DISPOSISI", "Sekda", januari(18, 16)),
        ("DISPOSISI", "Asisten I", januari(20, 9)),
        ("DISTRIBUSI", "Bag. Umum", januari(20, 9)),
        ("TERIMA", "BPBD", januari(20, 15, 30)),
        ("TINDAK_LANJUT", "BPBD", januari(22, 11, 2)),
    ]
    assert terlambat(surat) == {
        ("Disposisi", "Sekretaris Daerah"): januari(18, 16),
        ("Distribusi", "Bagian Umum"): januari(20, 9),
    }
    # The whole way: one working day after Monday 18 → close of Tuesday 19, 16.00; since Tuesday 13.30 a second post
    # disposes: two working days → close of Wednesday 20, 16.00. Sent Wednesday 10.30: in time as a whole.
    assert (surat.tenggat_pada, surat.didistribusikan_pada, surat.terlambat_pada) == (
        januari(20, 16),
        januari(20, 10, 30),
        None,
    )
    assert (
        f"{surat.didistribusikan_pada.astimezone(WITA):%Y-%m-%d}"
        == (KASUS["banjir-laut-tador"]["tanggal_selesai_distribusi"])
    )
    assert (surat.status, surat.pengiriman.get().unit.nama) == ("SELESAI", BPBD)
    assert transisi(surat) == [
        *("catat", "pindai", "arahkan", "telaah", "terlambat", "disposisi", "disposisi"),
        *("kirim", "buka", "terima", "selesaikan", "tuntas"),
    ]

    halaman = k.orang("petugas")
    assert sisa_di_halaman(halaman, surat, "banjir") == {
        "Pencatatan dan pindai · Bagian Umum": "Tepat waktu",
        "Arahkan · Bagian Umum": "Tepat waktu",
        "Telaah · Kepala Bagian Umum": "Tepat waktu",
        "Disposisi · Sekretaris Daerah": "Lewat 5 jam",
        f"Disposisi · {ASISTEN_1}": "Tepat waktu",
        f"Distribusi ke {BPBD} · Bagian Umum": "Lewat 1 jam 30 menit",
        f"Penerimaan · {BPBD}": "Tepat waktu",
        f"Tindak lanjut · {BPBD}": "Tepat waktu",
    }
    bukti = lembar_bukti(halaman)
    for kalimat in (
        "RIWAYAT PERJALANAN SURAT Agenda 1/2021",
        KASUS["banjir-laut-tador"]["hal"],
        KASUS["banjir-laut-tador"]["pengirim"],
        "Senin, 18 Januari 2021 10.00 WITA",
        "Batas Rabu, 20 Januari 2021 16.00 WITA, sampai di pelaksana Rabu, 20 Januari 2021 10.30 WITA. Tepat waktu.",
        "Keseluruhan, diterima sampai distribusi: Sel 19 Jan 16.00 → Rab 20 Jan 16.00",
        "Dikurangi standar: 4 jam",
        "Lewat 5 jam",
        "Lewat 1 jam 30 menit",
        "Diterima: Rab 20 Jan 2021 11.02",
        "Terlambat, dicatat sistem",
        "Semua baris di atas sudah tersegel.",
    ):
        assert kalimat in bukti
    assert periksa_buku_besar().temuan == ()
