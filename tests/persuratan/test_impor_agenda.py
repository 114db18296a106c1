"""An old agenda comes in: closed letters with their real times, all or nothing, never twice."""

import csv
import datetime as dt
import io
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from alur.models import Jejak, Nomor, Notifikasi
from alur.pemeriksaan import periksa as periksa_buku_besar
from alur.pemeriksaan_nomor import periksa_nomor
from dokumen.models import Berkas
from laporan.terlambat import Periode, tugas_terlambat
from persuratan.models import AgendaLama, ImporAgenda, IndeksSurat, KataIndeks, Surat, SuratMasuk, Tugas
from persuratan.sapuan import sapu_terlambat
from tests.perjalanan import WITA, Perjalanan
from tests.persuratan.agenda_karangan import baris_karangan, csv_karangan

pytestmark = pytest.mark.django_db

CONTOH = Path(__file__).parents[1] / "data" / "agenda_lama_contoh.csv"
SURAT = {
    "nomor_agenda": "7",
    "tahun_agenda": "2021",
    "diterima_pada": "2021-01-06",
    "pengirim": "Universitas Contoh",
    "hal": "Permohonan data anggaran",
    "jenis_naskah": "Surat Dinas",
    "disposisi_oleh": "Sekretaris Daerah",
}


@pytest.fixture
def impor(kantor, tmp_path, capsys):
    """`impor(rows or bytes, **options)`: what the command printed."""

    def jalan(isi, **pilihan):
        jalur = tmp_path / f"agenda-{time.monotonic_ns()}.csv"
        jalur.write_bytes(isi if isinstance(isi, bytes) else csv_karangan(isi))
        capsys.readouterr()
        try:
            call_command("impor_agenda", str(jalur), **pilihan)
        finally:
            jalan.tercetak = capsys.readouterr().out
        return jalan.tercetak

    return jalan


def pada(bulan, hari, jam, menit=0, tahun=2021):
    return dt.datetime(tahun, bulan, hari, jam, menit, tzinfo=WITA)


def satu(impor, **ganti):
    """The letter a single row becomes."""
    impor([SURAT | ganti])
    return SuratMasuk.objects.get(tahun_agenda=2021, nomor_agenda=int((SURAT | ganti)["nomor_agenda"]))


def tahap(surat):
    return [
        (t.jenis, t.pemegang.singkatan, t.dibuka_pada, t.selesai_pada, t.tenggat_pada, t.terlambat_pada)
        for t in surat.tugas.order_by("dibuka_pada", "pk")
    ]


def test_the_example_comes_in_whole_and_only_once(impor):
    assert impor(CONTOH.read_bytes()).splitlines()[-1] == "42 surat diimpor, 0 sudah ada, 0 ditinggalkan."
    assert set(SuratMasuk.objects.values_list("buku", "status")) == {("agenda-impor", "SELESAI")}
    assert (SuratMasuk.objects.count(), AgendaLama.objects.count(), IndeksSurat.objects.count()) == (42, 42, 42)
    assert SuratMasuk.history.count() == 42
    assert not Tugas.objects.terbuka().exists()
    assert not Notifikasi.objects.exists()
    assert sapu_terlambat() == 0
    laporan = periksa_buku_besar()
    assert (laporan.temuan, laporan.jumlah_rantai, laporan.jumlah_entri) == ((), 42, 42)
    assert [(n.buku, n.tahun, n.terakhir, n.cacat) for n in periksa_nomor()] == [
        *(("agenda-impor", tahun, akhir, ()) for tahun, akhir in ((2021, 105), (2022, 110), (2023, 115), (2024, 125))),
        *(("agenda-impor", tahun, akhir, ()) for tahun, akhir in ((2025, 130), (2026, 140))),
    ]
    lagi = impor(CONTOH.read_bytes()).splitlines()
    assert lagi[-1] == "0 surat diimpor, 42 sudah ada, 0 ditinggalkan."
    assert (SuratMasuk.objects.count(), Jejak.objects.count()) == (42, 42)


