"""Whose turn it is."""

import datetime as dt
import itertools

import pytest

from organisasi.models import Jabatan, Pegawai, Penugasan
from persuratan.antrean import Antrean, Kunci, antrean
from persuratan.models import StandarPelayanan, Tugas
from persuratan.models.pilihan import JenisTugas
from persuratan.sisa import PenunjukSisa
from tests.factories import PegawaiFactory, PenugasanFactory
from tests.perjalanan import Perjalanan, wita

pytestmark = [pytest.mark.django_db, pytest.mark.tertanam]

ASISTEN_1 = "Asisten Pemerintahan dan Kesejahteraan Rakyat"
DINKES = "Dinas Kesehatan"


def giliran(pegawai):
    """(kind, holder) of what waits for this person; a fresh row, because posts are cached for a request."""
    segar = Pegawai.objects.get(pk=pegawai.pk)
    return sorted((t.jenis, t.pemegang.nama) for t in antrean(segar).select_related("jabatan", "unit"))


def siapa(kantor, *nama):
    return {n: giliran(getattr(kantor, n)) for n in nama}


def test_tiap_tahap_menunggu_orang_yang_mengerjakannya(kantor):
    semua = (
        "petugas",
        "caraka",
        "kasubbag",
        "kabag_umum",
        "sekda",
        "ajudan",
        "asisten1",
        "dinkes",
        "auditor",
        "admin",
    )
    kosong = {n: [] for n in semua}
    perjalanan = Perjalanan(kantor).catat(pindai=False)
    umum = [(JenisTugas.ARAHKAN, "Bagian Umum"), (JenisTugas.CATAT, "Bagian Umum")]
    assert siapa(kantor, *semua) == kosong | {"petugas": umum}

    perjalanan.arahkan()
    telaah = [(JenisTugas.TELAAH, "Kepala Bagian Umum")]
    assert siapa(kantor, *semua) == kosong | {"petugas": umum[1:], "kabag_umum": telaah}

    perjalanan.telaah()
    sekda = [(JenisTugas.DISPOSISI, "Sekretaris Daerah")]
    assert siapa(kantor, *semua) == kosong | {"petugas": umum[1:], "sekda": sekda, "ajudan": sekda}

    perjalanan.disposisi(kantor.sekda, ke_unit=[DINKES])
    kirim = (JenisTugas.DISTRIBUSI, "Bagian Umum")
    assert siapa(kantor, *semua) == kosong | {"petugas": [umum[1], kirim], "caraka": [kirim]}

    perjalanan.kirim(DINKES)
    assert siapa(kantor, *semua) == kosong | {"petugas": umum[1:], "dinkes": [(JenisTugas.TERIMA, DINKES)]}


def test_jabatan_kosong_terlihat_atasan_dan_kabag_umum(kantor):
    Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, kepada=[ASISTEN_1])
    asisten = [(JenisTugas.DISPOSISI, ASISTEN_1)]
    assert siapa(kantor, "sekda", "kabag_umum", "asisten1") == {"sekda": [], "kabag_umum": [], "asisten1": asisten}
    Penugasan.objects.filter(jabatan__nama=ASISTEN_1).update(sampai=dt.date(2026, 1, 1))
    assert siapa(kantor, "sekda", "kabag_umum", "asisten1") == {
        "sekda": asisten,
        "kabag_umum": asisten,
        "asisten1": [],
    }


def test_plh_melihat_tugas_jabatan_yang_digantikannya(kantor):
    Perjalanan(kantor).sampai_sekda()
    plh = PegawaiFactory()
    assert giliran(plh) == []
    PenugasanFactory(
        pegawai=plh,
        jabatan=Jabatan.objects.get(nama="Sekretaris Daerah"),
        jenis=Penugasan.Jenis.PLH,
        mulai=dt.date(2020, 1, 1),
        sampai=dt.date(2099, 1, 1),
    )
    assert giliran(plh) == [(JenisTugas.DISPOSISI, "Sekretaris Daerah")]


def test_orang_tanpa_jabatan_tidak_menunggu_apa_pun(kantor):
    Perjalanan(kantor).catat()
    assert giliran(PegawaiFactory()) == []


def test_tugas_selesai_tidak_menunggu_lagi(kantor):
    Perjalanan(kantor).sampai_sekda().arsipkan(kantor.sekda, wita(9, 9, 30))
    assert giliran(kantor.sekda) == []


