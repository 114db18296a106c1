"""The emergency book: printed before the lights go out, typed in afterwards, every number accounted for."""

import threading

import pypdfium2
import pytest
import time_machine
from django.db import IntegrityError, connections, transaction

from alur import darurat, nomor
from alur.kewenangan import TransitionDenied
from alur.models import BukuDarurat, Jejak, Nomor, Notifikasi
from alur.nomor import NomorDitolak
from alur.pemeriksaan_nomor import periksa_nomor
from persuratan.cetak import render_buku_darurat
from persuratan.models import SuratMasuk, Tugas
from persuratan.services import catat_surat_masuk
from persuratan.transitions.surat_masuk import BUKU
from tests.perjalanan import Perjalanan, isian, wita
from tests.persuratan.meja import ketikan, kirim, kunci, masuk, teks

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]
ALASAN = "Pemadaman bergilir November."


@transaction.atomic
def siapkan(kantor, jumlah=3):
    with time_machine.travel(wita(9, 8), tick=False):
        return darurat.siapkan_darurat(BUKU, 2026, jumlah=jumlah, alasan=ALASAN, oleh=kantor.petugas)


def satu(blok, n):
    return blok.nomor.get(nomor=n)


def alamat(blok, n=None):
    return f"/darurat/{blok.kode}/" + (f"{n}/catat/" if n else "")


def keadaan(blok):
    return list(blok.nomor.order_by("nomor").values_list("nomor", "status", "alasan_batal"))


@pytest.mark.parametrize("jumlah", [1, 200])
def test_numbers_are_set_aside_and_the_next_letter_passes_them(kantor, jumlah):
    Perjalanan(kantor).catat()
    blok = siapkan(kantor, jumlah)

    assert (blok.dari, blok.sampai, blok.jumlah, blok.nomor.count()) == (2, jumlah + 1, jumlah, jumlah)
    assert Perjalanan(kantor).catat().surat.nomor_agenda == jumlah + 2
    assert [x.cacat for x in periksa_nomor()] == [()]
    entri = Jejak.objects.get(transisi="nomor.siapkan_darurat")
    assert (entri.data["dari"], entri.data["sampai"], entri.catatan) == (2, jumlah + 1, ALASAN)


@pytest.mark.parametrize("jumlah", [0, -1, 201, 10**9])
def test_no_more_than_200_at_once(kantor, jumlah):
    with pytest.raises(NomorDitolak, match=r"Jumlah nomor antara 1 dan 200\."):
        siapkan(kantor, jumlah)
    assert Nomor.objects.count() == 0


def test_a_letter_is_typed_in_with_its_number_and_its_hour(meja, kantor):
    """Written down Monday 08.05 by candle light, typed at 08.10: marked though it is the same day."""
    blok = siapkan(kantor)
    Perjalanan(kantor).catat()
    halaman = teks(meja.get(alamat(blok, 2)))
    assert "Nomor agenda 2/2026 dari buku darurat. Salin tanggal dan jam terimanya dari formulir." in halaman

    jawaban = kirim(meja, ketikan(diterima_pada="9-11-2026 08.05", nomor_surat="X/1"), alamat(blok, 2))

    surat = SuratMasuk.objects.get(nomor_agenda=2)
    assert jawaban.url == f"/surat/{surat.kode}/arahkan/"
    assert (surat.tahun_agenda, surat.diterima_pada, surat.dibuat_pada) == (2026, wita(9, 8, 5), wita(9, 8, 10))
    assert (surat.dari_buku_darurat, surat.dicatat_menyusul) == (True, True)
    assert "dicatat menyusul" in teks(meja.get(surat.get_absolute_url()))
    entri = Jejak.objects.get(rantai=surat.rantai, transisi="catat")
    assert (entri.terjadi_pada, entri.sumber_waktu, entri.data["dicatat_menyusul"]) == (wita(9, 8, 5), "DARURAT", True)
    assert list(Tugas.objects.filter(surat=surat.pk).values_list("jenis", "dibuka_pada")) == [
        ("CATAT", wita(9, 8, 5)),
        ("ARAHKAN", wita(9, 8, 10)),
    ]
    baris = satu(blok, 2)
    assert (baris.status, baris.asal, baris.untuk) == ("TERPAKAI", "DARURAT", surat.sebutan_objek())
    assert [x.cacat for x in periksa_nomor()] == [()]


def test_the_hour_is_not_guessed(meja, kantor):
    blok = siapkan(kantor)
    halaman = meja.get(alamat(blok, 1)).content.decode()
    assert 'name="diterima_pada" type="text" value=""' in halaman

    jawaban = kirim(meja, ketikan(diterima_pada=""), alamat(blok, 1))
    assert (jawaban.status_code, satu(blok, 1).status) == (422, "DARURAT")
    assert "Diterima belum diisi." in teks(jawaban)