def test_the_two_real_letters_are_in_time_as_a_whole_and_their_stages_are_not_recorded(impor):
    impor(CONTOH.read_bytes())
    pajak, banjir = (SuratMasuk.objects.get(nomor_agenda=n) for n in (1, 2))
    # Wednesday 6, two officials, four working days → Tuesday 12; known to be sent on Friday 8.
    assert (pajak.tenggat_pada, pajak.terlambat_pada) == (pada(1, 12, 16), None)
    # Monday 18, Segera, two officials, two working days → Wednesday 20; sent on Wednesday 20.
    assert (banjir.tenggat_pada, banjir.terlambat_pada) == (pada(1, 20, 16), None)
    assert not Tugas.objects.filter(surat__in=[pajak.pk, banjir.pk]).exists()
    assert [(t["jenis"], t["pemegang"], t["mulai"], t["selesai"]) for t in banjir.agenda_lama.tahap_teks] == [
        ("DISPOSISI", "Sekretaris Daerah", "18-1-2021", ""),
        ("DISPOSISI", "Asisten Pemerintahan dan Kesejahteraan Rakyat", "18-1-2021", ""),
        ("DISTRIBUSI", "Bagian Umum", "", "20-1-2021"),
        ("TERIMA", "Badan Penanggulangan Bencana Daerah", "20-1-2021", ""),
    ]


def test_past_delay_is_a_recorded_fact_from_day_one(impor, kantor):
    surat = satu(
        impor,
        diterima_pada="2021-01-06 09:00",
        disposisi_pada="2021-01-08 08:30",
        diteruskan_kepada="Dinas Kesehatan",
        dikirim_pada="2021-01-08 14:00",
        diterima_penerima_pada="2021-01-11 10:00",
        nama_penerima="Staf penerima",
    )
    # Disposition: one working day after Wednesday 6 → Thursday 7, 16.00; disposed Friday 8, 08.30.
    # Sending: 2 working hours from 08.30 → 10.30; sent 14.00. Receiving: one working day after Friday 8 → Monday 11.
    assert tahap(surat) == [
        ("DISPOSISI", "Sekda", pada(1, 6, 9), pada(1, 8, 8, 30), pada(1, 7, 16), pada(1, 7, 16)),
        ("DISTRIBUSI", "Bag. Umum", pada(1, 8, 8, 30), pada(1, 8, 14), pada(1, 8, 10, 30), pada(1, 8, 10, 30)),
        ("TERIMA", "Dinkes", pada(1, 8, 14), pada(1, 11, 10), pada(1, 11, 16), None),
    ]
    # The whole way: two working days → Friday 8, 16.30; sent 14.00.
    assert (surat.tenggat_pada, surat.didistribusikan_pada) == (pada(1, 8, 16, 30), pada(1, 8, 14))
    assert surat.terlambat_pada is None
    terlambat = tugas_terlambat(kantor.kasubbag, Periode.tahun(2021))
    assert sorted(terlambat.values_list("jenis", flat=True)) == ["DISPOSISI", "DISTRIBUSI"]
    assert surat.tugas.get(jenis="TERIMA").asal == surat.tugas.get(jenis="DISTRIBUSI")


@pytest.mark.parametrize(("disposisi", "terlambat"), [("2021-01-07", None), ("2021-01-08", pada(1, 7, 16))])
def test_of_days_alone_only_a_whole_day_makes_late(impor, disposisi, terlambat):
    surat = satu(impor, disposisi_pada=disposisi)
    assert surat.tugas.get().terlambat_pada == terlambat


def test_hours_are_counted_from_the_close_of_a_day_that_has_no_time(impor):
    # Segera: 4 working hours from the close of Monday 18 → Tuesday 19, 11.30. On Tuesday it may have been in time.
    biasa = {"diterima_pada": "2021-01-18", "kecepatan": "SEGERA"}
    assert satu(impor, **biasa, disposisi_pada="2021-01-19").tugas.get().terlambat_pada is None
    surat = satu(impor, **biasa, nomor_agenda="8", disposisi_pada="2021-01-20")
    assert surat.tugas.get().terlambat_pada == pada(1, 19, 11, 30)


def test_of_several_officials_and_one_moment_nobody_is_blamed(impor):
    surat = satu(impor, disposisi_oleh="Sekda | Asisten III", disposisi_pada="2021-03-01 10:00")
    assert [(t.pemegang.singkatan, t.tenggat_pada, t.terlambat_pada) for t in surat.tugas.order_by("pk")] == [
        ("Sekda", None, None),
        ("Asisten III", None, None),
    ]


def test_a_year_without_holidays_or_norms_makes_nobody_late(impor):
    cetak = impor([SURAT | {"diterima_pada": "2018-01-03", "tahun_agenda": "2018", "disposisi_pada": "2018-06-01"}])
    assert "Hari libur tahun 2018 belum dimuat, jadi keterlambatannya tidak dihitung." in cetak
    assert Tugas.objects.get().tenggat_pada is None


