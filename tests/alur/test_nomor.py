import datetime
import random

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from alur import nomor
from alur.darurat import siapkan_darurat
from alur.models import Jejak, Nomor, NomorTerakhir, PolaNomor
from alur.nomor import NomorDitolak
from alur.pemeriksaan_nomor import periksa_nomor
from alur.pola import PRESET, periksa_pola, tulis

pytestmark = [pytest.mark.tertanam]
BESOK = datetime.timedelta(days=1)


class BatalSimpan(Exception):
    pass


@pytest.fixture
def sari(orang):
    return orang("sari")


def pesan(oleh, jumlah=1, **lain):
    isi = {"alasan": "SK tanggal 5", "kedaluwarsa_pada": timezone.now() + BESOK} | lain
    return nomor.pesan("keluar", 2026, jumlah=jumlah, oleh=oleh, **isi)


def test_numbers_run_per_book_and_year(ratna):
    hasil = [
        nomor.ambil(buku, tahun, untuk="organisasi.pegawai:1", oleh=ratna)
        for buku, tahun in [("masuk", 2026), ("masuk", 2026), ("keluar", 2026), ("masuk", 2027)]
    ]

    assert [(n.buku, n.tahun, n.nomor, n.status) for n in hasil] == [
        ("masuk", 2026, 1, "TERPAKAI"),
        ("masuk", 2026, 2, "TERPAKAI"),
        ("keluar", 2026, 1, "TERPAKAI"),
        ("masuk", 2027, 1, "TERPAKAI"),
    ]


@pytest.mark.django_db(transaction=True)
def test_a_number_needs_a_transaction():
    with pytest.raises(RuntimeError, match="must commit together"):
        nomor.ambil("masuk", 2026, untuk="x:1")


@pytest.mark.django_db(transaction=True)
def test_a_rollback_gives_the_number_back():
    with transaction.atomic():
        nomor.ambil("masuk", 2026, untuk="x:1")
        transaction.set_rollback(True)
    with transaction.atomic():
        assert nomor.ambil("masuk", 2026, untuk="x:2").nomor == 1


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kali", [3, pytest.param(157, marks=pytest.mark.panjang)])
def test_64_parallel_registrations_with_a_third_rolled_back_leave_no_hole(serentak, django_user_model, kali):
    pegawai = django_user_model.objects.create(username="p", nama="P")

    def daftar(i):
        acak, jadi = random.Random(i), 0
        for _ in range(kali):
            try:
                with transaction.atomic():
                    nomor.ambil("masuk", 2026, untuk=f"organisasi.pegawai:{pegawai.pk}")
                    if acak.random() < 1 / 3:
                        raise BatalSimpan
                jadi += 1
            except BatalSimpan:
                pass
        return jadi

    hasil = serentak(64, daftar)

    assert [h for h in hasil if not isinstance(h, int)] == []
    assert 64 * kali / 3 < sum(hasil) < 64 * kali
    assert list(Nomor.objects.order_by("nomor").values_list("nomor", flat=True)) == list(range(1, sum(hasil) + 1))
    assert [(laporan.terakhir, laporan.cacat) for laporan in periksa_nomor()] == [(sum(hasil), ())]


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_without_the_counter_row_the_same_crowd_collides(serentak):
    """Negative control: "read the highest, add one" gives the same number to many."""

    def daftar(i):
        with transaction.atomic():
            tertinggi = Nomor.objects.order_by("-nomor").values_list("nomor", flat=True).first() or 0
            with connection.cursor() as kursor:
                kursor.execute("SELECT pg_sleep(0.05)")
            Nomor.objects.create(
                buku="masuk",
                tahun=2026,
                nomor=tertinggi + 1,
                status="TERPAKAI",
                untuk="x:1",
                dibuat_pada=timezone.now(),
            )

    hasil = serentak(16, daftar)

    assert sum(isinstance(h, IntegrityError) for h in hasil) > 0
    assert all("nomor_tidak_ganda" in str(h) for h in hasil if h is not None)


