"""The number of a person: the database holds what the form reads, and older rows are mended before."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from organisasi.models import Pegawai
from pengaturan.forms.akun import bersihkan_whatsapp
from tests.factories import PegawaiFactory

pytestmark = [pytest.mark.tertanam, pytest.mark.django_db]

NAMA = "pegawai_nomor_whatsapp"
LAYAK = ["", "6281200001200", "6221123456", "628123456789012"]
TIDAK_LAYAK = [
    "081200001200",
    "+6281200001200",
    "6281 20000120",
    "62812000012x",
    "x6281200001200",
    "62812000\u0661200",
    "621234567",
    "6281234567890123",
    "16281200001200",
    " ",
]


@pytest.mark.parametrize("nomor", LAYAK)
def test_what_the_form_leaves_the_database_takes(nomor):
    pegawai = PegawaiFactory()
    assert Pegawai.objects.filter(pk=pegawai.pk).update(whatsapp=bersihkan_whatsapp(nomor)) == 1
    pegawai.refresh_from_db()
    assert pegawai.whatsapp == nomor


@pytest.mark.parametrize("nomor", TIDAK_LAYAK)
def test_any_other_number_is_refused_by_name_and_in_a_sentence(nomor):
    pegawai = PegawaiFactory()
    with pytest.raises(IntegrityError, match=NAMA), transaction.atomic():
        Pegawai.objects.filter(pk=pegawai.pk).update(whatsapp=nomor)
    pegawai.whatsapp = nomor
    with pytest.raises(ValidationError) as galat:
        pegawai.validate_constraints()
    assert galat.value.messages == ["Nomor WhatsApp diawali 62 dan terdiri atas 10 sampai 15 angka."]


def test_the_form_reads_only_the_digits_that_a_telephone_has():
    with pytest.raises(ValidationError, match="tidak terbaca. Tulis seperti 081200001200"):
        bersihkan_whatsapp("62\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661\u0661")


@contextmanager
def tanpa_batasan():
    """As the database was before the constraint."""
    with connection.cursor() as kursor:
        if connection.vendor == "postgresql":
            kursor.execute(f"ALTER TABLE {Pegawai._meta.db_table} DROP CONSTRAINT {NAMA}")
            yield
            return
        kursor.execute("PRAGMA ignore_check_constraints = ON")
        try:
            yield
        finally:
            kursor.execute("PRAGMA ignore_check_constraints = OFF")


def test_older_numbers_are_mended_or_emptied_and_their_history_stays():
    lama = ["", "6281200001200", "0812-0000-1200", "+62 812 0000 1200", "12", "bukan nomor", "62812000012001200"]
    pemuat = MigrationExecutor(connection).loader
    rapikan = pemuat.get_migration("organisasi", "0012_rapikan_nomor_whatsapp").operations[0]
    with tanpa_batasan():
        orang = [PegawaiFactory(whatsapp=nomor) for nomor in lama]

        rapikan.code(pemuat.project_state(("organisasi", "0011_penugasan_dapat_dicabut")).apps, None)

    for satu in orang:
        satu.refresh_from_db()
        satu.validate_constraints()
    assert [satu.whatsapp for satu in orang] == ["", *["6281200001200"] * 3, "", "", ""]
    assert [satu.history.get().whatsapp for satu in orang] == lama
