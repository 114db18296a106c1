"""Cancelling takes two people; the number stays, the letter stays readable, and nobody owes anything any more."""

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.models import Value

from alur.kewenangan import TransitionDenied
from alur.models import Jejak, Nomor, Notifikasi
from alur.pemeriksaan_nomor import periksa_nomor
from ekspedisi.transitions import KEMBALIKAN as BUKAN_UNTUK_KAMI
from laporan.agenda import baris_agenda, surat_agenda
from organisasi.models import Jabatan
from persuratan.kembar import cari_kembar
from persuratan.models import Keterlibatan, Surat, SuratMasuk, Tugas
from persuratan.sapuan import sapu_terlambat
from persuratan.services import tambah_pindaian
from persuratan.transitions import MINTA_BATAL, SETUJUI_BATAL, TOLAK_BATAL
from tests.factories import PenugasanFactory
from tests.perjalanan import Perjalanan, wita
from tests.persuratan.meja import kirim, masuk, teks

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]
ALASAN = "Tercatat dua kali, sama dengan agenda 7."
KES = "Dinas Kesehatan"
Status = SuratMasuk.Status


def pada(saat, verb, p, oleh, **isi):
    with time_machine.travel(saat, tick=False):
        verb.run(p.surat, oleh=oleh, **isi)
    return p.segar()


def minta(p, saat=None, catatan=ALASAN, oleh=None):
    return pada(saat or wita(9, 10), MINTA_BATAL, p, oleh or p.kantor.petugas, catatan=catatan)


def setujui(p, saat=None, oleh=None):
    return pada(saat or wita(9, 11), SETUJUI_BATAL, p, oleh or p.kantor.kabag_umum)


def tolak(p, saat=None, catatan="Suratnya memang dua."):
    return pada(saat or wita(9, 11), TOLAK_BATAL, p, p.kantor.kabag_umum, catatan=catatan)


def nomor(p):
    n = Nomor.objects.get(untuk=p.surat.sebutan_objek())
    return n.status, n.alasan_batal, n.diminta_oleh, n.disetujui_oleh


def transisi(surat):
    return list(Jejak.objects.filter(rantai=surat.rantai).order_by("urut").values_list("transisi", "dari", "ke"))


def test_a_request_changes_nothing_but_asks_the_head(kantor):
    p = Perjalanan(kantor).sampai_sekda()
    Notifikasi.objects.all().delete()

    surat = minta(p)

    assert surat.status == Status.NAIK
    assert sorted(str(t) for t in surat.tugas_terbuka) == [
        "Disposisi · Sekretaris Daerah",
        "Persetujuan pembatalan · Kepala Bagian Umum",
    ]
    assert nomor(p) == ("TERPAKAI", ALASAN, kantor.petugas, None)
    # One working day to answer: Tuesday's closing time.
    assert Tugas.objects.get(jenis="PERSETUJUAN_BATAL").tenggat_pada == wita(10, 16)
    kabar = Notifikasi.objects.values_list("penerima__username", "judul", "tautan")
    assert list(kabar) == [
        (
            "kabag.umum",
            "Pembatalan menunggu persetujuan Anda: Agenda 1/2026",
            f"/surat/{surat.kode}/setujui-batal/",
        )
    ]


def test_once_agreed_the_letter_ends_and_its_number_stays(kantor):
    p = Perjalanan(kantor).sampai_sekda()
    minta(p)
    Notifikasi.objects.all().delete()

    surat = setujui(p)

    assert (surat.status, list(surat.tugas_terbuka)) == (Status.BATAL, [])
    assert nomor(p) == ("BATAL", ALASAN, kantor.petugas, kantor.kabag_umum)
    assert list(Tugas.objects.order_by("pk").values_list("jenis", "akhir", "selesai_oleh__username")) == [
        ("CATAT", "", "petugas"),
        ("ARAHKAN", "", "petugas"),
        ("TELAAH", "", "kabag.umum"),
        ("DISPOSISI", "BATAL", "kabag.umum"),
        ("PERSETUJUAN_BATAL", "", "kabag.umum"),
    ]
    assert transisi(surat)[-2:] == [("minta_batal", "NAIK", "NAIK"), ("setujui_batal", "NAIK", "BATAL")]
    assert sorted(Notifikasi.objects.values_list("penerima__username", "judul", "isi")) == [
        (nama, "Surat dibatalkan: Agenda 1/2026", f"Permintaan data capaian imunisasi. Alasan: {ALASAN}")
        for nama in ("petugas", "sekda")
    ]
    assert Perjalanan(kantor).catat().surat.nomor_lengkap == "2/2026"
    assert [(x.terakhir, x.penjelasan, x.cacat) for x in periksa_nomor()] == [
        (2, (f"Nomor 1: batal, {ALASAN} (diminta Ratna Melur, disetujui Puspa Sawitri).",), ())
    ]


