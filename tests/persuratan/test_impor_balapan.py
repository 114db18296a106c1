"""The same old agenda brought in by two at the same moment: one writes it, the other finds it there."""

import io

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from alur.models import Jejak
from alur.pemeriksaan import periksa as periksa_buku_besar
from persuratan.impor import layanan
from persuratan.models import AgendaLama, ImporAgenda, SuratMasuk
from tests.balapan import bersama, tanpa_kunci
from tests.persuratan.agenda_karangan import baris_karangan, csv_karangan


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("terkunci", [True, False], ids=["with-the-lock", "without-it"])
def test_each_row_comes_in_once(kantor, tmp_path, monkeypatch, terkunci):
    berkas = tmp_path / "agenda.csv"
    berkas.write_bytes(csv_karangan(baris_karangan(3)))
    if not terkunci:
        tanpa_kunci(monkeypatch)

    def impor():
        keluar = io.StringIO()
        call_command("impor_agenda", str(berkas), stdout=keluar, stderr=io.StringIO())
        return keluar.getvalue().splitlines()[-1]

    hasil = bersama(monkeypatch, layanan, "tulis", impor, impor)

    assert list(AgendaLama.objects.order_by("baris").values_list("baris", flat=True)) == [2, 3, 4]
    assert (SuratMasuk.objects.count(), Jejak.objects.filter(transisi="impor").count()) == (3, 3)
    assert periksa_buku_besar().temuan == ()
    if terkunci:
        assert sorted(hasil) == [
            "0 surat diimpor, 3 sudah ada, 0 ditinggalkan.",
            "3 surat diimpor, 0 sudah ada, 0 ditinggalkan.",
        ]
        assert ImporAgenda.objects.filter(selesai_pada=None).count() == 0
    else:
        # Without the queue only the constraints hold, and they speak to nobody.
        assert [type(h) for h in hasil if not isinstance(h, str)] == [IntegrityError]
