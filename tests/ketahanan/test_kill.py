"""What was called "Tersimpan" survives `kill -9` of every process, once and whole (issue A8, promises R1, R4).

A thousand acts over HTTP through the pages themselves, while web workers, the web server, background workers and
database sessions are shot. A person whose line breaks sends the very same form again, as browsers and people do.
"""

import time

import pytest

from dokumen.models import Berkas
from ekspedisi.models import Pengiriman
from persuratan.models import LampiranSurat, SuratMasuk, Tugas
from tests.ketahanan.klien import Laku
from tests.ketahanan.pekerjaan import LAMA, kerjakan, rencanakan, surel, tenangkan
from tests.ketahanan.pemeriksa import periksa, periksa_kabar
from tests.perjalanan import Perjalanan

pytestmark = [pytest.mark.pg, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("ribu", "tembakan", "putus", "lama"),
    [
        pytest.param(1, 60, 6, LAMA, marks=pytest.mark.lama),
        pytest.param(30, 500, 60, 6 * 3600, marks=pytest.mark.panjang),
    ],
    ids=["pendek", "panjang"],
)
def test_nothing_acknowledged_is_lost_or_doubled(penghuni, kantor_nyata, benih, ribu, tembakan, putus, lama):
    kantor = kantor_nyata.web().worker().beat()
    banyak = {"catat": 400, "arahkan": 250, "telaah": 190, "terima": 160}
    rencana = rencanakan(penghuni, cap=f"k{benih}", **{apa: n * ribu for apa, n in banyak.items()})
    assert rencana.banyak == 1000 * ribu
    kantor.tunggu_web().tunggu_worker().jaga()
    mulai = time.monotonic()

    catatan, penembak = kerjakan(kantor, rencana, penghuni.sandi, benih, tembakan=tembakan, putus=putus, lama=lama)

    lama = time.monotonic() - mulai
    assert (benih, catatan.cacat) == (benih, [])
    assert (catatan.jumlah(), len(penembak.tembakan)) == (1000 * ribu, tembakan + putus)
    tenangkan(kantor)
    kantor.tutup()
    assert (benih, periksa(catatan.laku, kantor.berkas)) == (benih, [])
    pekerja = sum(t.startswith("worker") for t in penembak.tembakan)
    assert (benih, periksa_kabar(surel(kantor), pekerja)) == (benih, [])
    assert set(Berkas.objects.values_list("status_halaman", flat=True)) == {"SIAP"}
    # The fire was real: lines broke in the middle of acts, and people sent again.
    dikirim = sum(x.dikirim for x in catatan.laku)
    assert (catatan.hitung["terputus"] > tembakan, dikirim > catatan.jumlah()) == (True, True)
    print(f"\n{lama:.0f} s, {dict(catatan.hitung)}, {dikirim} sent, seed {benih}")  # noqa: T201  shown with -s


def test_without_the_form_key_the_same_people_make_doubles(penghuni, kantor_nyata, benih):
    """The negative control: the checker sees what the form key prevents."""
    kantor = kantor_nyata.web()
    rencana = rencanakan(penghuni, cap=f"n{benih}", catat=40)
    kantor.tunggu_web().jaga()

    catatan, _ = kerjakan(kantor, rencana, penghuni.sandi, benih, tembakan=0, gangguan=0.6, kunci_segar=True)

    assert (benih, catatan.cacat) == (benih, [])
    kantor.tutup()  # a form whose sender hung up may still be at work: no letter may be born between two counts
    cacat = periksa(catatan.laku, kantor.berkas)
    ganda = [k for k in cacat if k.startswith("catat “")]
    assert (benih, len(ganda) > 5, [k for k in cacat if k not in ganda]) == (benih, True, [])


def test_the_checker_finds_what_is_lost_doubled_or_half(penghuni, tmp_path):
    p = Perjalanan(penghuni).catat(pindai=False, hal="Surat satu")
    kode, nomor = p.surat.kode, p.surat.nomor_lengkap
    lain = Perjalanan(penghuni).catat(pindai=False, hal="Surat dua").arahkan().telaah()
    lain.disposisi(penghuni.sekda, ke_unit=["Dinas Kesehatan"]).kirim("Dinas Kesehatan")
    lain.buka(penghuni.dinkes, "Dinas Kesehatan").terima(penghuni.dinkes, "Dinas Kesehatan")
    kiriman = Pengiriman.objects.get()
    dua = lain.surat.kode
    benar = [
        Laku("catat", "Surat satu", nomor, kode),
        Laku("catat", "Surat dua", "2/2026", dua),
        Laku("arahkan", dua, "ya", dua),
        Laku("telaah", dua, "ya", dua),
        Laku("terima", kiriman.kode, kiriman.kode_terima),
    ]
    assert periksa(benar, tmp_path) == []

    def temuan(*palsu):
        return periksa([*benar, *palsu], tmp_path)

    assert temuan(Laku("catat", "Surat tiga", "3/2026")) == ["catat “Surat tiga”: dijawab 3/2026, ada tidak satu pun"]
    assert temuan(Laku("catat", "Surat satu", "9/2026", kode)) == [
        "catat “Surat satu”: dijawab 9/2026, ada ['1/2026']"
    ]
    assert temuan(Laku("arahkan", kode, "ya", kode)) == [f"arahkan surat:{kode}: 0 catatan jejak"]
    assert temuan(Laku("terima", kiriman.kode, "TT-2222-2222"))[0].startswith(
        f"terima {kiriman.kode}: dijawab TT-2222"
    )
    assert temuan(Laku("catat", "Surat satu", nomor, kode, sidik="a" * 64)) == [
        "catat “Surat satu”: pindaian terlampir 0 kali"
    ]
    SuratMasuk.objects.filter(pk=p.surat.pk).update(hal="Surat dua")
    assert len(temuan()) == 2
    SuratMasuk.objects.filter(pk=p.surat.pk).update(hal="Surat satu")
    berkas = Berkas.objects.create(
        sha256="b" * 64, ukuran=1, jenis="application/pdf", nama_asli="x.pdf", diunggah_pada=p.surat.dibuat_pada
    )
    assert temuan() == [f"berkas {berkas.pk}: isinya tidak ada di gudang", "1 berkas tanpa surat"]
    berkas.delete()
    Tugas.objects.filter(surat=p.surat.pk).delete()
    assert temuan() == [f"{p.surat}: tugas pertama {{}}", f"{p.surat}: hidup, tetapi tidak di tangan siapa pun"]
    assert not LampiranSurat.objects.exists()
