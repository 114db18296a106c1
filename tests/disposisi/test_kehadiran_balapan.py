"""Two answer for one post at the same moment: the official and the adjutant. One answer is kept, once."""

import pytest
from django.test import Client

from disposisi.models import Kehadiran
from disposisi.transitions import kehadiran
from tests.balapan import bersama, tanpa_kunci
from tests.disposisi.test_kehadiran import alamat, jawaban, terbuka, tindakan, undangan
from tests.halaman import kunci

SUDAH = "Jawaban “Hadir” sudah tercatat. Tidak ada yang berubah."


def penjawab(pegawai, surat):
    """Somebody with the page open; called, the answer is sent. What the person then reads."""
    klien = Client()
    klien.force_login(pegawai)
    data = {"kunci": kunci(klien.get(alamat(surat))), "jawaban": "HADIR", "catatan": ""}

    def kirim():
        balasan = klien.post(alamat(surat), data)
        return balasan.status_code, balasan.context and balasan.context["tertolak"]

    return kirim


@pytest.mark.pg
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("terkunci", [True, False], ids=["dengan-kunci", "tanpa-kunci"])
def test_dua_orang_menjawab_undangan_yang_sama(kantor, senin, monkeypatch, terkunci):
    surat = undangan(kantor).surat
    berdua = [penjawab(orang, surat) for orang in (kantor.sekda, kantor.ajudan)]
    if not terkunci:
        tanpa_kunci(monkeypatch)

    hasil = bersama(monkeypatch, kehadiran, "lepas_wakil", *berdua)

    if terkunci:
        assert sorted(hasil, key=str) == [(302, None), (422, SUDAH)]
        assert (jawaban(surat), tindakan(surat)) == ({"Sekda": "HADIR"}, ["hadir", "tuntas"])
        # Whoever came first: what the adjutant wrote down is still to be confirmed.
        didiktekan = hasil[1] == (302, None)
        assert (Kehadiran.objects.get().revisi, Kehadiran.objects.get().didiktekan) == (0, didiktekan)
        assert terbuka(surat) == ([("BENARKAN", "Sekda")] if didiktekan else [])
    else:
        assert (hasil, tindakan(surat).count("hadir")) == ([(302, None)] * 2, 2)
