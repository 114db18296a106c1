"""The admin's screens: each act saved once, told in a sentence, in the ledger; for others they do not exist."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alur.models import Jejak
from organisasi.models import HariLibur, Jabatan, Pegawai, Penugasan, UnitKerja
from tests.factories import JabatanFactory, PegawaiFactory, PenugasanFactory
from tests.pengaturan.layar import entri_terakhir, isi, kirim


def halaman_admin(kantor):
    pk = kantor.petugas.pk
    penugasan = Penugasan.objects.filter(pegawai=kantor.petugas).first().pk
    libur = HariLibur.objects.first().pk
    return [
        reverse("pengaturan"),
        reverse("orang_daftar"),
        reverse("orang_tambah"),
        reverse("orang_ubah", args=[pk]),
        reverse("orang_sandi", args=[pk]),
        reverse("orang_sandi_tampil", args=[pk]),
        reverse("orang_nonaktif", args=[pk]),
        reverse("orang_sesi_akhiri", args=[pk]),
        reverse("penugasan_tambah"),
        reverse("penugasan_ubah", args=[penugasan]),
        reverse("penugasan_akhiri", args=[penugasan]),
        reverse("jabatan_daftar"),
        reverse("jabatan_tambah"),
        reverse("jabatan_ubah", args=[Jabatan.objects.first().pk]),
        reverse("unit_daftar"),
        reverse("unit_tambah"),
        reverse("unit_ubah", args=[UnitKerja.objects.first().pk]),
        reverse("kalender"),
        reverse("libur_ubah", args=[libur]),
        reverse("libur_hapus", args=[libur]),
        reverse("libur_muat", args=[2027]),
        reverse("jam_daftar"),
        reverse("jam_tambah"),
        reverse("standar"),
    ]


def test_admin_opens_every_screen(kantor, admin):
    jawaban = {url: admin.get(url).status_code for url in halaman_admin(kantor)}
    assert jawaban == dict.fromkeys(halaman_admin(kantor), 200) | {"/pengaturan/": 302}


@pytest.mark.parametrize("nama", ["petugas", "kabag_umum", "auditor", "dinkes", "sekda"])
def test_to_everybody_else_the_screens_do_not_exist(kantor, sebagai, nama):
    asing = sebagai(getattr(kantor, nama))
    jawaban = {u: (asing.get(u).status_code, asing.post(u).status_code) for u in halaman_admin(kantor)}
    assert jawaban == dict.fromkeys(halaman_admin(kantor), (404, 404))


def test_without_a_login_every_screen_leads_to_it(kantor, client):
    jawaban = {client.get(url).url.split("?")[0] for url in halaman_admin(kantor)}
    assert jawaban == {"/masuk/"}


def test_form_without_its_key_changes_nothing(kantor, admin):
    response = admin.post("/pengaturan/unit/baru/", {"nama": "Dinas Uji", "jenis": "DINAS", "urutan": 1})
    assert (response.status_code, UnitKerja.objects.filter(nama="Dinas Uji").count()) == (400, 0)
    assert "Kiriman tadi tidak diproses" in isi(response)


def test_double_tap_saves_once(kantor, admin):
    url, data = "/pengaturan/unit/baru/", {"nama": "Dinas Uji", "jenis": "DINAS", "urutan": 1, "aktif": "on"}
    kunci = re.search(r'name="kunci" value="([^"]+)"', isi(admin.get(url)))[1]
    jawaban = [admin.post(url, data | {"kunci": kunci}) for _ in range(2)]
    assert [(r.status_code, r.url) for r in jawaban] == [(302, "/pengaturan/unit/")] * 2
    assert UnitKerja.objects.filter(nama="Dinas Uji").count() == 1


# People


ORANG_BARU = {"nama": "Wulan Sari", "gelar_belakang": "S.E.", "nip": "19900101 201501 2 001", "username": "Wulan"}


def test_new_person_gets_a_one_time_password(kantor, admin):
    halaman = kirim(admin, "/pengaturan/orang/baru/", ORANG_BARU, follow=True)
    orang = Pegawai.objects.get(username="wulan")
    sandi = re.search(r'<b class="kode angka-besar">([^<]+)</b>', isi(halaman))[1]
    assert (orang.nip, orang.wajib_ganti_sandi, orang.check_password(sandi)) == ("199001012015012001", True, True)
    assert entri_terakhir() == (
        "orang_ditambah",
        "admin",
        f"organisasi.pegawai:{orang.pk}",
        {
            "isi": {
                "nama": "Wulan Sari",
                "gelar_depan": "",
                "gelar_belakang": "S.E.",
                "nip": "199001012015012001",
                "pangkat_golongan": "",
                "username": "wulan",
                "email": "",
                "whatsapp": "",
            }
        },
    )


@pytest.mark.parametrize(
    ("data", "kalimat"),
    [
        ({"nama": ""}, "Nama tanpa gelar belum diisi."),
        ({"username": "PETUGAS"}, "Nama pengguna petugas sudah dipakai orang lain."),
        ({"username": "wulan sari"}, "Nama pengguna hanya huruf, angka, titik, dan garis."),
        ({"username": "199001012015012001"}, "Nama pengguna tidak boleh angka semua"),
        ({"email": "bukan surel"}, "E-mail tidak terbaca."),
        ({"nip": "1" * 19}, "NIP paling banyak 18 angka, yang tertulis 19."),
    ],
)
def test_unreadable_person_is_refused_in_a_sentence(kantor, admin, data, kalimat):
    response = kirim(admin, "/pengaturan/orang/baru/", ORANG_BARU | data)
    # The sentence stands above the field and, the same, in the summary on top.
    assert (response.status_code, isi(response).count(kalimat)) == (200, 2)
    assert Pegawai.objects.filter(nama="Wulan Sari").count() == 0


def test_doubtful_nip_is_saved_and_warned_about(kantor, admin):
    url = f"/pengaturan/orang/{kantor.petugas.pk}/"
    data = {"nama": kantor.petugas.nama, "username": "petugas", "nip": "12345"}
    halaman = isi(kirim(admin, url, data, follow=True))
    kantor.petugas.refresh_from_db()
    assert kantor.petugas.nip == "12345"
    assert "NIP terdiri atas 18 angka, yang tertulis 5 angka." in halaman


def test_nip_of_somebody_else_is_warned_about(kantor, admin):
    url = f"/pengaturan/orang/{kantor.petugas.pk}/"
    data = {"nama": kantor.petugas.nama, "username": "petugas", "nip": kantor.caraka.nip}
    assert f"NIP ini juga tercatat pada {kantor.caraka.nama}." in isi(kirim(admin, url, data, follow=True))


def test_change_of_a_person_tells_old_and_new(kantor, admin):
    url = f"/pengaturan/orang/{kantor.petugas.pk}/"
    lama = {k: getattr(kantor.petugas, k) for k in ("nama", "username", "nip", "email", "gelar_belakang")}
    lama["pangkat_golongan"] = kantor.petugas.pangkat_golongan
    kirim(admin, url, lama | {"gelar_belakang": "S.E."})
    assert entri_terakhir() == (
        "orang_diubah",
        "admin",
        f"organisasi.pegawai:{kantor.petugas.pk}",
        {"ubah": {"gelar_belakang": [lama["gelar_belakang"], "S.E."]}},
    )


def test_saving_without_a_change_leaves_no_entry(kantor, admin):
    url = f"/pengaturan/unit/{UnitKerja.objects.get(nama='Dinas Kesehatan').pk}/"
    banyak = Jejak.objects.count()
    halaman = isi(admin.get(url))
    data = dict(re.findall(r'<input type="(?:text|number)" name="(\w+)" value="([^"]*)"', halaman))
    kirim(admin, url, data | {"jenis": "DINAS", "aktif": "on"})
    assert Jejak.objects.count() == banyak


@pytest.mark.parametrize(
    ("q", "nama"),
    [("ratna", ["petugas"]), ("PETUGAS2", ["petugas2"]), ("dinas.kesehatan", ["dinas.kesehatan"]), ("entah", [])],
)
def test_people_are_found_by_part_of_name_or_account(kantor, admin, q, nama):
    halaman = isi(admin.get("/pengaturan/orang/", {"q": q}))
    assert re.findall(r'<td data-k="Nama pengguna">([^<]+)</td>', halaman) == nama


def test_people_are_found_by_nip_with_spaces(kantor, admin):
    nip = kantor.petugas.nip
    halaman = isi(admin.get("/pengaturan/orang/", {"q": f"{nip[:8]} {nip[8:]}"}))
    assert re.findall(r'<td data-k="Nama pengguna">([^<]+)</td>', halaman) == ["petugas"]


def test_pages_of_people_show_everybody_once_in_both_directions(kantor, admin):
    def nama(url):
        return re.findall(r'<td data-k="Nama pengguna">([^<]+)</td>', isi(admin.get(f"/pengaturan/orang/{url}")))

    def tautan(url, rel):
        m = re.search(rf'href="([^"]+)" rel="{rel}"', isi(admin.get(f"/pengaturan/orang/{url}")))
        return m and m[1].replace("&amp;", "&")

    PegawaiFactory.create_batch(30, nama="Nama Sama")
    maju, url = [nama("")], ""
    while url := tautan(url, "next"):
        maju.append(nama(url))
        terakhir = url
    mundur, url = [maju[-1]], terakhir
    while url := tautan(url, "prev"):
        mundur.insert(0, nama(url))
    semua = list(Pegawai.objects.filter(is_active=True).order_by("nama", "pk").values_list("username", flat=True))
    assert [n for halaman in maju for n in halaman] == semua
    assert mundur == maju


@pytest.mark.parametrize("url", ["/pengaturan/orang/", "/pengaturan/jabatan/"])
def test_lists_ask_as_much_for_many_as_for_few(kantor, admin, url, django_assert_max_num_queries):
    def kueri(q):
        with django_assert_max_num_queries(20) as hitung:
            assert admin.get(url, {"q": q}).status_code == 200
        return len(hitung)

    for n in range(20):
        PegawaiFactory(nama=f"Zaki {n}", jabatan=JabatanFactory(nama=f"Zaki {n}"))
    kueri("Zaki")  # what is remembered between pages is read here
    assert kueri("Zaki 1") == kueri("Zaki")


def test_deactivation_ends_logins_and_posts(kantor, admin):
    petugas = Client()
    petugas.post("/masuk/", {"nama": "petugas", "sandi": kantor.sandi})
    kirim(admin, f"/pengaturan/orang/{kantor.petugas.pk}/nonaktif/")
    kantor.petugas.refresh_from_db()
    berlaku = Penugasan.objects.berlaku().filter(pegawai=kantor.petugas).count()
    assert (kantor.petugas.is_active, berlaku, petugas.get("/akun/").status_code) == (False, 0, 302)
    assert entri_terakhir()[:2] == ("orang_dinonaktifkan", "admin")


def test_activation_gives_no_post_back(kantor, admin):
    """Nor one that was to begin later."""
    url, hari = f"/pengaturan/orang/{kantor.petugas.pk}", timezone.localdate()
    nanti = PenugasanFactory(
        pegawai=kantor.petugas,
        jabatan=Jabatan.objects.get(nama="Sekretaris Daerah"),
        jenis="PLH",
        mulai=hari + dt.timedelta(days=2),
        sampai=hari + dt.timedelta(days=9),
    )
    kirim(admin, f"{url}/nonaktif/")
    kirim(admin, f"{url}/aktif/")
    kantor.petugas.refresh_from_db()
    assert (kantor.petugas.is_active, kantor.petugas.penugasan_berlaku) == (True, [])
    besok = Penugasan.objects.berlaku(hari + dt.timedelta(days=3))
    assert list(besok.filter(pegawai=kantor.petugas)) == []
    assert nanti.pk in Jejak.objects.get(transisi="orang_dinonaktifkan").data["penugasan_berakhir"]


def test_nobody_puts_oneself_out(kantor, admin):
    response = admin.get(f"/pengaturan/orang/{kantor.admin.pk}/nonaktif/", follow=True)
    assert "Anda tidak dapat menonaktifkan akun sendiri." in isi(response)


def test_admin_puts_a_person_out_of_all_devices(kantor, admin):
    petugas = Client()
    petugas.post("/masuk/", {"nama": "petugas", "sandi": kantor.sandi})
    kirim(admin, f"/pengaturan/orang/{kantor.petugas.pk}/keluarkan/")
    assert petugas.get("/akun/").status_code == 302
    assert entri_terakhir()[:2] == ("sesi_diakhiri", "admin")