def test_a_letter_whose_sending_is_unknown_has_no_limit_as_a_whole(impor):
    surat = satu(impor, disposisi_pada="2021-01-08")
    assert (surat.tenggat_pada, surat.didistribusikan_pada, surat.terlambat_pada) == (None, None, None)
    assert sapu_terlambat() == 0


def test_the_ledger_names_source_and_claims_the_moments_without_the_words(impor):
    surat = satu(impor, disposisi_pada="2021-01-08")
    entri = Jejak.objects.get(rantai=surat.rantai)
    assert (entri.transisi, entri.dari, entri.ke, entri.sumber_waktu) == ("impor", "KONSEP", "SELESAI", "IMPOR")
    assert (entri.terjadi_pada, entri.oleh, entri.sebagai) == (pada(1, 6, 16), None, None)
    assert entri.data["ditutup"] == [
        {
            **{k: v for k, v in surat.tugas.get().untuk_jejak().items() if not isinstance(v, dt.datetime)},
            "dibuka_pada": "2021-01-06T08:00:00.000Z",
            "tenggat_pada": "2021-01-07T08:00:00.000Z",
            "terlambat_pada": "2021-01-07T08:00:00.000Z",
            "selesai_pada": "2021-01-07T23:30:00.000Z",
        }
    ]
    assert (entri.data["baris"], entri.data["tanpa_jam"]) == (2, ["diterima_pada", "disposisi_pada"])
    assert "anggaran" not in entri.isi


def test_one_bad_row_keeps_the_whole_file_out(impor, tmp_path):
    baris = [SURAT, SURAT | {"nomor_agenda": "8", "hal": ""}, SURAT | {"nomor_agenda": "9", "kecepatan": "kilat"}]
    with pytest.raises(CommandError, match="2 baris salah, jadi tidak ada yang diimpor"):
        impor(baris)
    assert [b for b in impor.tercetak.splitlines() if b.startswith("Baris")] == [
        "Baris 3: Hal belum diisi. Hanya surat rahasia yang boleh tanpa hal.",
        "Baris 4: Kecepatan “kilat” tidak dikenal. Pilih BIASA, SEGERA, AMAT_SEGERA.",
    ]
    assert (Surat.objects.count(), ImporAgenda.objects.count(), Nomor.objects.count()) == (0, 0, 0)


def test_told_so_the_good_rows_come_in_and_the_bad_ones_go_back_to_be_mended(impor, tmp_path):
    salah = tmp_path / "salah.csv"
    impor([SURAT, SURAT | {"nomor_agenda": "8", "hal": ""}], sebagian=True, salah=str(salah))
    assert list(SuratMasuk.objects.values_list("nomor_agenda", flat=True)) == [7]
    (baris,) = csv.DictReader(io.StringIO(salah.read_text("utf-8-sig")), delimiter=";")
    assert (baris["nomor_agenda"], baris["yang harus diperbaiki"][:15]) == ("8", "Hal belum diisi")
    diperbaiki = salah.read_text("utf-8-sig").replace('Contoh";"";"";""', 'Contoh";"";"";"Sudah diisi"', 1)
    assert impor(diperbaiki.encode()).splitlines()[-1] == "1 surat diimpor, 0 sudah ada, 0 ditinggalkan."


def test_a_rehearsal_finds_the_same_and_writes_nothing(impor):
    baris = [SURAT, SURAT | {"nomor_agenda": "x"}]
    latihan = impor(baris, simulasi=True).splitlines()
    assert latihan[-1] == "Simulasi: tidak ada yang ditulis."
    assert (Surat.objects.count(), ImporAgenda.objects.count(), Berkas.objects.count()) == (0, 0, 0)
    with pytest.raises(CommandError):
        impor(baris)
    assert impor.tercetak.splitlines() == latihan[:-1]


def test_the_same_number_with_other_content_is_asked_about(impor):
    impor([SURAT])
    with pytest.raises(CommandError):
        impor([SURAT | {"hal": "Lain sama sekali"}])
    assert "Baris 2: Nomor agenda 7/2021 sudah pernah diimpor dengan isi lain." in impor.tercetak
    with pytest.raises(CommandError):
        impor([SURAT | {"nomor_agenda": "9"}, SURAT | {"nomor_agenda": "9", "hal": "Lain"}])
    assert "Baris 3: Nomor agenda 9/2021 sudah dipakai baris 2 dengan isi lain." in impor.tercetak


