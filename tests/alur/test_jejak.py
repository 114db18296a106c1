import datetime

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction

from alur import jejak, pemeriksaan
from alur.models import Jejak, KepalaRantai
from organisasi.models import Jabatan, Penugasan, UnitKerja

pytestmark = pytest.mark.tertanam
WITA = datetime.timezone(datetime.timedelta(hours=8))


@pytest.fixture
def plh(bima):
    unit = UnitKerja.objects.create(nama="Bagian Umum", jenis="BAGIAN", dalam_setda=True)
    jabatan = Jabatan.objects.create(nama="Kepala Bagian Umum", unit=unit)
    hari = datetime.date(2021, 1, 8)
    return Penugasan.objects.create(pegawai=bima, jabatan=jabatan, jenis="PLH", mulai=hari, sampai=hari)


@time_machine.travel(datetime.datetime(2021, 1, 8, 14, 0, 0, 123_987, tzinfo=WITA), tick=False)
def test_isi_is_the_canonical_act(bima, plh):
    entri = jejak.catat(
        rantai="surat:12",
        transisi="catat",
        objek="persuratan.surat:12",
        dari="KONSEP",
        ke="TERCATAT",
        oleh=bima,
        sebagai=plh,
        terjadi_pada=datetime.datetime(2021, 1, 6, 9, 0, tzinfo=WITA),
        sumber_waktu="MENYUSUL",
        catatan="Re\u0301sume\u0301 \x00rapat",
        data={"tenggat": datetime.date(2021, 1, 11), "nomor": 17, "ditutup": (1, None, True)},
    )

    assert entri.isi == (
        '{"catatan":"Résumé rapat","dari":"KONSEP","data":{"ditutup":[1,null,true],"nomor":17,"tenggat":"2021-01-11"},'
        f'"ke":"TERCATAT","objek":"persuratan.surat:12","oleh":{{"id":{bima.pk},"nama":"Bima"}},'
        '"pada":"2021-01-08T06:00:00.123Z","rantai":"surat:12",'
        f'"sebagai":{{"id":{plh.pk},"jabatan":"Plh. Kepala Bagian Umum"}},"sumber_waktu":"MENYUSUL","tempat":"web",'
        '"terjadi_pada":"2021-01-06T01:00:00.000Z","transisi":"catat","urut":1}'
    )
    assert entri.hash_sebelum == "0" * 64
    assert entri.pada.microsecond == 123_000
    assert (entri.nama_pelaku, entri.jabatan_pelaku) == ("Bima", "Plh. Kepala Bagian Umum")
    assert jejak.kode_pendek(entri) == f"{entri.hash[:4]}-{entri.hash[4:8]}".upper()


def test_entries_of_a_chain_follow_each_other(ratna):
    baris = [jejak.catat(rantai=r, transisi="t", oleh=ratna) for r in ("surat:1", "surat:2", "surat:1")]
    sistem = jejak.catat_sistem("masuk", oleh=ratna)

    assert [(b.rantai, b.urut) for b in [*baris, sistem]] == [
        ("surat:1", 1),
        ("surat:2", 1),
        ("surat:1", 2),
        ("sistem", 1),
    ]
    assert baris[2].hash_sebelum == baris[0].hash
    assert set(KepalaRantai.objects.values_list("rantai", "urut", "hash")) == {
        ("surat:1", 2, baris[2].hash),
        ("surat:2", 1, baris[1].hash),
        ("sistem", 1, sistem.hash),
    }


def test_the_name_stays_as_it_was(ratna):
    jejak.catat(rantai="surat:1", transisi="catat", oleh=ratna)
    ratna.nama = "Ratna Ayu"
    ratna.save()

    entri = Jejak.objects.get()
    assert (entri.nama_pelaku, entri.jabatan_pelaku, entri.oleh.nama) == ("Ratna", "", "Ratna Ayu")
    assert pemeriksaan.periksa().temuan == ()


def test_nobody_means_the_system(db):
    assert jejak.catat_sistem("sapu").nama_pelaku == "Sistem"


@pytest.mark.parametrize("nilai", [1.5, float("nan"), object(), b"x"])
def test_values_that_a_database_may_change_are_refused(db, nilai):
    with pytest.raises(TypeError):
        jejak.catat(rantai="surat:1", transisi="t", data={"nilai": [nilai]})


@pytest.mark.parametrize(
    ("terjadi_pada", "sumber"), [(None, "IMPOR"), (datetime.datetime(2021, 1, 6, tzinfo=WITA), "")]
)
def test_a_claimed_moment_names_its_source(db, terjadi_pada, sumber):
    with pytest.raises(IntegrityError, match="jejak_waktu_dinyatakan_bersumber"), transaction.atomic():
        jejak.catat(rantai="surat:1", transisi="t", terjadi_pada=terjadi_pada, sumber_waktu=sumber)


@pytest.mark.django_db(transaction=True)
def test_an_entry_needs_a_transaction():
    with pytest.raises(RuntimeError, match="must commit together"):
        jejak.catat(rantai="surat:1", transisi="t")


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_act_leaves_nothing():
    with transaction.atomic():
        jejak.catat(rantai="surat:1", transisi="t")
        transaction.set_rollback(True)

    assert list(KepalaRantai.objects.all()) == []
    assert list(Jejak.objects.all()) == []


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_simultaneous_appends_never_fork_a_chain(serentak):
    def tambah(i):
        for _ in range(5):
            with transaction.atomic():
                jejak.catat(rantai="surat:1", transisi="t", data={"i": i})

    assert serentak(8, tambah) == [None] * 8
    assert list(Jejak.objects.order_by("urut").values_list("urut", flat=True)) == list(range(1, 41))
    assert pemeriksaan.periksa().temuan == ()


def test_simultaneous_appends_without_lock_collide(db):
    """Negative control of the test above: two writers that read the same head write the same place in the chain."""
    pertama = jejak.catat(rantai="surat:1", transisi="t")
    KepalaRantai.objects.update(urut=0, hash=jejak.AWAL)  # what a second writer without lock would have read

    with pytest.raises(DatabaseError), transaction.atomic():
        jejak.catat(rantai="surat:1", transisi="t")

    assert list(Jejak.objects.all()) == [pertama]
    assert connection.vendor in {"sqlite", "postgresql"}
