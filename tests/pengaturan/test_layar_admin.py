"""The admin's screens: each act saved once, told in a sentence, in the ledger; for others they do not exist."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alur.models import Jejak
from organisasi.models import HariLibur, Jabatan, JamKerja, Pegawai, Penugasan, PerubahanKalender, UnitKerja
from persuratan.hitung_ulang import terapkan_kalender
from tests.factories import JabatanFactory, PegawaiFactory
from tests.perjalanan import Perjalanan, wita

pytestmark = pytest.mark.tertanam


def isi(response):
    return response.content.decode()


def kirim(klien, url, data=None, **lain):
    """Open the page, take its form key, send the form."""
    kunci = re.search(r'name="kunci" value="([^"]+)"', isi(klien.get(url)))[1]
    return klien.post(url, {"kunci": kunci} | (data or {}), **lain)


def entri_terakhir():
    j = Jejak.objects.filter(rantai="sistem").order_by("-urut").first()
    return j.transisi, j.oleh.username, j.objek, j.data


@pytest.fixture
def admin(kantor, sebagai):
    return sebagai(kantor.admin)


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
    url = f"/pengaturan/orang/{kantor.petugas.pk}"
    kirim(admin, f"{url}/nonaktif/")
    kirim(admin, f"{url}/aktif/")
    kantor.petugas.refresh_from_db()
    assert (kantor.petugas.is_active, kantor.petugas.penugasan_berlaku) == (True, [])


def test_nobody_puts_oneself_out(kantor, admin):
    response = admin.get(f"/pengaturan/orang/{kantor.admin.pk}/nonaktif/", follow=True)
    assert "Anda tidak dapat menonaktifkan akun sendiri." in isi(response)


def test_admin_puts_a_person_out_of_all_devices(kantor, admin):
    petugas = Client()
    petugas.post("/masuk/", {"nama": "petugas", "sandi": kantor.sandi})
    kirim(admin, f"/pengaturan/orang/{kantor.petugas.pk}/keluarkan/")
    assert petugas.get("/akun/").status_code == 302
    assert entri_terakhir()[:2] == ("sesi_diakhiri", "admin")


# Assignments


def penugasan_baru(kantor, **lain):
    return {
        "pegawai": kantor.asisten1.pk,
        "jabatan": Jabatan.objects.get(nama="Sekretaris Daerah").pk,
        "jenis": "PLH",
        "mulai": "23-11-2026",
        "sampai": "27-11-2026",
        "surat_keputusan": "800/12/2026",
    } | lain


def test_plh_with_decree_and_end(kantor, admin):
    with time_machine.travel(dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC), tick=False):
        halaman = kirim(admin, "/pengaturan/penugasan/baru/", penugasan_baru(kantor), follow=True)
        assert f"Tersimpan: {kantor.asisten1.nama} sebagai Plh. Sekretaris Daerah." in isi(halaman)
        assert [p.sebutan for p in Pegawai.objects.get(pk=kantor.asisten1.pk).penugasan_berlaku][:1] == [
            "Plh. Sekretaris Daerah"
        ]
    entri = entri_terakhir()
    assert (entri[0], entri[3]["isi"]["sampai"]) == ("penugasan_ditambah", "2026-11-27")


@pytest.mark.parametrize(
    ("data", "kalimat"),
    [
        ({"sampai": ""}, "Plh. selalu punya tanggal selesai."),
        ({"sampai": "22-11-2026"}, "Tanggal selesai penugasan mendahului tanggal mulainya."),
        ({"mulai": "31-11-2026"}, "Mulai tanggal 31 November 2026 tidak ada."),
        ({"mulai": "23-11-26"}, "Tahun pada mulai tanggal “23-11-26” kurang lengkap."),
        ({"jenis": "DEFINITIF", "sampai": ""}, "Jabatan ini masih dipegang"),
        ({"pegawai": 0}, "Pilihan pegawai itu tidak ada. Pilih dari daftar."),
    ],
)
def test_impossible_assignment_is_refused_in_a_sentence(kantor, admin, data, kalimat):
    response = kirim(admin, "/pengaturan/penugasan/baru/", penugasan_baru(kantor, **data))
    assert (response.status_code, kalimat in isi(response)) == (200, True)
    assert Penugasan.objects.filter(surat_keputusan="800/12/2026").count() == 0


def test_same_person_holds_a_post_once_at_a_time(kantor, admin):
    kirim(admin, "/pengaturan/penugasan/baru/", penugasan_baru(kantor))
    response = kirim(admin, "/pengaturan/penugasan/baru/", penugasan_baru(kantor, mulai="25-11-2026"))
    assert f"{kantor.asisten1.nama} sudah memegang jabatan ini pada tanggal itu." in isi(response)


def test_several_staff_hold_one_post(kantor, admin):
    staf = JabatanFactory(nama="Staf Uji")
    PegawaiFactory(jabatan=staf)
    data = penugasan_baru(kantor, jabatan=staf.pk, jenis="DEFINITIF", sampai="")
    assert kirim(admin, "/pengaturan/penugasan/baru/", data).status_code == 302


def test_assignment_ends_today(kantor, admin):
    penugasan = Penugasan.objects.get(pegawai=kantor.petugas)
    kirim(admin, f"/pengaturan/penugasan/{penugasan.pk}/akhiri/")
    penugasan.refresh_from_db()
    assert penugasan.sampai == timezone.localdate() - dt.timedelta(days=1)
    assert entri_terakhir()[3] == {"ubah": {"sampai": [None, penugasan.sampai.isoformat()]}}


def test_person_and_post_of_an_assignment_stay(kantor, admin):
    penugasan = Penugasan.objects.get(pegawai=kantor.petugas)
    data = {"pegawai": kantor.caraka.pk, "jenis": "DEFINITIF", "mulai": "2-1-2021"}
    kirim(admin, f"/pengaturan/penugasan/{penugasan.pk}/", data)
    penugasan.refresh_from_db()
    assert (penugasan.pegawai, penugasan.mulai) == (kantor.petugas, dt.date(2021, 1, 2))


def test_last_admin_cannot_give_up_the_post(kantor, admin):
    penugasan = Penugasan.objects.get(pegawai=kantor.admin)
    halaman = kirim(admin, f"/pengaturan/penugasan/{penugasan.pk}/akhiri/", follow=True)
    penugasan.refresh_from_db()
    assert ("harus ada paling sedikit satu admin" in isi(halaman), penugasan.sampai) == (True, None)


def test_post_of_the_last_admin_keeps_its_right(kantor, admin):
    jabatan = Penugasan.objects.get(pegawai=kantor.admin).jabatan
    data = {"nama": jabatan.nama, "unit": jabatan.unit_id, "urutan": jabatan.urutan, "aktif": "on"}
    response = kirim(admin, f"/pengaturan/jabatan/{jabatan.pk}/", data)
    jabatan.refresh_from_db()
    assert ("harus ada paling sedikit satu admin" in isi(response), jabatan.peran) == (True, ["ADMIN"])


# Posts and units


def test_post_with_its_rights(kantor, admin):
    unit = UnitKerja.objects.get(nama="Bagian Umum")
    data = {"nama": "Kasubbag Uji", "unit": unit.pk, "urutan": 3, "peran": ["PENELAAH", "PENGAWAS"], "aktif": "on"}
    response = kirim(admin, "/pengaturan/jabatan/baru/", data)
    jabatan = Jabatan.objects.get(nama="Kasubbag Uji")
    assert (response.url, jabatan.peran) == (f"/pengaturan/jabatan/{jabatan.pk}/", ["PENELAAH", "PENGAWAS"])
    assert entri_terakhir()[3]["isi"]["peran"] == ["PENELAAH", "PENGAWAS"]


def test_unknown_right_is_refused(kantor, admin):
    unit = UnitKerja.objects.get(nama="Bagian Umum")
    data = {"nama": "Kasubbag Uji", "unit": unit.pk, "urutan": 3, "peran": ["RAJA"], "aktif": "on"}
    assert kirim(admin, "/pengaturan/jabatan/baru/", data).status_code == 200
    assert Jabatan.objects.filter(nama="Kasubbag Uji").count() == 0


def test_superiors_never_form_a_ring(kantor, admin):
    bupati, sekda = Jabatan.objects.get(nama="Bupati"), Jabatan.objects.get(nama="Sekretaris Daerah")
    data = {"nama": "Bupati", "unit": bupati.unit_id, "urutan": 1, "atasan": sekda.pk, "aktif": "on"}
    response = kirim(admin, f"/pengaturan/jabatan/{bupati.pk}/", data | {"peran": bupati.peran})
    assert "Jabatan ini sendiri ada di atas Sekretaris Daerah." in isi(response)


def test_second_head_of_a_unit_is_refused(kantor, admin):
    unit = UnitKerja.objects.get(nama="Bagian Umum")
    data = {"nama": "Kepala Uji", "unit": unit.pk, "urutan": 3, "kepala_unit": "on", "aktif": "on"}
    assert "Unit ini sudah punya kepala." in isi(kirim(admin, "/pengaturan/jabatan/baru/", data))


def test_unit_with_posts_stays_open(kantor, admin):
    unit = UnitKerja.objects.get(nama="Dinas Kesehatan")
    response = kirim(admin, f"/pengaturan/unit/{unit.pk}/", {"nama": unit.nama, "jenis": "DINAS", "urutan": 1})
    assert "Unit ini masih punya jabatan." in isi(response)


def test_units_never_form_a_ring(kantor, admin):
    setda, umum = UnitKerja.objects.get(nama="Sekretariat Daerah"), UnitKerja.objects.get(nama="Bagian Umum")
    data = {"nama": setda.nama, "jenis": "SETDA", "urutan": 1, "induk": umum.pk, "aktif": "on"}
    assert "Unit ini sendiri membawahi Bagian Umum." in isi(kirim(admin, f"/pengaturan/unit/{setda.pk}/", data))


def test_units_stand_below_their_parent(kantor, admin):
    halaman = isi(admin.get("/pengaturan/unit/"))
    nama = re.findall(r'<th scope="row" class="dalam-(\d)"><a [^>]+>([^<]+)</a>', halaman)
    umum = nama.index(("2", "Bagian Umum"))
    asisten = nama.index(("1", "Asisten Administrasi Umum"))
    assert asisten < umum < nama.index(("0", "Dinas Kesehatan"))


# Calendar


def test_new_holiday_counts_at_once(kantor, admin):
    data = {"tanggal": "9 Desember 2026", "nama": "Hari Jadi", "jenis": "DAERAH", "sumber": "SE Bupati 5/2026"}
    halaman = kirim(admin, "/pengaturan/kalender/", data, follow=True)
    assert "9 Desember 2026 sekarang libur." in isi(halaman)
    assert HariLibur.objects.get(tanggal=dt.date(2026, 12, 9)).sumber == "SE Bupati 5/2026"
    assert entri_terakhir()[:2] == ("libur_ditambah", "admin")


def test_day_that_is_a_holiday_already_is_refused(kantor, admin):
    data = {"tanggal": "25/12/2026", "nama": "Natal", "jenis": "NASIONAL"}
    assert "Tanggal itu sudah tercatat libur." in isi(kirim(admin, "/pengaturan/kalender/", data))


def test_holiday_taken_back_is_a_working_day(kantor, admin):
    natal = HariLibur.objects.get(tanggal=dt.date(2026, 12, 25))
    halaman = kirim(admin, f"/pengaturan/kalender/libur/{natal.pk}/hapus/", follow=True)
    assert "25 Desember 2026 menjadi hari kerja lagi." in isi(halaman)
    assert entri_terakhir()[3] == {"tanggal": "2026-12-25", "nama": natal.nama}


def test_holiday_moved(kantor, admin):
    natal = HariLibur.objects.get(tanggal=dt.date(2026, 12, 25))
    data = {"tanggal": "26-12-2026", "nama": natal.nama, "jenis": natal.jenis, "sumber": natal.sumber}
    kirim(admin, f"/pengaturan/kalender/libur/{natal.pk}/", data)
    assert entri_terakhir()[3] == {"ubah": {"tanggal": ["2026-12-25", "2026-12-26"]}}


def test_holidays_of_a_year_are_loaded_without_touching_what_a_person_changed(kantor, admin):
    kirim(admin, "/pengaturan/kalender/muat/2029/")
    diubah = HariLibur.objects.filter(tanggal__year=2029).first()
    diubah.nama = "Nama kami sendiri"
    diubah.save()
    halaman = kirim(admin, "/pengaturan/kalender/muat/2029/", follow=True)
    diubah.refresh_from_db()
    assert (diubah.nama, "1 yang Anda ubah dibiarkan." in isi(halaman)) == ("Nama kami sendiri", True)
    assert entri_terakhir()[:2] == ("libur_dimuat", "admin")


def test_arithmetic_can_be_tried(kantor, admin):
    halaman = isi(admin.get("/pengaturan/kalender/", {"dari": "23-12-2026 14.00", "lama": "4 jam"}))
    assert "Batas: <b>Senin, 28 Desember 2026 09.30 WITA</b>" in halaman


@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({"dari": "23-12-2026 25.00", "lama": "4 jam"}, "tidak ada. Tulis antara 00.00 dan 23.59, misalnya 09.00."),
        ({"dari": "23-12-2026 14.00", "lama": "lama sekali"}, "Lama “lama sekali” tidak terbaca."),
        ({"dari": "", "lama": "4 jam"}, "Mulai belum diisi."),
    ],
)
def test_unreadable_trial_is_told_above_its_field(kantor, admin, isian, kalimat):
    assert kalimat in isi(admin.get("/pengaturan/kalender/", isian))


def test_the_admin_is_told_how_many_letters_a_change_concerns(kantor, admin):
    """Before: on the page that asks; after: in the answer, and on the calendar with who did it."""
    Perjalanan(kantor).sampai_sekda()
    Perjalanan(kantor).sampai_dinas()
    data = {"tanggal": "10-11-2026", "nama": "Cuti bersama Pilkada", "jenis": "CUTI_BERSAMA"}
    with time_machine.travel(wita(9, 14), tick=False):
        halaman = isi(kirim(admin, "/pengaturan/kalender/", data, follow=True))
        assert "10 November 2026 sekarang libur. Batas 2 surat dihitung ulang." in halaman
        assert "Sedang diperiksa." in halaman
        libur = HariLibur.objects.get(tanggal=dt.date(2026, 11, 10))
        assert "Batas 0" not in halaman

    with time_machine.travel(wita(9, 14, 1), tick=False):
        terapkan_kalender()
        halaman = isi(admin.get("/pengaturan/kalender/"))
        assert "<b>Selasa, 10 November 2026 libur: Cuti bersama Pilkada</b>" in halaman
        assert f"{kantor.admin.nama}, Sen 9 Nov 14.00. Batas 2 surat dihitung ulang." in halaman
        tanya = isi(admin.get(f"/pengaturan/kalender/libur/{libur.pk}/hapus/"))
        assert "Batas 2 surat akan dihitung ulang. Yang sudah terlambat tetap tercatat terlambat." in tanya
        jawab = isi(kirim(admin, f"/pengaturan/kalender/libur/{libur.pk}/hapus/", follow=True))
        assert "10 November 2026 menjadi hari kerja lagi. Batas 2 surat dihitung ulang." in jawab


@pytest.mark.parametrize(
    ("url", "data", "sebutan"),
    [
        ("/pengaturan/kalender/jam/baru/", "jam", "Jam kerja mulai 1 Januari 2027"),
        ("/pengaturan/kalender/muat/2029/", None, "Hari libur 2029 dimuat"),
    ],
)
def test_every_change_of_the_calendar_is_noted_for_the_open_deadlines(kantor, admin, url, data, sebutan):
    with time_machine.travel(wita(9, 14), tick=False):
        halaman = isi(kirim(admin, url, JAM_BARU if data else None, follow=True))
    assert "Tidak ada batas surat yang berubah." in halaman
    assert list(PerubahanKalender.objects.values_list("sebutan", "oleh__username")) == [(sebutan, "admin")]


def test_a_renamed_holiday_moves_no_deadline(kantor, admin):
    natal = HariLibur.objects.get(tanggal=dt.date(2026, 12, 25))
    data = {"tanggal": "25-12-2026", "nama": "Natal", "jenis": natal.jenis, "sumber": natal.sumber}
    kirim(admin, f"/pengaturan/kalender/libur/{natal.pk}/", data)
    assert PerubahanKalender.objects.count() == 0


@pytest.mark.parametrize("bulan", ["2026-13", "abc", "1500-01", "2026-12-01", "99999999999-1"])
def test_odd_month_shows_this_month(kantor, admin, bulan):
    assert admin.get("/pengaturan/kalender/", {"bulan": bulan}).status_code == 200


JAM_BARU = {
    "khusus": "",
    "berlaku_mulai": "1-1-2027",
    "berlaku_sampai": "",
    "senin_mulai": "08.00",
    "senin_selesai": "16.00",
    "senin_istirahat": "12.00–12.30",
    "jumat_mulai": "08.00",
    "jumat_selesai": "16.30",
    "jumat_istirahat": "11.30-13.00",
    "dasar": "Peraturan Bupati 9/2026",
}


def test_new_hours_end_the_old_ones_the_day_before(kantor, admin):
    with time_machine.travel(dt.datetime(2026, 11, 23, 1, tzinfo=dt.UTC), tick=False):
        kirim(admin, "/pengaturan/kalender/jam/baru/", JAM_BARU)
        baru = JamKerja.objects.filter(berlaku_mulai=dt.date(2027, 1, 1))
        lama = JamKerja.objects.filter(khusus="", berlaku_sampai=dt.date(2026, 12, 31))
        assert (sorted(j.hari for j in baru), lama.count()) == ([0, 1, 2, 3, 4], 5)
        assert entri_terakhir()[0] == "jam_kerja_ditambah"
        kirim(admin, f"/pengaturan/kalender/jam/{baru[0].pk}/hapus/")
        assert (baru.all().exists(), JamKerja.objects.filter(khusus="", berlaku_sampai=None).count()) == (False, 5)


@pytest.mark.parametrize(
    ("data", "kalimat"),
    [
        ({"senin_selesai": "07.00"}, "Jam selesai harus setelah jam mulai."),
        ({"senin_istirahat": "siang"}, "Senin–Kamis istirahat “siang” tidak terbaca."),
        ({"jumat_istirahat": "06.00-07.00"}, "Istirahat harus berada di dalam jam kerja."),
        ({"khusus": "Ramadan 1448 H"}, "Jam khusus selalu punya tanggal selesai."),
        ({"berlaku_sampai": "31-12-2026"}, "Tanggal selesai mendahului tanggal mulai."),
        ({"sabtu_mulai": "08.00"}, "Sabtu selesai belum diisi."),
        ({"berlaku_mulai": "12-4-2023"}, "Jam kerja mulai tanggal itu sudah ada."),
    ],
)
def test_impossible_hours_are_refused_in_a_sentence(kantor, admin, data, kalimat):
    banyak = JamKerja.objects.count()
    response = kirim(admin, "/pengaturan/kalender/jam/baru/", JAM_BARU | data)
    assert (kalimat in isi(response), JamKerja.objects.count()) == (True, banyak)


def test_hours_in_force_are_never_deleted(kantor, admin):
    jam = JamKerja.objects.filter(khusus="", berlaku_sampai=None).first()
    assert admin.post(f"/pengaturan/kalender/jam/{jam.pk}/hapus/").status_code == 404
