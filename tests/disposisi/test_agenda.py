"""Agenda pimpinan: whose events one sees, by day and week, with clashes; and what stays closed."""

import io

import pikepdf
import pypdfium2
import pytest

from disposisi.agenda import acara_jabatan, jabatan_teragenda
from disposisi.transitions import HADIR, TIDAK_HADIR
from organisasi.ingatan import selama_membaca
from organisasi.models import Pegawai
from tests.disposisi.test_kehadiran import AS1, undangan, wakilkan
from tests.halaman import teks
from tests.perjalanan import jabatan, wita

pytestmark = pytest.mark.tertanam
MINGGU = "/agenda-pimpinan/?hari=2026-11-17&rentang=minggu"


def acara(pegawai, *nama):
    pk = [jabatan(n).pk for n in nama or ("Sekretaris Daerah",)]
    return [
        (a.judul, a.tempat, a.lencana[0], bool(a.bentrok))
        for a in acara_jabatan(Pegawai.objects.get(pk=pegawai.pk), pk, wita(16, 0), wita(23, 0))
    ]


def test_clashes_are_marked_for_what_keeps_the_time(kantor, senin):
    rapat = undangan(kantor, wita(17, 9), hal="Rapat").surat
    undangan(kantor, wita(17, 10), hal="Paripurna")
    undangan(kantor, wita(17, 12), hal="Peresmian")
    HADIR.run(rapat, oleh=kantor.sekda)

    assert acara(kantor.sekda) == [
        ("Rapat", "Gedung DPRD", "Hadir", True),
        ("Paripurna", "Gedung DPRD", "Belum dijawab", True),
        ("Peresmian", "Gedung DPRD", "Belum dijawab", False),
    ]
    TIDAK_HADIR.run(rapat, oleh=kantor.sekda)
    assert [(j, b) for _, _, j, b in acara(kantor.sekda)][:2] == [("Tidak hadir", False), ("Belum dijawab", False)]


def test_whose_calendar_one_sees(kantor):
    def sebutan(orang):
        return [j.sebutan for j in jabatan_teragenda(orang)]

    assert sebutan(kantor.ajudan) == ["Sekda", "Ajudan Sekda"]
    assert sebutan(kantor.asisten1) == ["Asisten I"]
    assert {"Bupati", "Sekda", "Asisten I"} <= set(sebutan(kantor.kabag_umum))
    assert sebutan(kantor.staf_ahli1) == ["Staf Ahli I"]


def test_a_post_without_roles_has_a_page_once_it_was_sent(client, kantor, senin):
    client.force_login(kantor.staf_ahli1)
    assert client.get(MINGGU).status_code == 404
    nama = "Staf Ahli Bupati Bidang Pemerintahan, Hukum dan Politik"
    wakilkan(kantor, undangan(kantor, hal="Seminar nasional").surat, nama)
    assert "Seminar nasional" in teks(client.get(MINGGU))


def test_a_secret_event_shows_its_time_alone_outside_its_line(client, kantor, senin):
    surat = undangan(kantor, keamanan="R", hal="Penertiban aset pulau", nama_pengirim="Kejaksaan").surat
    HADIR.run(surat, oleh=kantor.sekda)

    assert acara(kantor.sekda) == [("Penertiban aset pulau", "Gedung DPRD", "Hadir", False)]
    for orang in (kantor.ajudan, kantor.kasubbag):
        assert acara(orang) == [("Acara dinas", "", "Hadir", False)]
        client.force_login(orang)
        halaman = client.get(MINGGU)
        isi = halaman.content.decode()
        assert ("Acara dinas" in teks(halaman), surat.kode in isi, "Penertiban" in isi) == (True, False, False)
        assert ("Gedung DPRD" in isi, "Kejaksaan" in isi, surat.sebutan in isi) == (False, False, False)


def test_the_page_by_day_and_week_leads_on_and_back(client, kantor, senin):
    undangan(kantor, wita(17, 9), hal="Rapat")
    client.force_login(kantor.sekda)

    minggu, hari = client.get(MINGGU), client.get("/agenda-pimpinan/?hari=2026-11-17&rentang=hari")

    assert ("16 November 2026 – 22 November 2026" in teks(minggu), "Senin, 16 November 2026" in teks(minggu)) == (
        True,
        True,
    )
    assert ("Rapat" in teks(hari), "Selasa, 17 November 2026" in teks(hari)) == (True, True)
    assert "hari=2026-11-23&amp;rentang=minggu" in minggu.content.decode()
    assert "hari=2026-11-16&amp;rentang=hari" in hari.content.decode()
    assert 'href="/agenda-pimpinan/"' in client.get("/").content.decode()
    client.force_login(kantor.petugas)
    assert 'href="/agenda-pimpinan/"' not in client.get("/").content.decode()


@pytest.mark.parametrize(
    "hari", ["", "besok", "0001-01-01", "9999-12-31", "2026-02-30", "２０２６-11-17", "2026-11-17T00:00"]
)
def test_a_day_that_is_none_means_today(client, kantor, senin, hari):
    client.force_login(kantor.sekda)
    halaman = client.get(
        "/agenda-pimpinan/", {"hari": hari.replace("%00", ""), "rentang": "abad", "jabatan": "9" * 40}
    )
    assert "Senin, 9 November 2026" in teks(halaman)


def test_asked_posts_of_others_are_not_shown(client, kantor, senin):
    undangan(kantor, wita(17, 9), hal="Rapat tertutup")
    client.force_login(kantor.asisten1)
    halaman = client.get(f"{MINGGU}&jabatan={jabatan('Sekretaris Daerah').pk}")
    assert "Rapat tertutup" not in teks(halaman)


def test_three_events_cost_no_more_queries_than_one(kantor, senin, django_assert_num_queries):
    def hitung():
        pegawai = Pegawai.objects.get(pk=kantor.kabag_umum.pk)
        pk = [j.pk for j in jabatan_teragenda(pegawai)]
        with selama_membaca(), django_assert_num_queries(4):
            return len(acara_jabatan(pegawai, pk, wita(16, 0), wita(23, 0)))

    wakilkan(kantor, undangan(kantor, wita(17, 9)).surat, AS1)
    assert hitung() == 2
    for jam in (10, 11):
        HADIR.run(undangan(kantor, wita(17, jam)).surat, oleh=kantor.sekda)
    assert hitung() == 4


def test_the_agenda_on_paper(client, kantor, senin):
    HADIR.run(undangan(kantor, wita(17, 9), hal="Rapat kerja").surat, oleh=kantor.sekda)
    undangan(kantor, wita(17, 10), hal="Paripurna")
    client.force_login(kantor.sekda)

    jawaban = client.get(MINGGU.replace("/?", "/cetak.pdf?") + "&kertas=a4")

    isi = b"".join(jawaban.streaming_content) if jawaban.streaming else jawaban.content
    with pikepdf.open(io.BytesIO(isi)) as pdf:
        lebar = round(float(pdf.pages[0].mediabox[2]) * 25.4 / 72)
    kata = pypdfium2.PdfDocument(isi)[0].get_textpage().get_text_bounded()
    assert lebar == 210
    assert [k for k in ("AGENDA PIMPINAN", "Rapat kerja", "09.00", "Bentrok", "Belum dijawab") if k not in kata] == []
