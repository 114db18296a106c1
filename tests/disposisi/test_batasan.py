"""Each named constraint of the room, broken once behind Python's back."""

import pytest
from django.db import IntegrityError, transaction

from disposisi.models import Disposisi, PenerimaDisposisi
from tests.perjalanan import jabatan, unit

pytestmark = pytest.mark.tertanam


@pytest.fixture
def disposisi(jalan, kantor):
    jalan.sampai_sekda().disposisi(
        kantor.sekda, kepada=["Kepala Bagian Hukum", "Kepala Bagian Umum"], ke_unit=["Dinas Sosial", "Dinas Kesehatan"]
    )
    return Disposisi.objects.get()


def langgar(nama, ubah):
    with pytest.raises(IntegrityError, match=nama), transaction.atomic():
        ubah()


def penerima(disposisi, **pihak):
    return PenerimaDisposisi.objects.filter(disposisi=disposisi, **pihak)


def kolom(disposisi, *nama):
    """SQLite names the columns of a broken unique index, PostgreSQL the constraint."""
    return "|".join([*nama, "UNIQUE constraint failed: disposisi_penerimadisposisi"])


def test_tepat_satu_pihak(disposisi):
    baris = penerima(disposisi, jabatan=jabatan("Kepala Bagian Hukum"))
    langgar("penerima_disposisi_satu_pihak", lambda: baris.update(unit=unit("Dinas Sosial")))
    langgar("penerima_disposisi_satu_pihak", lambda: baris.update(jabatan=None))


def test_jabatan_sekali(disposisi):
    baris = penerima(disposisi, jabatan=jabatan("Kepala Bagian Hukum"))
    nama = kolom(disposisi, "penerima_disposisi_jabatan_sekali")
    langgar(nama, lambda: baris.update(jabatan=jabatan("Kepala Bagian Umum")))


def test_unit_sekali(disposisi):
    baris = penerima(disposisi, unit=unit("Dinas Sosial"))
    nama = kolom(disposisi, "penerima_disposisi_unit_sekali")
    langgar(nama, lambda: baris.update(unit=unit("Dinas Kesehatan")))
