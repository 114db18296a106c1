"""Upward routes as the admin keeps them: their steps, the standing one, and those that are closed."""

import pytest

from alur.models import Jejak
from organisasi.models import Jabatan
from persuratan.contoh import buat_rute
from persuratan.models import RuteNaik
from tests.pengaturan.layar import isi, kirim
from tests.perjalanan import Perjalanan

DAFTAR, BARU = "/pengaturan/rute/", "/pengaturan/rute/baru/"


@pytest.fixture
def admin(kantor, sebagai):
    buat_rute()
    return sebagai(kantor.admin)


def ketikan(*langkah, nama="Langsung Sekda", urutan=9, aktif="on", **lain):
    """The form as typed: `langkah` pairs of post name and kind."""
    data = {"nama": nama, "urutan": urutan, "langkah-TOTAL_FORMS": len(langkah), "langkah-INITIAL_FORMS": 0}
    if aktif:
        data["aktif"] = aktif
    for n, (jabatan, jenis) in enumerate(langkah):
        data |= {
            f"langkah-{n}-urutan": n + 1,
            f"langkah-{n}-jabatan": Jabatan.objects.get(nama=jabatan).pk,
            f"langkah-{n}-jenis": jenis,
        }
    return data | lain


def langkah(rute):
    return list(rute.langkah.order_by("urutan").values_list("urutan", "jabatan__nama", "jenis"))


def entri():
    j = Jejak.objects.filter(rantai="sistem").order_by("-urut").first()
    return j.transisi, j.oleh.username, j.data


SEKDA = ("Sekretaris Daerah", "DISPOSISI")
KABAG = ("Kepala Bagian Umum", "TELAAH")


def test_a_new_route_is_offered_to_the_counter(kantor, admin, sebagai):
    halaman = isi(kirim(admin, BARU, ketikan(SEKDA), follow=True))

    rute = RuteNaik.objects.get(nama="Langsung Sekda")
    assert "Rute Langsung Sekda tersimpan." in halaman
    assert (langkah(rute), rute.baku, rute.aktif) == ([(1, "Sekretaris Daerah", "DISPOSISI")], False, True)
    assert entri() == (
        "rute_ditambah",
        "admin",
        {
            "isi": {
                "nama": "Langsung Sekda",
                "urutan": 9,
                "baku": False,
                "aktif": True,
                "langkah": [["Sekretaris Daerah", "DISPOSISI"]],
            }
        },
    )
    surat = Perjalanan(kantor).catat().surat
    assert "Langsung Sekda" in isi(sebagai(kantor.petugas).get(f"/surat/{surat.kode}/arahkan/"))


def test_changed_steps_hold_for_new_letters_only(kantor, admin):
    rute = RuteNaik.objects.get(baku=True)
    lama = Perjalanan(kantor).catat().arahkan().surat
    sebelum = list(lama.langkah_naik.values_list("jabatan__nama", "jenis"))

    kirim(admin, f"{DAFTAR}{rute.pk}/", ketikan(SEKDA, nama=rute.nama, urutan=0, baku="on"))

    assert langkah(rute) == [(1, "Sekretaris Daerah", "DISPOSISI")]
    assert list(lama.langkah_naik.values_list("jabatan__nama", "jenis")) == sebelum
    assert entri() == (
        "rute_diubah",
        "admin",
        {"ubah": {"langkah": [[list(KABAG), list(SEKDA)], [list(SEKDA)]]}},
    )


def test_a_new_standing_route_takes_the_place_of_the_old(kantor, admin):
    lama = RuteNaik.objects.get(baku=True)
    kirim(admin, BARU, ketikan(SEKDA, baku="on"))

    assert list(RuteNaik.objects.filter(baku=True).values_list("nama", flat=True)) == ["Langsung Sekda"]
    assert RuteNaik.objects.get(pk=lama.pk).aktif is True


def test_a_closed_route_is_no_longer_offered(kantor, admin, sebagai):
    rute = RuteNaik.objects.exclude(baku=True).first()
    nama = rute.nama
    data = ketikan(*((x.jabatan.nama, x.jenis) for x in rute.langkah.order_by("urutan")), nama=nama, aktif="")
    assert kirim(admin, f"{DAFTAR}{rute.pk}/", data).status_code == 302
    assert "ditutup" in isi(admin.get(DAFTAR))

    surat = Perjalanan(kantor).catat().surat
    assert f"<h3>{nama}</h3>" not in isi(sebagai(kantor.petugas).get(f"/surat/{surat.kode}/arahkan/"))


@pytest.mark.parametrize(
    ("langkah_rute", "lain", "kalimat"),
    [
        ((), {}, "Rute kosong. Pilih paling sedikit satu pejabat yang memberi disposisi."),
        ((KABAG,), {}, "Rute berakhir pada tepat satu pejabat yang memberi disposisi."),
        ((SEKDA, ("Bupati", "DISPOSISI")), {}, "Rute berakhir pada tepat satu pejabat"),
        ((("Sekretaris Daerah", "TELAAH"), SEKDA), {}, "Sekretaris Daerah ada dua kali."),
        ((SEKDA,), {"nama": "Kabag Umum, lalu Sekda"}, "Nama rute ini sudah ada."),
        ((SEKDA,), {"nama": ""}, "Nama rute belum diisi."),
        ((SEKDA,), {"aktif": "", "baku": "on"}, "Rute baku selalu ditawarkan."),
    ],
)
def test_an_impossible_route_is_refused_in_a_sentence(kantor, admin, langkah_rute, lain, kalimat):
    banyak = RuteNaik.objects.count()
    response = kirim(admin, BARU, ketikan(*langkah_rute, **lain))
    assert (response.status_code, kalimat in isi(response), RuteNaik.objects.count()) == (200, True, banyak)


def test_the_office_always_has_a_standing_route(kantor, admin):
    rute = RuteNaik.objects.get(baku=True)
    response = kirim(admin, f"{DAFTAR}{rute.pk}/", ketikan(KABAG, SEKDA, nama=rute.nama))
    assert "Kantor selalu punya satu rute baku." in isi(response)
    assert RuteNaik.objects.get(baku=True) == rute


def test_the_list_asks_as_much_for_many_as_for_few(kantor, admin, django_assert_max_num_queries):
    def kueri():
        with django_assert_max_num_queries(20) as hitung:
            admin.get(DAFTAR)
        return len(hitung)

    RuteNaik.objects.exclude(baku=True).delete()
    kueri()
    satu = kueri()
    buat_rute()
    assert (kueri(), RuteNaik.objects.count() > 3) == (satu, True)
