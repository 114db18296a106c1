"""The ledger only grows, on both databases."""

import pytest
from django.db import DatabaseError, connection, transaction

from alur import jejak, segel
from alur.models import Jejak, KepalaTersegel, SegelHarian
from alur.pemicu import TABEL, pemicu_hilang

pytestmark = [pytest.mark.tertanam, pytest.mark.django_db]
PESAN = "Catatan ini hanya dapat ditambah"


@pytest.fixture
def tersegel(db):
    with transaction.atomic():
        jejak.catat(rantai="surat:1", transisi="catat")
        return segel.segel_hari()


def isi_buku():
    return [list(m.objects.order_by("pk").values()) for m in (Jejak, SegelHarian, KepalaTersegel)]


def test_triggers_stand_after_a_full_migrate():
    assert pemicu_hilang(connection) == []


@pytest.mark.parametrize("tabel", TABEL)
@pytest.mark.parametrize("perintah", ["UPDATE {} SET hash = 'x'", "DELETE FROM {}", "DELETE FROM {} WHERE id > 0"])
def test_change_and_removal_are_refused(tersegel, tabel, perintah):
    semula = isi_buku()

    with pytest.raises(DatabaseError, match=PESAN), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute(perintah.format(tabel))

    assert isi_buku() == semula


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("tabel", TABEL)
def test_truncate_is_refused(tersegel, tabel):
    with pytest.raises(DatabaseError, match=PESAN), transaction.atomic(), connection.cursor() as kursor:
        kursor.execute(f"TRUNCATE {tabel} CASCADE")


@pytest.mark.parametrize(
    ("tabel", "kunci"),
    [("alur_jejak", "urut, rantai"), ("alur_segelharian", "tanggal"), ("alur_kepalatersegel", "rantai, segel_id")],
)
def test_insert_or_replace_is_refused(tersegel, tabel, kunci):
    """SQLite's REPLACE deletes the old row without asking the DELETE trigger."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE")
    semula = isi_buku()
    with connection.cursor() as kursor:
        kursor.execute(f"SELECT * FROM {tabel}")
        nama = [k[0] for k in kursor.description]
        baris = dict(zip(nama, kursor.fetchone(), strict=True)) | {"hash": "palsu"}
    for ubah in ({"id": baris["id"]}, {"id": baris["id"] + 99}):
        nilai = baris | ubah
        tanya = ", ".join("%s" for _ in nilai)
        with pytest.raises(DatabaseError, match=PESAN), transaction.atomic(), connection.cursor() as kursor:
            kursor.execute(
                f"INSERT OR REPLACE INTO {tabel} ({', '.join(nilai)}) VALUES ({tanya})",
                list(nilai.values()),
            )

    assert isi_buku() == semula


def test_the_orm_is_refused_too(tersegel):
    entri = Jejak.objects.get()
    entri.catatan = "diubah"
    for ubah in (entri.save, entri.delete, Jejak.objects.all().delete):
        with pytest.raises(DatabaseError, match=PESAN), transaction.atomic():
            ubah()

    assert Jejak.objects.get().catatan == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("putaran", [1, 2])
def test_the_flush_between_tests_empties_the_book_and_puts_the_triggers_back(putaran):
    assert list(Jejak.objects.all()) == []
    assert pemicu_hilang(connection) == []

    with transaction.atomic():
        jejak.catat(rantai=f"surat:{putaran}", transisi="catat")