def test_typed_in_after_the_year_has_turned_it_keeps_its_year(kantor):
    blok = siapkan(kantor)
    with time_machine.travel(wita(4, 8, bulan=1).replace(year=2027), tick=False):
        surat = catat_surat_masuk(
            isian(diterima_pada=wita(31, 15, bulan=12)), oleh=kantor.petugas, darurat=satu(blok, 1)
        )

    assert (surat.nomor_lengkap, surat.dicatat_menyusul) == ("1/2026", True)


def test_a_number_that_is_gone_leads_back_to_the_block(meja, kantor):
    blok = siapkan(kantor)
    buka = kunci(meja.get(alamat(blok, 1)))
    kirim(meja, ketikan(), alamat(blok, 1))

    lagi = meja.post(alamat(blok, 1), ketikan(nomor_surat="X/2") | {"kunci": buka})
    assert lagi.status_code == 422
    assert "Nomor 1/2026 berstatus terpakai. Pilih nomor lain di buku darurat." in teks(lagi)
    assert "X/2" in lagi.content.decode()
    jawaban = meja.get(alamat(blok, 1))
    assert (jawaban.status_code, jawaban.url) == (302, alamat(blok))
    assert SuratMasuk.objects.count() == 1


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_two_clerks_type_in_the_same_line(kantor):
    blok, palang, hasil = siapkan(kantor), threading.Barrier(4), []
    isi = [isian(nomor_surat=f"X/{n}") for n in range(4)]

    def tulis(n):
        try:
            palang.wait()
            hasil.append(catat_surat_masuk(isi[n], oleh=kantor.petugas, darurat=satu(blok, 1)).nomor_agenda)
        except TransitionDenied as ditolak:
            hasil.append(ditolak.pesan)
        finally:
            connections.close_all()

    benang = [threading.Thread(target=tulis, args=(n,)) for n in range(4)]
    for b in benang:
        b.start()
    for b in benang:
        b.join()

    kalimat = "Nomor 1/2026 berstatus terpakai. Pilih nomor lain di buku darurat."
    assert sorted(hasil, key=str) == [1, kalimat, kalimat, kalimat]
    assert SuratMasuk.objects.count() == 1


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_would_get_it(kantor):
    """Negative control: look first, write then, no lock between: each of them believes the number is his."""
    blok, palang, hasil = siapkan(kantor), threading.Barrier(2), []

    def tulis(n):
        try:
            baris = satu(blok, 1)
            palang.wait()
            if baris.status == "DARURAT":
                Nomor.objects.filter(pk=baris.pk).update(status="TERPAKAI", untuk=f"x:{n}")
                hasil.append(n)
        finally:
            connections.close_all()

    benang = [threading.Thread(target=tulis, args=(n,)) for n in range(2)]
    for b in benang:
        b.start()
    for b in benang:
        b.join()

    assert sorted(hasil) == [0, 1]


def test_unused_numbers_are_closed_by_two_people(kantor, client):
    blok = siapkan(kantor)
    with time_machine.travel(wita(9, 9), tick=False):
        petugas = masuk(client, kantor.petugas)
        jawaban = kirim(
            petugas, {"laku": "tutup", "nomor": ["2", "3"], "alasan": "Listrik sudah menyala."}, alamat(blok)
        )
        assert (jawaban.status_code, jawaban.url) == (302, alamat(blok))
        assert [(n, s) for n, s, _ in keadaan(blok)] == [(1, "DARURAT"), (2, "DARURAT"), (3, "DARURAT")]
        assert list(Notifikasi.objects.values_list("penerima__username", "judul", "tautan")) == [
            ("kabag.umum", f"Nomor buku darurat {blok.kode} diminta ditutup", alamat(blok))
        ]
        assert kirim(petugas, {"laku": "setuju", "nomor": ["2", "3"]}, alamat(blok)).status_code == 404
        with pytest.raises(NomorDitolak, match=r"Nomor 2/2026 sedang diminta batal\."), transaction.atomic():
            nomor.pakai(satu(blok, 2), "x:1")

        kabag = masuk(client, kantor.kabag_umum)
        assert "2/2026 Listrik sudah menyala. · Ratna Melur" in teks(kabag.get(alamat(blok)))
        kirim(kabag, {"laku": "tolak", "nomor": ["3"], "alasan": "Nomor 3 terpakai, cari suratnya."}, alamat(blok))
        jawaban = kirim(kabag, {"laku": "setuju", "nomor": ["2"]}, alamat(blok))

    assert jawaban.status_code == 302
    assert keadaan(blok) == [(1, "DARURAT", ""), (2, "BATAL", "Listrik sudah menyala."), (3, "DARURAT", "")]
    assert [x.penjelasan[1] for x in periksa_nomor()] == [
        "Nomor 2: batal, Listrik sudah menyala. (diminta Ratna Melur, disetujui Puspa Sawitri)."
    ]
    jejak = Jejak.objects.filter(rantai="sistem", transisi__contains="_tutup").order_by("urut")
    assert [(e.transisi, e.oleh, e.data["nomor"]) for e in jejak] == [
        ("nomor.minta_tutup", kantor.petugas, [2, 3]),
        ("nomor.tolak_tutup", kantor.kabag_umum, [3]),
        ("nomor.setujui_tutup", kantor.kabag_umum, [2]),
    ]


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"nomor": [], "alasan": "x"}, "Pilih paling sedikit satu nomor."),
        ({"nomor": ["1"], "alasan": "  "}, "Tulis mengapa nomor itu tidak dipakai."),
        ({"nomor": ["1"], "alasan": "a\0b"}, "Alasan memuat huruf yang tidak dapat disimpan."),
        ({"nomor": ["1"], "alasan": "a" * 501}, "Alasan terlalu panjang: 501 huruf, paling banyak 500."),
        ({"nomor": ["99", "x", "²", "9" * 30], "alasan": "x"}, "Sebagian nomor itu bukan dari buku darurat ini."),
    ],
)
def test_odd_requests_are_refused_in_a_sentence_and_keep_what_was_typed(kantor, client, isi, kalimat):
    blok = siapkan(kantor)
    with time_machine.travel(wita(9, 9), tick=False):
        jawaban = kirim(masuk(client, kantor.petugas), {"laku": "tutup"} | isi, alamat(blok))

    assert (jawaban.status_code, kalimat in teks(jawaban)) == (422, True)
    assert keadaan(blok) == [(n, "DARURAT", "") for n in (1, 2, 3)]


