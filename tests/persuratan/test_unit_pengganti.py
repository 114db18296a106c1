"""A unit that was closed: whoever took its place sees its letters and goes on with them."""

import pytest

from ekspedisi.models import Pengiriman
from organisasi.models import Jabatan
from persuratan.antrean import antrean
from persuratan.models import SuratMasuk, Tugas
from persuratan.pemegang import penugasan_pemegang
from tests.perjalanan import Perjalanan, unit, wita

pytestmark = pytest.mark.tertanam
KES, PDK = "Dinas Kesehatan", "Dinas Pendidikan"


def lebur(nama, ke):
    """Close a unit and its posts; another takes its place."""
    lama = unit(nama)
    Jabatan.objects.filter(unit=lama).update(aktif=False)
    lama.aktif, lama.pengganti = False, unit(ke) if ke else None
    lama.save()


def segar(pegawai):
    return type(pegawai).objects.get(pk=pegawai.pk)


def terlihat(pegawai):
    return list(SuratMasuk.objects.visible_to(segar(pegawai)).values_list("hal", flat=True))


def test_the_successor_sees_and_finishes_what_the_closed_unit_held(kantor):
    p = Perjalanan(kantor).sampai_dinas()
    lain = Perjalanan(kantor).catat(hal="Bukan urusan dinas").surat
    assert terlihat(kantor.disdik) == []

    lebur(KES, PDK)

    disdik = segar(kantor.disdik)
    assert terlihat(disdik) == ["Permintaan data capaian imunisasi"]
    assert lain.hal == "Bukan urusan dinas"
    assert [str(t.surat.hal) for t in antrean(disdik)] == ["Permintaan data capaian imunisasi"]
    assert list(Pengiriman.objects.visible_to(disdik).values_list("unit__nama", flat=True)) == [KES]
    tugas = Tugas.objects.terbuka().get(surat=p.surat.pk)
    assert [x.pegawai.username for x in penugasan_pemegang([tugas])[tugas.pk]] == ["dinas.pendidikan"]

    p.buka(disdik, KES).terima(disdik, KES).selesaikan(disdik)
    assert p.surat.status == "SELESAI"


def test_nobody_sees_more_of_a_closed_unit_without_successor(kantor):
    Perjalanan(kantor).sampai_dinas()
    lebur(KES, None)
    assert (terlihat(kantor.disdik), terlihat(kantor.dinkes)) == ([], [])


def test_a_unit_that_still_stands_keeps_its_letters_to_itself(kantor):
    """A successor named beforehand takes nothing over before the day."""
    Perjalanan(kantor).sampai_dinas()
    lama = unit(KES)
    lama.pengganti = unit(PDK)
    lama.save()
    assert terlihat(kantor.disdik) == []


def test_successors_follow_one_another(kantor):
    p = Perjalanan(kantor).sampai_dinas()
    lebur(KES, PDK)
    lebur(PDK, "Badan Penanggulangan Bencana Daerah")
    bpbd = segar(kantor.bpbd)
    assert (terlihat(bpbd), terlihat(kantor.disdik)) == (["Permintaan data capaian imunisasi"], [])
    p.buka(bpbd, KES, wita(9, 11)).terima(bpbd, KES)
    assert [t.unit.nama for t in p.surat.tugas_terbuka] == [KES]
