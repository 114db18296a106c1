import json
import re
import shutil
import subprocess
import sys
import tarfile

from django.db import connection

from alur.models import Jejak
from alur.pemicu import cabut_pemicu
from tests.cadangan.conftest import AKAR

PENULIS = """
import hashlib, itertools, os
from django.db import transaction
from django.utils import timezone
from alur.jejak import catat_sistem
from dokumen.models import Berkas
from dokumen.proses import ruang_kerja
from dokumen.rak import rak
for nomor in itertools.count():
    isi = os.urandom(3000)
    sha256 = hashlib.sha256(isi).hexdigest()
    with ruang_kerja() as folder:
        (folder / "isi").write_bytes(isi)
        rak().masukkan(folder / "isi", sha256)
    with transaction.atomic():
        Berkas.objects.create(sha256=sha256, ukuran=3000, jenis="application/pdf", nama_asli="a.pdf",
                              diunggah_pada=timezone.now(), status_halaman="TANPA_GAMBAR")
        catat_sistem("coba", data={"nomor": nomor})
    print(nomor, flush=True)
"""


def manifest(jalur):
    with tarfile.open(jalur) as tar:
        return json.loads(tar.extractfile("manifest.json").read())


def test_an_archive_holds_database_and_files_and_is_for_nobody_else(kantor, tmp_path):
    keluar = kantor.berhasil("cadangkan", tmp_path / "a.tar")
    isi = manifest(tmp_path / "a.tar")
    assert re.fullmatch(
        rf"{sum(isi['baris'].values())} baris dalam {len(isi['baris'])} tabel, 2 berkas \(0,0 MiB\); "
        rf"jejak utuh: 12 catatan\.\nTersimpan dan terbaca ulang: {tmp_path}/a\.tar \([\d.]+ dtk\)\n",
        keluar,
    )
    assert (isi["mesin"], isi["jenis"], isi["baris"]["alur_jejak"], isi["berkas_hilang"]) == (
        "sqlite",
        "sqlite",
        12,
        [],
    )
    assert [nama.split("/")[0] for nama in isi["isi"]] == ["basis_data.sqlite3.gz", "berkas", "berkas"]
    assert (tmp_path / "a.tar").stat().st_mode & 0o777 == 0o600
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.tar", "lama"]


def test_a_folder_gets_a_name_by_the_clock_and_nothing_is_overwritten(kantor, tmp_path):
    (tmp_path / "harian").mkdir()
    kantor.berhasil("cadangkan", tmp_path / "harian")
    (jalur,) = (tmp_path / "harian").iterdir()
    assert re.fullmatch(r"esurat-\d{8}-\d{6}\.tar", jalur.name)
    hasil = kantor.manage("cadangkan", jalur)
    assert (hasil.returncode, hasil.stderr) == (
        1,
        f"CommandError: {jalur} sudah ada dan tidak ditimpa. Pilih nama lain.\n",
    )


def test_an_office_without_people_has_nothing_to_back_up(kosong, tmp_path):
    hasil = kosong.manage("cadangkan", tmp_path / "a.tar")
    assert hasil.stderr == "CommandError: Basis data ini masih kosong; belum ada yang dicadangkan.\n"
    assert not (tmp_path / "a.tar").exists()


def test_a_lost_file_is_named_and_the_rest_is_kept(kantor, tmp_path):
    berkas = sorted(p for p in (kantor.var / "berkas").rglob("*") if len(p.name) == 64)
    berkas[0].unlink()
    hasil = kantor.manage("cadangkan", tmp_path / "a.tar")
    assert hasil.returncode == 1
    assert (
        f"1 berkas surat sudah hilang dari penyimpanan sebelum dicadangkan. Yang pertama: {berkas[0].name}."
        in hasil.stderr
    )
    assert manifest(tmp_path / "a.tar")["berkas_hilang"] == [berkas[0].name]


def test_a_changed_file_stops_the_backup(kantor, tmp_path):
    berkas = next(p for p in (kantor.var / "berkas").rglob("*") if len(p.name) == 64)
    berkas.write_bytes(berkas.read_bytes() + b"x")
    hasil = kantor.manage("cadangkan", tmp_path / "a.tar")
    assert f"Isi berkas {berkas.name} di penyimpanan berubah" in hasil.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["lama"]


def test_a_rewritten_ledger_is_not_backed_up_as_if_it_were_whole(kantor, tmp_path):
    with kantor.buka():
        with connection.schema_editor() as penyunting:
            cabut_pemicu(penyunting)
        Jejak.objects.filter(urut=3).update(transisi="lain")
    hasil = kantor.manage("cadangkan", tmp_path / "a.tar")
    assert hasil.returncode == 1
    assert "Jejak tidak utuh" in hasil.stderr
    assert not (tmp_path / "a.tar").exists()


def test_database_and_files_agree_though_work_goes_on(kantor, kosong, tmp_path):
    """Rows and bytes of one archive belong together while somebody registers letters as fast as he can."""
    penulis = subprocess.Popen(
        [sys.executable, "-W", "ignore", "manage.py", "shell", "-v0", "-c", PENULIS],
        cwd=AKAR,
        env=kantor.lingkungan,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        for arsip in ("satu", "dua"):
            for _ in range(5):
                assert penulis.stdout.readline().strip().isdecimal()
            kantor.berhasil("cadangkan", tmp_path / f"{arsip}.tar")
    finally:
        penulis.terminate()
        penulis.wait()
        penulis.stdout.close()
    satu, dua = (manifest(tmp_path / f"{arsip}.tar")["baris"] for arsip in ("satu", "dua"))
    assert 17 <= satu["alur_jejak"] < dua["alur_jejak"]
    # Each writing adds one row to both tables in one transaction; the seeded office has ten acts more than files.
    assert [b["alur_jejak"] - b["dokumen_berkas"] for b in (satu, dua)] == [10, 10]
    shutil.rmtree(kantor.var)
    kosong.berhasil("pulihkan", tmp_path / "dua.tar")
