"""Registrations at the same moment share new words of the vocabulary and never wait in a circle."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from persuratan.models import KataIndeks, SuratMasuk
from persuratan.services import catat_surat_masuk
from tests.perjalanan import isian

KATA = ["anggrek", "bougenvil", "cempaka", "dahlia", "edelweis", "flamboyan", "gardenia", "hortensia"]


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
def test_pencatatan_bersamaan_dengan_kata_baru_yang_sama(kantor):
    def catat(ke):
        try:
            return catat_surat_masuk(isian(hal=" ".join(KATA[ke:] + KATA[:ke])), oleh=kantor.petugas).nomor_agenda
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as kolam:
        nomor = sorted(kolam.map(catat, range(8)))
    assert nomor == list(range(1, 9))
    assert SuratMasuk.objects.filter(indeks__isi__contains="anggrek").count() == 8
    assert set(KATA) <= set(KataIndeks.objects.values_list("kata", flat=True))