def test_undangan_rahasia_bukan_undangan_bagi_yang_tidak_membaca_isinya(kantor):
    """It waits like any other letter: the counter routes it, the adjutant writes for Sekda."""
    acara = {"acara_mulai": wita(12, 9), "pindai": False}
    Perjalanan(kantor).catat(**acara)
    rahasia = Perjalanan(kantor).catat(keamanan="R", **acara)
    Perjalanan(kantor).catat(keamanan="SR", **acara).arahkan().telaah()
    dua = Perjalanan(kantor).catat(keamanan="R", **acara).arahkan().telaah()
    dua.disposisi(kantor.sekda, kepada=[ASISTEN_1])
    Penugasan.objects.filter(jabatan__nama=ASISTEN_1).update(sampai=dt.date(2026, 1, 1))

    def undangan(pegawai):
        antre = Antrean(Pegawai.objects.get(pk=pegawai.pk), PenunjukSisa(sekarang=wita(9, 12)))
        hitungan, (tugas, _) = antre.hitung(), antre.halaman(15, undangan=True)
        return hitungan["jumlah"], hitungan["undangan"], len(tugas)

    assert {n: undangan(getattr(kantor, n)) for n in ("petugas", "sekda", "ajudan", "kabag_umum")} == {
        "petugas": (3, 2, 2),  # the open letter's scan and routing; the secret one's routing is no invitation
        "sekda": (2, 2, 2),
        "ajudan": (1, 0, 0),
        "kabag_umum": (1, 1, 1),
    }
    assert [t.jenis for t in rahasia.segar().tugas_terbuka] == ["ARAHKAN"]


@pytest.fixture
def meja_penuh(kantor):
    """A queue with every norm, own deadlines and none, from long past to far ahead; two deadlines are the same."""
    kini = wita(10, 10)
    norma = [*{(s.satuan, s.jumlah): s for s in StandarPelayanan.objects.order_by("-pk")}.values(), None]
    jarak = [dt.timedelta(hours=j) for j in (-30, -1, 0.4, 2, 5, 20, 50, 200)]
    cara = [*itertools.product(norma, jarak, ("",)), *itertools.product(norma[:2], jarak, ("Ditetapkan",))]
    for n, (standar, lama, dari) in enumerate([*cara, *cara[:1]]):
        p = Perjalanan(kantor).catat(wita(9, 8), nomor_surat=f"{n}/x", acara_mulai=kini + lama if n % 5 == 0 else None)
        Tugas.objects.filter(surat=p.surat, selesai_pada=None).update(
            standar=standar, tenggat_dari=dari, tenggat_pada=kini + lama if n % 7 else None
        )
    return PenunjukSisa(sekarang=kini)


def test_basis_data_menghitung_dan_memotong_seperti_penunjuk_sisa(kantor, meja_penuh):
    """The rule of the tones stands twice, once for a row and once for the database: they agree on every row."""
    semua = list(antrean(kantor.petugas).select_related("standar", "surat__suratmasuk"))
    semua.sort(key=lambda t: (t.tenggat_pada is None, t.tenggat_pada or meja_penuh.sekarang, t.pk))
    nada = {t.pk: meja_penuh.nada(t) or "aman" for t in semua}
    undangan = {t.pk for t in semua if (acara := t.surat.suratmasuk.acara_mulai) and acara >= meja_penuh.sekarang}
    antre = Antrean(kantor.petugas, meja_penuh)

    jumlah = {n: list(nada.values()).count(n) for n in ("lewat", "dekat", "aman")}
    assert min(*jumlah.values(), len(undangan), len(nada.keys() - undangan)) > 5
    assert antre.hitung() == jumlah | {"jumlah": len(semua), "undangan": len(undangan), "selesai": 0}
    for satu, hanya in itertools.product(("", "lewat", "dekat", "aman"), (False, True)):
        harapan = [t.pk for t in semua if satu in {"", nada[t.pk]} and (not hanya or t.pk in undangan)]
        assert telusuri(antre, satu, hanya) == (satu, hanya, harapan)


def telusuri(antre, nada, undangan):
    """Keys of all pages; the way on goes through the address, as text."""
    pks, kunci = [], None
    while True:
        tugas, lanjut = antre.halaman(4, nada, undangan=undangan, sesudah=kunci)
        pks += [t.pk for t in tugas]
        if lanjut is None:
            return nada, undangan, pks
        assert len(tugas) == 4
        kunci = Kunci.baca(str(lanjut))


def test_antrean_kosong(kantor):
    antre = Antrean(kantor.dinkes, PenunjukSisa(sekarang=wita(10, 10)))
    assert antre.hitung() == dict.fromkeys(("jumlah", "undangan", "lewat", "dekat", "aman", "selesai"), 0)
    assert (antre.halaman(15), antre.selesai(15)) == (([], None), [])


def test_yang_selesai_hari_ini_dihitung_juga_ketika_tidak_ada_yang_menunggu(kantor):
    """Its count comes with those of the queue, which has no row of its own when it is empty."""
    Perjalanan(kantor).sampai_sekda()
    kabag, penunjuk = kantor.kabag_umum, PenunjukSisa(sekarang=wita(9, 10))
    kosong = {"jumlah": 0, "undangan": 0, "lewat": 0, "dekat": 0, "aman": 0}
    antre = Antrean(kabag, penunjuk)
    assert (antre.hitung(), [t.jenis for t in antre.selesai(15)]) == (kosong | {"selesai": 1}, [JenisTugas.TELAAH])
    besok = Antrean(kabag, PenunjukSisa(sekarang=wita(10, 10)))
    assert (besok.hitung(), besok.selesai(15)) == (kosong | {"selesai": 0}, [])
    Penugasan.objects.filter(pegawai=kabag).update(sampai=dt.date(2026, 1, 1))
    lepas = Antrean(Pegawai.objects.get(pk=kabag.pk), penunjuk)
    assert lepas.hitung() == kosong | {"selesai": 1}
