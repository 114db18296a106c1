"""Whoever was sent to an event and is let go: who still goes for somebody else, and who no longer sees the letter."""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from alur.models import Notifikasi
from disposisi.models import Kehadiran
from disposisi.transitions import HADIR
from disposisi.transitions.kehadiran import wakilkan_undangan
from disposisi.transitions.wakil import tunjuk_wakil
from persuratan.models import Keterlibatan, SuratMasuk
from persuratan.services import tandai_dilihat
from tests.disposisi.test_kehadiran import AS1, AS2, SEKDA, jawaban, sebagai, undangan, wakilkan
from tests.perjalanan import jabatan, unit

pytestmark = pytest.mark.tertanam
DINKES = "Dinas Kesehatan"


def utus_dinkes(kantor, surat, oleh, dari):
    return wakilkan_undangan(surat, oleh=oleh, sebagai=sebagai(oleh, dari), unit=[unit(DINKES)])


def terlihat(surat, orang):
    return SuratMasuk.objects.visible_to(orang).filter(pk=surat.pk).exists()


@pytest.fixture
def berdua(kantor, senin):
    """Sekda has disposed an invitation to two Asisten; each sends Dinas Kesehatan."""
    p = undangan(kantor).disposisi(kantor.sekda, kepada=[AS1, AS2])
    utus_dinkes(kantor, p.surat, kantor.asisten1, AS1)
    utus_dinkes(kantor, p.surat, kantor.asisten2, AS2)
    return p.surat


def test_wakil_dua_pejabat_tetap_berangkat_bila_satu_datang_sendiri(kantor, berdua):
    HADIR.run(berdua, oleh=kantor.kepala_dinkes)

    HADIR.run(berdua, oleh=kantor.asisten2)

    assert jawaban(berdua) == {"Asisten I": "DIWAKILKAN", "Asisten II": "HADIR", "Kepala Dinkes": "HADIR"}
    assert Kehadiran.objects.get(jabatan__singkatan="Kepala Dinkes").mewakili == jabatan(AS1)
    assert not Notifikasi.objects.filter(judul__startswith="Penunjukan mewakili dicabut").exists()

    HADIR.run(berdua, oleh=kantor.asisten1)
    assert jawaban(berdua)["Kepala Dinkes"] == "DICABUT"


def test_yang_pertama_mengutus_melepas_tanpa_mengganggu_yang_kedua(kantor, berdua):
    HADIR.run(berdua, oleh=kantor.asisten1)

    assert jawaban(berdua) == {"Asisten I": "HADIR", "Asisten II": "DIWAKILKAN", "Kepala Dinkes": "DITUNJUK"}
    assert Kehadiran.objects.get(jabatan__singkatan="Kepala Dinkes").mewakili == jabatan(AS2)


def test_yang_sudah_mengutus_orangnya_tidak_ditunjuk_ulang(kantor, senin):
    """Else nobody could let his deputy go any more."""
    surat = undangan(kantor).surat
    wakilkan(kantor, surat, AS1)
    wakilkan(kantor, surat, "Kepala Bagian Hukum", oleh=kantor.asisten1, dari=AS1, catatan="Bawa data.")
    konteks = SimpleNamespace(
        catatan="", oleh=kantor.bupati, sebagai=kantor.bupati.penugasan_berlaku[0], saat=timezone.now()
    )

    tunjuk_wakil(surat, konteks, jabatan(AS1), mewakili=jabatan("Bupati").pk)

    asisten = Kehadiran.objects.get(surat=surat.pk, jabatan=jabatan(AS1))
    assert (asisten.jawaban, asisten.wakil.singkatan, asisten.catatan, asisten.mewakili.nama) == (
        *("DIWAKILKAN", "Kabag Hukum", "Bawa data."),
        "Bupati",
    )


@pytest.mark.parametrize("keamanan", ["B", "R"])
def test_yang_dilepas_sebelum_melihat_tidak_lagi_melihat_suratnya(client, kantor, senin, keamanan):
    surat = undangan(kantor, **({} if keamanan == "B" else {"keamanan": keamanan})).surat
    utus_dinkes(kantor, surat, kantor.sekda, SEKDA)
    assert terlihat(surat, kantor.kepala_dinkes)

    HADIR.run(surat, oleh=kantor.sekda)

    assert jawaban(surat) == {"Sekda": "HADIR", "Kepala Dinkes": "DICABUT"}
    assert not terlihat(surat, kantor.kepala_dinkes)
    client.force_login(kantor.kepala_dinkes)
    assert client.get(surat.get_absolute_url()).status_code == 404
    kabar = Notifikasi.objects.filter(penerima=kantor.kepala_dinkes).latest("pk")
    assert kabar.tautan == reverse("tugas_saya")


def test_yang_sudah_melihat_atau_menjawab_tetap_melihatnya(kantor, senin):
    dilihat, dijawab = undangan(kantor).surat, undangan(kantor).surat
    wakilkan(kantor, dilihat, AS1)
    tandai_dilihat(dilihat, kantor.asisten1)
    utus_dinkes(kantor, dijawab, kantor.sekda, SEKDA)
    HADIR.run(dijawab, oleh=kantor.kepala_dinkes)

    HADIR.run(dilihat, oleh=kantor.sekda)
    HADIR.run(dijawab, oleh=kantor.sekda)

    assert [jawaban(s)[siapa] for s, siapa in ((dilihat, "Asisten I"), (dijawab, "Kepala Dinkes"))] == ["DICABUT"] * 2
    assert Keterlibatan.objects.filter(surat=dilihat.pk, jabatan=jabatan(AS1)).count() == 1
    assert terlihat(dijawab, kantor.kepala_dinkes)
