"""Moving to PostgreSQL, backing it up and restoring it; and what the lesser role may not do."""

import datetime as dt
from pathlib import Path

import psycopg2
import pytest

from organisasi.models import HariLibur
from pengaturan.cadangan import basis_data
from tests.cadangan.benih import tanam
from tests.cadangan.conftest import Kantor, tambah_jejak

pytestmark = pytest.mark.pg
AGENDA_LAMA = Path(__file__).parents[1] / "data" / "agenda_lama_contoh.csv"


def nomor_berikut_benar(kantor):
    """A new row gets a key of its own: the counters of PostgreSQL came along."""
    with kantor.buka():
        baru = HariLibur.objects.create(tanggal=dt.date(2031, 1, 1), nama="Coba", jenis="DAERAH").pk
        return baru == max(HariLibur.objects.values_list("pk", flat=True))


def test_an_office_moves_with_history_and_ledger_and_can_come_back(kantor, buat_postgres, tmp_path):
    kantor.berhasil("impor_agenda", AGENDA_LAMA)  # its letters alone: their keys are below zero
    pg = Kantor(kantor.penghalang, kantor.var, buat_postgres())
    keluar = kantor.berhasil("pindah_ke_postgres", pg.url)
    assert "tabel sama. Memeriksa jejak di tujuan …" in keluar
    assert pg.isi() == kantor.isi()
    assert nomor_berikut_benar(pg)

    hasil = kantor.manage("pindah_ke_postgres", pg.url)
    assert hasil.stderr == "CommandError: PostgreSQL tujuan sudah berisi kantor. Tidak ada yang diubah.\n"

    pg.berhasil("cadangkan", tmp_path / "pg.tar")
    lain = Kantor(kantor.penghalang, tmp_path / "lain", buat_postgres())
    lain.berhasil("pulihkan", tmp_path / "pg.tar")
    lain.berhasil("pulihkan", "--timpa", tmp_path / "pg.tar")
    assert lain.isi() == tambah_jejak(pg.isi())
    lain.berhasil("migrate", "--check")

    hasil = kantor.manage("pulihkan", "--timpa", tmp_path / "pg.tar")
    assert "Cadangan ini dari PostgreSQL." in hasil.stderr


def test_a_copy_of_the_embedded_store_restores_into_postgres(kosong, arsip, buat_postgres):
    pg = Kantor(kosong.penghalang, kosong.var, buat_postgres())
    pg.berhasil("pulihkan", arsip)
    assert nomor_berikut_benar(pg)


def test_without_pg_dump_the_rows_go_into_an_sqlite_copy(kantor, buat_postgres, tmp_path):
    pg = Kantor(kantor.penghalang, kantor.var, buat_postgres())
    kantor.berhasil("pindah_ke_postgres", pg.url)
    (tmp_path / "potret").mkdir()
    with pg.buka():
        potret = basis_data._ambil_postgres_sebagai_sqlite(tmp_path / "potret")
    assert (potret.jenis, potret.baris["alur_jejak"], len(potret.dirujuk)) == ("sqlite", 12, 2)
    assert potret.jalur == tmp_path / "potret" / "basis_data.sqlite3.gz"


@pytest.mark.parametrize(
    ("url", "kalimat"),
    [
        ("sqlite:////tmp/lain.sqlite3", "Tujuan harus PostgreSQL"),
        ("postgres://esurat@127.0.0.1:1/esurat", "PostgreSQL tujuan tidak dapat dihubungi"),
    ],
)
def test_a_wrong_target_gets_a_sentence(kantor, url, kalimat):
    hasil = kantor.manage("pindah_ke_postgres", url)
    assert hasil.returncode == 1
    assert kalimat in hasil.stderr


@pytest.fixture
def dua_peran(buat_postgres, kosong):
    """An office whose tables belong to an owner while the application works as a lesser role."""
    url = buat_postgres()
    nama = url.rpartition("/")[2]
    kursor = buat_postgres.kursor
    for peran in (f"{nama}_pemilik", f"{nama}_aplikasi"):
        kursor.execute(f"CREATE ROLE {peran} LOGIN")
    kursor.execute(f"ALTER DATABASE {nama} OWNER TO {nama}_pemilik")
    bagian = url.partition("://")[2].partition("@")[2]
    kantor = Kantor(kosong.penghalang, kosong.var, f"postgres://{nama}_aplikasi@{bagian}")
    pemilik = f"postgres://{nama}_pemilik@{bagian}"
    yield kantor, pemilik
    kursor.execute(f'DROP DATABASE "{nama}" WITH (FORCE)')
    kursor.execute(f'CREATE DATABASE "{nama}"')  # the maker drops it at the end
    for peran in (f"{nama}_pemilik", f"{nama}_aplikasi"):
        kursor.execute(f"DROP ROLE {peran}")


def test_the_lesser_role_does_all_the_work_but_cannot_touch_the_ledger(dua_peran):
    """With the rights as `manage.py siapkan` really leaves them."""
    kantor, pemilik = dua_peran
    keluar = kantor.berhasil("siapkan", MIGRASI_URL=pemilik, PRODUKSI=True)
    assert "jejak dan segel hanya dapat ditambah" in keluar
    with kantor.buka():
        tanam()
    assert kantor.berhasil("periksa_jejak") == "Jejak utuh: 12 catatan dalam 1 rantai, 1 segel.\n"

    tabel = ("alur_jejak", "alur_segelharian", "alur_kepalatersegel")
    terlarang = [
        *(p.format(t) for t in tabel for p in ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE")),
        *(f"ALTER TABLE {t} DISABLE TRIGGER ALL" for t in tabel),
        *(f"DROP TABLE {t} CASCADE" for t in tabel),
        "DROP TRIGGER alur_jejak_tetap ON alur_jejak",
        "ALTER FUNCTION alur_hanya_tambah() RENAME TO lain",
        "SET session_replication_role = replica",
        "CREATE TABLE milik_saya (id int)",
        "DELETE FROM django_migrations",
        "DROP SCHEMA public CASCADE",
    ]
    sambungan = psycopg2.connect(kantor.url)
    sambungan.autocommit = True
    lolos = []
    with sambungan.cursor() as kursor:
        for perintah in terlarang:
            try:
                kursor.execute(perintah)
            except psycopg2.errors.InsufficientPrivilege:
                continue
            lolos.append(perintah)
    sambungan.close()
    assert lolos == []


def test_rights_are_refused_to_the_owner_himself(dua_peran):
    kantor, pemilik = dua_peran
    milik = Kantor(kantor.penghalang, kantor.var, pemilik)
    peran = pemilik.partition("://")[2].partition("@")[0]
    hasil = milik.manage("beri_hak", peran)
    assert f"Peran {peran} memiliki tabelnya sendiri" in hasil.stderr