def test_a_reservation_is_used_once(ratna):
    satu, dua = pesan(ratna, jumlah=2)

    terpakai = nomor.pakai(satu, "organisasi.pegawai:1")

    assert (terpakai.nomor, terpakai.status, terpakai.untuk, terpakai.asal) == (
        1,
        "TERPAKAI",
        "organisasi.pegawai:1",
        "PESANAN",
    )
    with pytest.raises(NomorDitolak, match=r"Nomor 1/2026 berstatus terpakai\."):
        nomor.pakai(satu, "organisasi.pegawai:2")
    assert nomor.ambil("keluar", 2026, untuk="x:1").nomor == dua.nomor + 1
    assert list(Jejak.objects.values_list("transisi", "data")) == [
        ("nomor.pesan", {"buku": "keluar", "tahun": 2026, "dari": 1, "sampai": 2})
    ]


def test_an_expired_reservation_is_listed_and_never_used(ratna):
    (dipesan,) = pesan(ratna)
    with time_machine.travel(timezone.now() + 2 * BESOK):
        assert list(nomor.kedaluwarsa("keluar")) == [dipesan]
        with pytest.raises(NomorDitolak, match=r"Pesanan nomor 1/2026 sudah kedaluwarsa\. Ambil nomor baru\."):
            nomor.pakai(dipesan, "x:1")
        assert nomor.ambil("keluar", 2026, untuk="x:1").nomor == 2


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        ({"alasan": "  "}, "Tulis alasan memesan nomor."),
        ({"kedaluwarsa_pada": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)}, "Batas waktu pesanan sudah lewat."),
        ({"jumlah": 501}, "Jumlah nomor antara 1 dan 500."),
    ],
)
def test_a_reservation_without_reason_limit_or_measure_is_refused(ratna, ubah, kalimat):
    with pytest.raises(NomorDitolak, match=kalimat):
        pesan(ratna, **ubah)

    assert list(Nomor.objects.all()) == []


def test_an_emergency_number_is_typed_in_later(ratna):
    blok = siapkan_darurat("masuk", 2026, jumlah=3, alasan="Buku darurat 1", oleh=ratna)

    nomor.pakai(blok.nomor.get(nomor=2), "organisasi.pegawai:1")

    assert list(Nomor.objects.order_by("nomor").values_list("nomor", "status", "asal")) == [
        (1, "DARURAT", "DARURAT"),
        (2, "TERPAKAI", "DARURAT"),
        (3, "DARURAT", "DARURAT"),
    ]


def test_voiding_takes_two_people(ratna, sari):
    n = nomor.ambil("masuk", 2026, untuk="x:1", oleh=ratna)
    with pytest.raises(NomorDitolak, match=r"Nomor 1/2026 tidak sedang diminta batal\."):
        nomor.setujui_batal(n, sari)
    nomor.minta_batal(n, ratna, "Salah buku")
    with pytest.raises(NomorDitolak, match=r"Nomor 1/2026 sudah diminta batal oleh Ratna\."):
        nomor.minta_batal(n, sari, "Lagi")
    with pytest.raises(NomorDitolak, match=r"Pembatalan harus disetujui orang lain\."):
        nomor.setujui_batal(n, ratna)

    batal = nomor.setujui_batal(n, sari)

    assert (batal.status, batal.alasan_batal, batal.diminta_oleh, batal.disetujui_oleh) == (
        "BATAL",
        "Salah buku",
        ratna,
        sari,
    )
    with pytest.raises(NomorDitolak, match=r"Nomor 1/2026 sudah batal\."):
        nomor.minta_batal(n, ratna, "Lagi")
    assert nomor.ambil("masuk", 2026, untuk="x:2").nomor == 2
    assert list(Jejak.objects.order_by("urut").values_list("transisi", "oleh", "catatan")) == [
        ("nomor.minta_batal", ratna.pk, "Salah buku"),
        ("nomor.setujui_batal", sari.pk, "Salah buku"),
    ]