def test_old_numbers_neither_meet_nor_push_the_running_ones(impor, kantor):
    p = Perjalanan(kantor).catat()
    impor([SURAT | {"tahun_agenda": "2026", "nomor_agenda": n} for n in ("1", "2", "500")])
    berikut = Perjalanan(kantor).catat()
    assert [(s.sebutan, s.pk > 0) for s in SuratMasuk.objects.order_by("pk")] == [
        *((f"Agenda lama {n}/2026", False) for n in (1, 2, 500)),
        ("Agenda 1/2026", True),
        ("Agenda 2/2026", True),
    ]
    assert berikut.surat.nomor_agenda == p.surat.nomor_agenda + 1
    assert [n.cacat for n in periksa_nomor()] == [(), ()]


def test_windows_semicolons_and_a_byte_order_mark_are_the_same_agenda(impor):
    baris = [SURAT | {"pengirim": "Café Universitas"}]
    impor(csv_karangan(baris))
    for isi in (
        csv_karangan(baris, ";", "cp1252"),
        csv_karangan(baris, "\t", "utf-16"),
        csv_karangan(baris, ";", "utf-8-sig"),
    ):
        assert impor(isi).splitlines()[-1] == "0 surat diimpor, 1 sudah ada, 0 ditinggalkan."
    assert SuratMasuk.objects.get().nama_pengirim == "Café Universitas"


def test_other_headings_are_named_on_the_command_line(impor):
    isi = b"No;Tahun;Tgl terima;Asal;Isi ringkas\n7;2021;6-1-2021;Universitas Contoh;Permohonan\n"
    with pytest.raises(CommandError, match="Kolom Pengirim tidak ditemukan"):
        impor(isi)
    impor(isi, kolom=["pengirim=Asal"])
    assert SuratMasuk.objects.get().nama_pengirim == "Universitas Contoh"


def test_what_was_named_once_is_remembered_for_the_next_book_of_this_make(impor):
    kepala = b"No;Tgl terima;Asal;Isi ringkas\n"
    impor(kepala + b"7;6-1-2021;Universitas Contoh;Permohonan\n", kolom=["pengirim=Asal"], tahun=2021)
    impor(kepala + b"8;7-1-2021;Yayasan Contoh;Undangan\n")

    surat = SuratMasuk.objects.order_by("nomor_agenda")
    assert [(s.nomor_lengkap, s.nama_pengirim) for s in surat] == [
        ("7/2021", "Universitas Contoh"),
        ("8/2021", "Yayasan Contoh"),
    ]


def test_done_in_the_name_of_somebody_the_ledger_names_the_post(impor, kantor):
    with pytest.raises(CommandError, match="bukan petugas atau pengawas"):
        impor([SURAT], oleh="sekda")
    impor([SURAT], oleh="kasubbag.tu")
    entri = Jejak.objects.get(transisi="impor")
    assert (entri.oleh, entri.sebagai.jabatan.nama) == (kantor.kasubbag, "Kepala Subbagian Tata Usaha")


def test_a_secret_letter_is_found_by_nobody_outside_its_line(impor, kantor, client):
    rahasia = SURAT | {"keamanan": "R", "hal": "Pemeriksaan mahagenting", "disposisi_pada": "2021-01-08"}
    impor([rahasia, SURAT | {"nomor_agenda": "8", "hal": "Kegiatan terbuka"}])
    assert set(KataIndeks.objects.filter(kata__in=["mahagenting", "terbuka"]).values_list("kata", flat=True)) == {
        "terbuka"
    }
    surat = SuratMasuk.objects.get(nomor_agenda=7)
    for orang, melihat, terbuka in ((kantor.petugas, 1, False), (kantor.sekda, 1, True), (kantor.dinkes, 0, False)):
        baris = list(SuratMasuk.objects.visible_to(orang).filter(pk=surat.pk))
        assert (len(baris), [b.isi_terbuka for b in baris]) == (melihat, [terbuka] * melihat)
    assert "mahagenting" not in Jejak.objects.get(rantai=surat.rantai).isi


@pytest.mark.panjang
def test_ten_thousand_rows_come_in_within_a_minute(impor):
    isi, mulai = csv_karangan(baris_karangan(10_000)), time.monotonic()
    assert impor(isi).splitlines()[-1] == "10000 surat diimpor, 0 sudah ada, 0 ditinggalkan."
    assert time.monotonic() - mulai < 60
    assert periksa_buku_besar().temuan == ()