def test_a_cancelled_letter_is_never_late_again(kantor):
    p = Perjalanan(kantor).sampai_sekda()
    minta(p)
    setujui(p)

    assert sapu_terlambat(wita(30, 12)) == 0
    assert Surat.objects.values_list("didistribusikan_pada", "terlambat_pada").get() == (wita(9, 11), None)


def test_what_was_late_before_it_was_cancelled_stays_late(kantor):
    """Sekda's working day ended Tuesday 16.00, the whole way Wednesday 16.00; no worker was there to note it."""
    p = Perjalanan(kantor).sampai_sekda()
    minta(p, wita(12, 9))
    setujui(p, wita(12, 10))

    assert Tugas.objects.get(jenis="DISPOSISI").terlambat_pada == wita(10, 16)
    assert Surat.objects.get().terlambat_pada == wita(11, 16)


def test_refused_the_letter_goes_on(kantor):
    p = Perjalanan(kantor).sampai_sekda()
    minta(p)
    Notifikasi.objects.all().delete()

    surat = tolak(p)

    assert (surat.status, nomor(p)) == (Status.NAIK, ("TERPAKAI", "", None, None))
    assert [str(t) for t in surat.tugas_terbuka] == ["Disposisi · Sekretaris Daerah"]
    assert list(Notifikasi.objects.values_list("penerima__username", "judul")) == [
        ("petugas", "Pembatalan ditolak: Agenda 1/2026")
    ]
    p.arsipkan(kantor.sekda, wita(9, 12))
    assert p.surat.status == Status.SELESAI


def test_a_letter_that_only_waits_for_the_answer_ends_when_it_is_refused(kantor):
    p = Perjalanan(kantor).sampai_sekda()
    minta(p)
    p.arsipkan(kantor.sekda, wita(9, 10, 30))
    assert [t.jenis for t in p.surat.tugas_terbuka] == ["PERSETUJUAN_BATAL"]

    assert tolak(p).status == Status.SELESAI


@pytest.mark.parametrize("catatan", ["", "  \n "])
def test_no_reason_no_request(kantor, catatan):
    with pytest.raises(TransitionDenied, match=r"Tulis mengapa pencatatan surat ini dibatalkan\."):
        minta(Perjalanan(kantor).catat(), catatan=catatan)
    assert Tugas.objects.filter(jenis="PERSETUJUAN_BATAL").count() == 0


def test_asked_once(kantor):
    p = Perjalanan(kantor).catat()
    minta(p)

    with pytest.raises(TransitionDenied, match=r"Pembatalan surat ini sudah diminta dan menunggu persetujuan\."):
        minta(p, oleh=kantor.petugas2)


@pytest.mark.parametrize("nama", ["petugas", "petugas2", "kasubbag", "sekda"])
def test_only_the_head_agrees(kantor, nama):
    p = Perjalanan(kantor).catat()
    minta(p)

    kalimat = r"Tahap persetujuan pembatalan surat ini dikerjakan oleh Kepala Bagian Umum\."
    with pytest.raises(TransitionDenied, match=kalimat):
        setujui(p, oleh=getattr(kantor, nama))


def test_who_asked_does_not_agree_even_when_standing_in_for_the_head(kantor):
    p = Perjalanan(kantor).catat()
    PenugasanFactory(
        pegawai=kantor.petugas,
        jabatan=Jabatan.objects.get(nama="Kepala Bagian Umum"),
        jenis="PLH",
        mulai=dt.date(2026, 11, 9),
        sampai=dt.date(2026, 11, 10),
    )
    oleh = type(kantor.petugas).objects.get(pk=kantor.petugas.pk)
    minta(p, oleh=oleh)

    with pytest.raises(TransitionDenied, match=r"Pembatalan harus disetujui orang lain\."):
        setujui(p, oleh=oleh)
    assert p.segar().status == Status.TERCATAT
    with pytest.raises(IntegrityError, match="nomor_batal_dua_orang"), transaction.atomic():
        Nomor.objects.update(status="BATAL", disetujui_oleh=oleh, disetujui_pada=wita(9, 11))