def test_a_request_that_is_turned_down_leaves_the_number(ratna, sari):
    n = nomor.ambil("masuk", 2026, untuk="x:1")
    nomor.minta_batal(n, ratna, "Salah buku")

    kembali = nomor.tolak_batal(n, sari, "Surat sudah dikirim")

    assert (kembali.status, kembali.diminta_oleh, kembali.alasan_batal) == ("TERPAKAI", None, "")
    assert Jejak.objects.latest("urut").catatan == "Surat sudah dikirim"


@pytest.mark.parametrize(
    ("ubah", "kendala"),
    [
        ({"nomor": 1}, "nomor_tidak_ganda"),
        ({"nomor": 0}, "nomor_mulai_dari_satu"),
        ({"untuk": ""}, "nomor_terpakai_punya_tujuan"),
        ({"status": "DIPESAN", "untuk": ""}, "nomor_dipesan_beralasan"),
        ({"status": "DARURAT", "untuk": ""}, "nomor_darurat_beralasan"),
        ({"kedaluwarsa_pada": timezone.now()}, "nomor_pesanan_berbatas"),
        ({"alasan_batal": "x"}, "nomor_minta_batal_utuh"),
        ({"status": "BATAL"}, "nomor_batal_disetujui"),
        ({"disetujui_pada": timezone.now()}, "nomor_batal_disetujui"),
    ],
)
def test_the_database_holds_the_rules(ratna, ubah, kendala):
    nomor.ambil("masuk", 2026, untuk="x:1")
    isi = {
        "buku": "masuk",
        "tahun": 2026,
        "nomor": 2,
        "status": "TERPAKAI",
        "untuk": "x:2",
        "dibuat_pada": timezone.now(),
    }

    with pytest.raises(IntegrityError) as galat, transaction.atomic():
        Nomor.objects.bulk_create([Nomor(**isi | ubah)])

    assert kendala in str(galat.value) or (connection.vendor == "sqlite" and "UNIQUE" in str(galat.value))


def test_one_person_cannot_void_alone_even_in_the_database(ratna):
    n = nomor.minta_batal(nomor.ambil("masuk", 2026, untuk="x:1"), ratna, "Salah")

    with pytest.raises(IntegrityError, match="nomor_batal_dua_orang"), transaction.atomic():
        Nomor.objects.filter(pk=n.pk).update(status="BATAL", disetujui_oleh=ratna, disetujui_pada=timezone.now())


def test_every_number_is_explained(ratna, sari, capsys):
    nomor.ambil("masuk", 2026, untuk=f"organisasi.pegawai:{ratna.pk}")
    batal = nomor.ambil("masuk", 2026, untuk="x:1")
    nomor.setujui_batal(nomor.minta_batal(batal, ratna, "Salah buku"), sari)
    siapkan_darurat("masuk", 2026, jumlah=1, alasan="Buku darurat 1", oleh=ratna)
    batas = datetime.datetime(2026, 1, 6, 16, 0, tzinfo=timezone.get_current_timezone())
    with time_machine.travel(batas - BESOK):
        nomor.pesan("masuk", 2026, alasan="SK tanggal 5", kedaluwarsa_pada=batas, oleh=ratna)

    call_command("periksa_nomor")

    assert capsys.readouterr().out.splitlines() == [
        "masuk 2026: nomor terakhir 4 (1 terpakai, 1 dipesan, 1 batal, 1 buku darurat)",
        "  Nomor 2: batal, Salah buku (diminta Ratna, disetujui Sari).",
        "  Nomor 3: buku darurat, belum dicatat, Buku darurat 1.",
        "  Nomor 4: dipesan dan kedaluwarsa sampai 06-01-2026 16.00, SK tanggal 5.",
        "Semua nomor dapat dijelaskan.",
    ]