def test_who_asked_does_not_agree_and_nobody_alone_in_the_database(kantor):
    blok = siapkan(kantor)
    with transaction.atomic():
        darurat.minta_tutup(blok, [1], kantor.kabag_umum, "Salah cetak.")
    with pytest.raises(NomorDitolak, match=r"Penutupan nomor harus disetujui orang lain\."), transaction.atomic():
        darurat.setujui_tutup(blok, [1], kantor.kabag_umum)
    with pytest.raises(IntegrityError, match="nomor_batal_dua_orang"), transaction.atomic():
        blok.nomor.filter(nomor=1).update(status="BATAL", disetujui_oleh=kantor.kabag_umum, disetujui_pada=wita(9, 9))


def test_the_paper_has_a_line_for_each_number(kantor):
    blok = siapkan(kantor, 200)
    with transaction.atomic():
        nomor.pakai(satu(blok, 1), "x:1")

    isi = render_buku_darurat(blok, dicetak_oleh="Ratna Melur")

    halaman = [" ".join(h.get_textpage().get_text_range().split()) for h in pypdfium2.PdfDocument(isi)]
    baris = " ".join(halaman)
    assert [n for n in range(2, 201) if f"{n}/2026" not in baris] == []
    assert " 1/2026 " not in baris
    assert all(blok.kode in h for h in halaman)
    for kolom in ("Nomor agenda", "Tanggal dan jam terima", "Pengirim", "Isi ringkas", "Diketik: tanggal, paraf"):
        assert kolom in halaman[0]
        assert kolom in halaman[-1]


def test_the_page_prints_lists_and_closes(kantor, client):
    with time_machine.travel(wita(9, 9), tick=False):
        petugas = masuk(client, kantor.petugas)
        assert "Belum ada buku darurat." in teks(petugas.get("/darurat/"))
        assert kirim(petugas, {"jumlah": "500", "alasan": ""}, "/darurat/").status_code == 422
        assert kirim(petugas, {"jumlah": "x" * 4000, "alasan": "a\0"}, "/darurat/").status_code == 422
        jawaban = kirim(petugas, {"jumlah": "20", "alasan": ALASAN}, "/darurat/")
        blok = BukuDarurat.objects.get()
        assert (jawaban.url, blok.jumlah) == (alamat(blok), 20)
        assert "1–20/2026" in teks(petugas.get("/darurat/"))
        cetak = petugas.get(f"/darurat/{blok.kode}/formulir.pdf")
        assert (cetak.status_code, cetak["Content-Type"]) == (200, "application/pdf")
        auditor = masuk(client, kantor.auditor)
        isi = auditor.get(alamat(blok)).content.decode()
        assert [k in isi for k in ('name="laku"', "formulir.pdf", "/catat/")] == [False, False, False]
        assert auditor.post(alamat(blok), {"laku": "tutup"}).status_code == 404


@pytest.mark.parametrize("banyak", [1, 3])
def test_constant_queries(kantor, client, banyak, django_assert_num_queries):
    for _ in range(banyak):
        blok = siapkan(kantor, banyak)
    petugas = masuk(client, kantor.petugas)
    petugas.get("/darurat/")
    with time_machine.travel(wita(9, 9), tick=False):
        for tempat, kueri in (("/darurat/", 5), (alamat(blok), 6)):
            petugas.get(tempat)
            with django_assert_num_queries(kueri):
                petugas.get(tempat)
