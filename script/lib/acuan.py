"""The migrated database that every test begins with: made once, on both stores, while the quick checks run.

Without it each of the four test processes migrates by itself, and so does every office that a test starts.
"""

import subprocess
import sys

from script.layanan import ikut_mati

NAMA = "acuan"


class Acuan:
    """`env`: what tells the tests where both are (tests/basis_data.py); whole once `tunggu` has returned True."""

    def __init__(self, akar, env, layanan, folder):
        self.catatan = folder / "acuan.log"
        jalur = folder / f"{NAMA}.sqlite3"
        layanan.buat_basis_data(NAMA)
        alamat = (f"sqlite:///{jalur}", f"{layanan.database_url.rpartition('/')[0]}/{NAMA}")
        self.env = {"ESURAT_ACUAN_SQLITE": str(jalur), "ESURAT_ACUAN_PG": NAMA}
        with self.catatan.open("ab") as keluaran:
            self.proses = [
                subprocess.Popen(
                    [sys.executable, "manage.py", "migrate", "-v0"],
                    cwd=akar,
                    env=env | {"DATABASE_URL": a},
                    stdout=keluaran,
                    stderr=keluaran,
                    preexec_fn=ikut_mati(),
                )
                for a in alamat
            ]

    def tunggu(self):
        """Whether both were made; what went wrong stands in `catatan`."""
        kode = [p.wait() for p in self.proses]
        return kode == [0, 0]
