"""What an adjutant typed waits for his official's word, and holds nothing up meanwhile."""

import pytest

from alur.kewenangan import TransitionDenied
from alur.models import Jejak, Notifikasi
from disposisi.transitions import ARSIPKAN, BENARKAN, HADIR
from persuratan.models import Tugas
from tests.disposisi.test_kehadiran import undangan
from tests.halaman import kunci, teks
from tests.perjalanan import wita

pytestmark = pytest.mark.tertanam
AS1 = "Asisten Pemerintahan dan Kesejahteraan Rakyat"


@pytest.fixture
def surat(kantor, jalan, senin):
    """Dictated to the adjutant: on to Asisten I."""
    return jalan.sampai_sekda().disposisi(kantor.ajudan, kepada=[AS1], catatan="Bahas Senin.").surat


def alamat(surat):
    return f"/surat/{surat.kode}/disposisi/benarkan/"


def terbuka(surat):
    return sorted(Tugas.objects.terbuka().filter(surat=surat.pk).values_list("jenis", "jabatan__singkatan"))


def test_a_dictation_waits_in_the_officials_queue_with_its_own_norm(client, kantor, surat, senin):
    assert terbuka(surat) == [("BENARKAN", "Sekda"), ("DISPOSISI", "Asisten I")]
    tugas = Tugas.objects.get(surat=surat.pk, jenis="BENARKAN")
    assert tugas.tenggat_pada == wita(12, 16)  # the close of the third working day
    assert Notifikasi.objects.filter(penerima=kantor.sekda, judul__startswith="Yang Anda diktekan").count() == 1
    client.force_login(kantor.sekda)
    assert "Benarkan yang didiktekan" in teks(client.get("/"))
    halaman = teks(client.get(surat.get_absolute_url()))
    assert "menunggu pembenaran" in halaman
    # The letter is in the hands of Asisten I alone.
    assert "Sekarang di tangan 1" in halaman


def test_the_official_confirms_once_and_the_ledger_says_what(client, kantor, surat, senin):
    client.force_login(kantor.sekda)
    halaman = client.get(alamat(surat))
    assert f"Didisposisi kepada {AS1} : Tindak lanjuti “Bahas Senin.”" in teks(halaman)
    data = {"kunci": kunci(halaman)}

    jawaban = [client.post(alamat(surat), data) for _ in range(2)]

    assert [j.status_code for j in jawaban] == [302, 302]
    assert terbuka(surat) == [("DISPOSISI", "Asisten I")]
    dikte = Jejak.objects.get(rantai=surat.rantai, transisi="disposisi")
    assert Jejak.objects.get(rantai=surat.rantai, transisi="benarkan").data["dibenarkan"] == [dikte.urut]
    assert "menunggu pembenaran" not in teks(client.get(surat.get_absolute_url()))
    with pytest.raises(TransitionDenied):
        BENARKAN.run(surat, oleh=kantor.sekda)


def test_a_correction_reaches_whoever_holds_the_letter_and_takes_nothing_away(client, kantor, surat, senin):
    client.force_login(kantor.sekda)
    data = {"kunci": kunci(client.get(alamat(surat))), "koreksi": "1"}
    kosong = client.post(alamat(surat), data | {"catatan": " "})
    assert (kosong.status_code, "Tulis koreksinya" in teks(kosong)) == (422, True)

    client.post(alamat(surat), data | {"catatan": "Bahas Selasa, bukan Senin."})

    assert terbuka(surat) == [("DISPOSISI", "Asisten I")]
    kabar = Notifikasi.objects.filter(judul__startswith="Disposisi dikoreksi")
    assert {(k.penerima.username, k.isi) for k in kabar} == {
        ("ajudan", "Sekretaris Daerah: Bahas Selasa, bukan Senin."),
        ("asisten1", "Sekretaris Daerah: Bahas Selasa, bukan Senin."),
    }
    halaman = teks(client.get(surat.get_absolute_url()))
    assert ("Dikoreksi: Bahas Selasa" in halaman, "Bahas Senin." in halaman) == (True, True)


def test_the_adjutant_confirms_nothing_himself(client, kantor, surat, senin):
    client.force_login(kantor.ajudan)
    assert client.get(alamat(surat))["Location"] == surat.get_absolute_url()
    with pytest.raises(TransitionDenied):
        BENARKAN.run(surat, oleh=kantor.ajudan)
    client.force_login(kantor.dinkes)
    assert client.get(alamat(surat)).status_code == 404


def test_a_letter_is_finished_while_the_word_is_still_missing(client, kantor, jalan, senin):
    surat = jalan.sampai_sekda().surat
    ARSIPKAN.run(surat, oleh=kantor.ajudan)
    surat.refresh_from_db()
    assert (surat.status, terbuka(surat)) == ("SELESAI", [("BENARKAN", "Sekda")])
    client.force_login(kantor.sekda)
    assert "Surat ini selesai" in teks(client.get(surat.get_absolute_url()))

    BENARKAN.run(surat, oleh=kantor.sekda)

    surat.refresh_from_db()
    assert (surat.status, terbuka(surat)) == ("SELESAI", [])


def test_an_answer_to_an_invitation_is_confirmed_as_well(kantor, senin):
    surat = undangan(kantor).surat
    HADIR.run(surat, oleh=kantor.ajudan)

    assert terbuka(surat) == [("BENARKAN", "Sekda")]


def test_what_the_official_does_himself_waits_for_nobody(kantor, jalan, senin):
    surat = jalan.sampai_sekda().disposisi(kantor.sekda, kepada=[AS1]).surat
    assert terbuka(surat) == [("DISPOSISI", "Asisten I")]