def test_holes_and_numbers_without_letter_fail_the_check(ratna):
    for _ in range(4):
        nomor.ambil("masuk", 2026, untuk=f"organisasi.pegawai:{ratna.pk}")
    Nomor.objects.filter(nomor=2).delete()
    Nomor.objects.filter(nomor=3).update(untuk="organisasi.pegawai:999999")
    NomorTerakhir.objects.update(nomor=5)
    Nomor.objects.create(
        buku="lain", tahun=2026, nomor=1, status="TERPAKAI", untuk="tak.ada:1", dibuat_pada=timezone.now()
    )

    assert [laporan.cacat for laporan in periksa_nomor()] == [
        (
            "lain 2026: penghitung tidak ada.",
            "lain 2026: nomor 1 melewati penghitung (0).",
            "lain 2026: nomor 1 dipakai tak.ada:1, yang tidak ada.",
        ),
        (
            "masuk 2026: nomor 2 hilang.",
            "masuk 2026: nomor 3 dipakai organisasi.pegawai:999999, yang tidak ada.",
            "masuk 2026: nomor 5 hilang.",
        ),
    ]
    with pytest.raises(CommandError, match=r"Nomor tidak lengkap: 3 temuan\."):
        call_command("periksa_nomor", "--buku", "masuk")


@pytest.mark.parametrize(
    ("nama", "hasil"),
    [
        ("P1", "300.2.10/265/SETDA"),
        ("P2", "300.2.10/265/SETDA/2026"),
        ("P3", "300.2.10/265/SETDA/VIII/2026"),
        ("P5", "B/265/300.2.10/2026"),
    ],
)
def test_presets_print_as_offices_do(nama, hasil):
    slot = {"kode_klasifikasi": "300.2.10", "kode_unit": "SETDA", "kode_keamanan": "B"}

    assert tulis(PRESET[nama], nomor_urut=265, tanggal=datetime.date(2026, 8, 3), **slot) == hasil


def test_the_pattern_in_force_on_the_date_is_used(db):
    PolaNomor.objects.create(
        buku="keluar", pola="{nomor_urut:04d}/{kode_unit}", berlaku_mulai=datetime.date(2026, 7, 1)
    )
    slot = {"nomor_urut": 7, "kode_klasifikasi": "005", "kode_unit": "UM"}

    assert nomor.bentuk("keluar", tanggal=datetime.date(2026, 6, 30), **slot) == "005/7/UM/2026"
    assert nomor.bentuk("keluar", tanggal=datetime.date(2026, 7, 1), **slot) == "0007/UM"
    assert (
        nomor.bentuk("keluar", tanggal=datetime.date(2026, 6, 30), nomor_urut=7, kode_klasifikasi="005")
        == "005/7/2026"
    )


@pytest.mark.parametrize(
    ("pola", "kalimat"),
    [
        ("{kode_klasifikasi}/{tahun}", "Pola nomor harus memuat {nomor_urut} satu kali."),
        ("{nomor_urut}/{nomor_urut}", "Pola nomor harus memuat {nomor_urut} satu kali."),
        ("{nomor_urut.__class__}", "Bagian {nomor_urut.__class__} tidak dikenal."),
        ("{nomor_urut}/{bulan}", "Bagian {bulan} tidak dikenal."),
        ("{nomor_urut:>999999999}", "Hanya {nomor_urut} yang boleh diberi lebar"),
        ("{nomor_urut!r}", "Hanya {nomor_urut} yang boleh diberi lebar"),
        ("{nomor_urut", "Pola nomor tidak lengkap"),
        ("{}", "Bagian {} tidak dikenal."),
    ],
)
def test_a_bad_pattern_is_refused_in_a_sentence(pola, kalimat):
    with pytest.raises(ValidationError) as galat:
        periksa_pola(pola)

    assert galat.value.messages[0].startswith(kalimat)


def test_the_year_is_the_offices_year():
    with time_machine.travel(datetime.datetime(2026, 12, 31, 17, 0, tzinfo=datetime.UTC)):  # 1 January, 01.00 WITA
        assert nomor.tahun_kantor() == 2027