def test_what_a_unit_holds_is_not_cancelled(kantor):
    p = Perjalanan(kantor).sampai_dinas()
    kalimat = r"Surat ini sudah dikirim ke Dinas Kesehatan\. Surat yang sudah dikirim tidak dapat dibatalkan\."
    with pytest.raises(TransitionDenied, match=kalimat):
        minta(p, wita(9, 12))

    p.buka(kantor.dinkes, KES).terima(kantor.dinkes, KES).selesaikan(kantor.dinkes)
    assert p.surat.status == Status.SELESAI
    with pytest.raises(TransitionDenied, match="tidak berlaku lagi: status sudah Selesai"):
        minta(p, wita(13, 11))


def test_a_unit_that_is_done_still_had_it(kantor):
    """One unit has reported, the other's copy waits to be sent: nothing open lies in a unit, yet one has a receipt."""
    p = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[KES, "Dinas Pendidikan"]).kirim(KES)
    p.buka(kantor.dinkes, KES).terima(kantor.dinkes, KES).selesaikan(kantor.dinkes, pada=wita(9, 12))
    assert [t.jenis for t in p.surat.tugas_terbuka] == ["DISTRIBUSI"]

    with pytest.raises(TransitionDenied, match="sudah dikirim ke Dinas Kesehatan"):
        minta(p, wita(9, 13))


def test_sent_while_the_head_was_thinking(kantor):
    p = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[KES])
    minta(p)
    p.kirim(KES, pada=wita(9, 10, 30))

    with pytest.raises(TransitionDenied, match="sudah dikirim ke Dinas Kesehatan"):
        setujui(p)
    assert (tolak(p).status, nomor(p)[0]) == (Status.TERDISPOSISI, "TERPAKAI")


def test_what_a_unit_sent_back_can_be_cancelled(kantor):
    p = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[KES]).kirim(KES).buka(kantor.dinkes, KES)
    with time_machine.travel(wita(9, 11, 10), tick=False):
        BUKAN_UNTUK_KAMI.run(p.kiriman(KES), oleh=kantor.dinkes, catatan="Salah alamat.")
    p.segar()

    minta(p, wita(9, 12))
    assert setujui(p, wita(9, 13)).status == Status.BATAL


def test_nothing_more_is_done_with_a_cancelled_letter(kantor):
    p = Perjalanan(kantor).sampai_sekda()
    minta(p)
    setujui(p)

    for verb in (lambda: p.arsipkan(kantor.sekda), lambda: minta(p), lambda: p.disposisi(kantor.sekda, ke_unit=[KES])):
        with pytest.raises(TransitionDenied, match="tidak berlaku lagi: status sudah Batal"):
            verb()


def test_a_secret_letter_is_cancelled_by_its_envelope(kantor):
    hal, sebab = "Pemeriksaan khusus kas daerah", "Berkas pemeriksaan kas tercatat dua kali"
    p = Perjalanan(kantor).catat(keamanan="R", hal=hal, nama_pengirim="Kejaksaan Negeri Contoh", pindai=False)
    minta(p, wita(9, 8, 20), catatan=sebab)
    kabag = Keterlibatan.objects.get(jabatan__nama="Kepala Bagian Umum")
    assert kabag.baca_isi is False
    setujui(p, wita(9, 8, 40))

    kabar = " ".join(f"{n.judul} {n.isi}" for n in Notifikasi.objects.all())
    assert [k in kabar for k in (hal, sebab, "Kejaksaan", "Agenda 1/2026")] == [False, False, False, True]
    with time_machine.travel(wita(9, 12), tick=False):
        hari = dt.date(2026, 11, 9)
        baris = baris_agenda(surat_agenda(kantor.kabag_umum, hari, hari), 0, None)
    assert [b["keterangan"] for b in baris] == ["Batal"]


def test_it_is_marked_wherever_it_is_seen(kantor, client):
    p = Perjalanan(kantor).sampai_sekda()
    minta(p)
    setujui(p)
    surat = p.surat
    with time_machine.travel(wita(9, 12), tick=False):
        klien = masuk(client, kantor.sekda)
        rinci, daftar, cari = (teks(klien.get(a)) for a in (surat.get_absolute_url(), "/surat/", "/cari/?q=imunisasi"))
        belum = teks(klien.get("/surat/?status=belum"))
        umum = teks(client.get(f"/cek/{surat.kode_lacak}/"))
        hari = dt.date(2026, 11, 9)
        (baris,) = baris_agenda(surat_agenda(kantor.petugas, hari, hari), 0, None)

    assert f"Surat ini batal. Nomor 1/2026 tidak dipakai lagi. Alasan: {ALASAN}" in rinci
    assert "Diminta Ratna Melur, Sen 9 Nov 2026 10.00. Disetujui Puspa Sawitri, Sen 9 Nov 2026 11.00." in rinci
    assert [k in rinci for k in ("Dibatalkan", "Sekarang di tangan Surat ini batal")] == [True, False]
    assert [" Batal " in t for t in (daftar, cari, belum)] == [True, True, True]
    assert ["imunisasi" in t for t in (daftar, cari, belum)] == [True, True, False]
    assert "Pencatatan surat ini dibatalkan" in umum
    assert ALASAN not in umum
    assert (baris["batal"], baris["keterangan"]) == (True, f"Batal: {ALASAN}")


