"""Read and taken back at the same moment: one of them comes first, and both sides know which."""

import threading

import pytest
import time_machine
from django.db import connections

from disposisi.models import Disposisi
from disposisi.transitions import TARIK, pantau
from persuratan.models import SuratMasuk, Tugas
from persuratan.services import tandai_dilihat
from tests.balapan import ada_yang_menunggu, tanpa_kunci
from tests.perjalanan import jabatan, wita

HUKUM = "Kepala Bagian Hukum"


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("terkunci", [True, False], ids=["dengan-kunci", "tanpa-kunci"])
def test_membaca_saat_ditarik(jalan, kantor, terkunci, monkeypatch):
    """The giver has found it unread and not yet committed; now the addressee opens it."""
    jalan.sampai_sekda().disposisi(kantor.sekda, wita(9, 9), kepada=[HUKUM, "Kepala Bagian Umum"])
    surat = SuratMasuk.objects.visible_to(kantor.kabag_hukum).get(pk=jalan.surat.pk)
    assert len(surat.surat_induk().tugas_terbuka) == 2  # as his page has read them
    if not terkunci:
        tanpa_kunci(monkeypatch)
    mulai, hasil, asli = threading.Event(), {}, pantau.belum_dibaca

    def baca():
        mulai.wait()
        try:
            hasil["tercatat"] = tandai_dilihat(surat, kantor.kabag_hukum)
        finally:
            connections.close_all()

    def sampai_pembaca_tiba(tugas, penerima):
        jawaban = asli(tugas, penerima)
        mulai.set()
        while pembaca.is_alive() and not ada_yang_menunggu():
            pass
        return jawaban

    monkeypatch.setattr(pantau, "belum_dibaca", sampai_pembaca_tiba)
    pembaca = threading.Thread(target=baca)
    pembaca.start()
    with time_machine.travel(wita(9, 10), tick=False):
        disposisi = Disposisi.objects.get()
        TARIK.run(
            jalan.surat,
            oleh=kantor.sekda,
            disposisi=disposisi.pk,
            penerima={disposisi.penerima.get(jabatan=jabatan(HUKUM)).pk},
        )
    pembaca.join()
    tugas = Tugas.objects.get(jabatan=jabatan(HUKUM))
    # Taken back first: the look is not noted, and the page asks for the right again (persuratan.views.surat).
    satu_lebih_dulu = (hasil["tercatat"], tugas.akhir, tugas.dilihat_pada) == (False, "DITARIK", None)
    assert satu_lebih_dulu == terkunci, (hasil, tugas.akhir, tugas.dilihat_pada)
