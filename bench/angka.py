"""One line a figure: `name value unit limit ok|fail`."""

import statistics
import sys


class Papan:
    """The figures of one run, printed as they come. `gagal` counts the lines that say fail."""

    def __init__(self, tulis=None):
        self.tulis, self.gagal, self.nilai = tulis or _baris, 0, {}

    def catat(self, nama, nilai, satuan, *, maks=None, harus=None):
        """Print a figure; `maks` is a limit not to be passed, `harus` a value to be met, neither: nothing is asked.

        `nilai` None: it could not be measured, which is a fail.
        """
        if nilai is None:
            baik, batas = False, "harus-ada"
        elif harus is not None:
            baik, batas = nilai == harus, f"={_angka(harus)}"
        elif maks is not None:
            baik, batas = nilai <= maks, f"<={_angka(maks)}"
        else:
            baik, batas = True, "-"
        self.nilai[nama] = nilai
        self.gagal += not baik
        isi = "tidak-ada" if nilai is None else _angka(nilai)
        self.tulis(f"{nama} {isi} {satuan} {batas} {'ok' if baik else 'fail'}")


def _baris(teks):
    sys.stdout.write(teks + "\n")
    sys.stdout.flush()


def _angka(nilai):
    return f"{nilai:.2f}".rstrip("0").rstrip(".") if isinstance(nilai, float) else str(nilai)


def p50(detik):
    """Median in milliseconds of times in seconds."""
    return statistics.median(detik) * 1000


def p95(detik):
    """The time that 95 of 100 stay under, in milliseconds."""
    urut = sorted(detik)
    return urut[max(0, -(-len(urut) * 95 // 100) - 1)] * 1000