def test_its_event_leaves_the_home_page(kantor, client):
    p = Perjalanan(kantor).catat(acara_mulai=wita(12, 9), acara_tempat="Aula").arahkan().telaah()
    with time_machine.travel(wita(9, 12), tick=False):
        klien = masuk(client, kantor.petugas)
        sebelum = "Aula" in teks(klien.get("/"))
    minta(p)
    setujui(p)
    with time_machine.travel(wita(9, 12), tick=False):
        assert (sebelum, "Aula" in teks(klien.get("/"))) == (True, False)


def test_registered_anew_it_is_no_twin_of_the_cancelled_one(kantor):
    p = Perjalanan(kantor).catat()
    sama = {"pengirim": [p.surat.pengirim_id], "nomor_surat": p.surat.nomor_surat}
    assert [k.surat for k in cari_kembar(kantor.petugas, **sama)] == [[p.surat]]
    minta(p)
    setujui(p)

    assert cari_kembar(kantor.petugas, **sama) == []


def test_the_pages_of_both_people(meja, kantor, client):
    surat = Perjalanan(kantor).catat().surat
    alamat = f"/surat/{surat.kode}/minta-batal/"
    assert kirim(meja, {"catatan": ""}, alamat).status_code == 422
    jawaban = kirim(meja, {"catatan": ALASAN}, alamat)
    assert (jawaban.status_code, jawaban.url) == (302, surat.get_absolute_url())
    rinci = teks(meja.get(jawaban.url))
    assert f"Surat tetap berjalan sampai kepala bagian memutus. Alasan: {ALASAN}" in rinci

    kabag = masuk(client, kantor.kabag_umum)
    beranda = teks(kabag.get("/"))
    assert [k in beranda for k in ("Setujui pembatalan", "diminta petugas agenda", "Periksa")] == [True] * 3
    setuju = f"/surat/{surat.kode}/setujui-batal/"
    halaman = teks(kabag.get(setuju))
    assert [k in halaman for k in ("Diminta Ratna Melur", ALASAN, "Tolak pembatalan")] == [True, True, True]
    kosong = kirim(kabag, {"catatan": " "}, f"/surat/{surat.kode}/tolak-batal/")
    assert (kosong.status_code, "Tulis mengapa pembatalan ditolak." in teks(kosong)) == (422, True)
    jawaban = kirim(kabag, {}, setuju)
    assert jawaban.status_code == 302
    assert "Agenda 1/2026 dibatalkan." in teks(kabag.get(jawaban.url))
    assert SuratMasuk.objects.get().status == Status.BATAL


def test_the_reason_of_a_letter_closed_to_the_printer_is_not_printed(kantor):
    """A clerk of another unit knows a restricted letter by its envelope; the reason tells of its content."""
    p = Perjalanan(kantor).catat(keamanan="T").arahkan()
    minta(p)
    setujui(p)
    hari = dt.date(2026, 11, 9)
    with time_machine.travel(wita(10, 8), tick=False):
        buku = surat_agenda(kantor.petugas, hari, hari)
        keterangan = [
            baris_agenda(b, 0, None)[0]["keterangan"].split("; ")[0]
            for b in (buku, buku.annotate(isi_terbuka=Value(False)))
        ]

    assert keterangan == [f"Batal: {ALASAN}", "Batal"]


def test_a_scan_is_not_added_to_a_letter_cancelled_while_it_was_judged(kantor):
    p = Perjalanan(kantor).catat(pindai=False)
    minta(p)
    setujui(p)

    with pytest.raises(TransitionDenied, match="Pindaiannya tidak ditambahkan"):
        tambah_pindaian(p.surat, [], oleh=kantor.petugas)
    assert Jejak.objects.filter(rantai=p.surat.rantai, transisi="tambah_pindaian").count() == 0
