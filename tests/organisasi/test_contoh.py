import pytest

from organisasi.contoh import AKUN_UTAMA, ORANG, buat_kantor
from organisasi.models import Jabatan, Pegawai, Penugasan, UnitKerja
from organisasi.nip import periksa_nip

# What the old agenda of this kabupaten names: who disposed, who received, and its own offices among the senders.
DISPOSISI_OLEH = {
    "Sekretaris Daerah",
    "Asisten Administrasi Umum",
    "Asisten Pemerintahan dan Kesejahteraan Rakyat",
}
DITERUSKAN_KEPADA = {
    "Badan Penanggulangan Bencana Daerah",
    "Bagian Organisasi",
    "Dinas Kesehatan",
    "Dinas Pendidikan",
    "Dinas Sosial",
    "Kecamatan Contoh Selatan",
}
PENGIRIM = {
    "Badan Kepegawaian dan Pengembangan SDM",
    "Dinas Kesehatan",
    "Dinas Pekerjaan Umum dan Penataan Ruang",
    "Dinas Pendidikan",
    "Kecamatan Contoh Utara",
}
BUKAN_UNIT = {
    "Badan Pengelola Pajak dan Retribusi Daerah Kabupaten Batu Bara",
    "Dinas Peternakan dan Perkebunan Kabupaten Batu Bara",
    "Forum Anak Kabupaten Contoh",
    "Pemerintah Desa Contoh Jaya",
}


def nama(queryset):
    return set(queryset.values_list("nama", flat=True))


@pytest.mark.usefixtures("kantor")
def test_kantor_memuat_semua_yang_disebut_agenda_lama():
    assert nama(Jabatan.objects.all()) >= DISPOSISI_OLEH
    assert nama(UnitKerja.objects.all()) >= DITERUSKAN_KEPADA | PENGIRIM
    assert nama(UnitKerja.objects.all()) & BUKAN_UNIT == set()


@pytest.mark.usefixtures("kantor")
def test_susunan_kantor():
    jenis = UnitKerja.Jenis
    jumlah = {
        j: UnitKerja.objects.filter(jenis=j).count() for j in jenis if UnitKerja.objects.filter(jenis=j).exists()
    }

    assert jumlah == {
        jenis.PIMPINAN: 1,
        jenis.SETDA: 1,
        jenis.ASISTEN: 3,
        jenis.BAGIAN: 8,
        jenis.STAF_AHLI: 1,
        jenis.DINAS: 8,
        jenis.BADAN: 4,
        jenis.KECAMATAN: 3,
        jenis.INSPEKTORAT: 1,
    }
    luar = UnitKerja.objects.filter(jenis__in=[jenis.DINAS, jenis.BADAN, jenis.KECAMATAN, jenis.INSPEKTORAT])
    assert nama(UnitKerja.objects.filter(dalam_setda=False)) == nama(luar)
    assert nama(UnitKerja.objects.filter(nama__in=["Bagian Umum", "Bagian Hukum", "Bagian Organisasi"])) == {
        "Bagian Umum",
        "Bagian Hukum",
        "Bagian Organisasi",
    }


def test_jabatan_dan_peran_setiap_akun(kantor):
    peran = {
        username: [
            (p.jabatan.nama, sorted(p.jabatan.peran))
            for p in getattr(kantor, username.replace(".", "_")).penugasan_berlaku
        ]
        for username in AKUN_UTAMA
    }

    assert peran == {
        "petugas": [("Petugas Agenda Bagian Umum", ["AGENDARIS"])],
        "petugas2": [("Petugas Agenda Bagian Umum", ["AGENDARIS"])],
        "caraka": [("Caraka Bagian Umum", ["CARAKA"])],
        "kasubbag.tu": [("Kepala Subbagian Tata Usaha", ["PENGAWAS"])],
        "kabag.umum": [("Kepala Bagian Umum", ["PENDISPOSISI", "PENELAAH", "PENERIMA_UNIT", "PENGAWAS"])],
        "kabag.hukum": [("Kepala Bagian Hukum", ["PENDISPOSISI", "PENERIMA_UNIT"])],
        "bupati": [("Bupati", ["LINTAS", "PENDISPOSISI"])],
        "sekda": [("Sekretaris Daerah", ["LINTAS", "PENDISPOSISI", "PENELAAH"])],
        "asisten1": [("Asisten Pemerintahan dan Kesejahteraan Rakyat", ["PENDISPOSISI", "PENELAAH"])],
        "asisten2": [("Asisten Perekonomian dan Pembangunan", ["PENDISPOSISI", "PENELAAH"])],
        "asisten3": [("Asisten Administrasi Umum", ["PENDISPOSISI", "PENELAAH"])],
        "ajudan": [("Ajudan Sekretaris Daerah", ["AJUDAN"])],
        "dinas.kesehatan": [("Petugas Tata Usaha Dinas Kesehatan", ["PENERIMA_UNIT"])],
        "dinas.pendidikan": [("Petugas Tata Usaha Dinas Pendidikan", ["PENERIMA_UNIT"])],
        "bpbd": [("Petugas Tata Usaha Badan Penanggulangan Bencana Daerah", ["PENERIMA_UNIT"])],
        "konseptor": [("Analis Hukum Bagian Hukum", ["KONSEPTOR"])],
        "auditor": [("Auditor Inspektorat", ["AUDITOR"])],
        "admin": [("Administrator e-Surat", ["ADMIN"])],
    }


@pytest.mark.usefixtures("kantor")
def test_setiap_opd_dan_bagian_ada_yang_menerima_surat():
    penerima = {
        p.jabatan.unit.nama
        for p in Penugasan.objects.berlaku().select_related("jabatan__unit")
        if p.jabatan.has_peran("PENERIMA_UNIT")
    }
    jenis = UnitKerja.Jenis
    tanpa = UnitKerja.objects.filter(jenis__in=[jenis.PIMPINAN, jenis.SETDA, jenis.ASISTEN, jenis.STAF_AHLI])

    assert penerima == nama(UnitKerja.objects.all()) - nama(tanpa)


@pytest.mark.usefixtures("kantor")
def test_setiap_opd_punya_kepala_yang_berhak_mendisposisi():
    kepala = Jabatan.objects.filter(kepala_unit=True, unit__dalam_setda=False)

    assert kepala.count() == UnitKerja.objects.filter(dalam_setda=False).count() == 16
    assert {tuple(k.peran) for k in kepala} == {("PENDISPOSISI",)}


@pytest.mark.usefixtures("kantor")
def test_garis_atasan_berujung_pada_bupati():
    jabatan = {j.pk: j for j in Jabatan.objects.all()}

    def puncak(j):
        return j if j.atasan_id is None else puncak(jabatan[j.atasan_id])

    assert {puncak(j).nama for j in jabatan.values()} == {"Bupati"}


def test_setiap_akun_akun_contoh(kantor):
    orang = list(Pegawai.objects.all())

    assert len(orang) == len(ORANG) == 45
    assert {(p.akun_contoh, p.is_active, p.email == f"{p.username}@contoh.invalid") for p in orang} == {
        (True, True, True)
    }
    assert all(p.check_password(kantor.sandi) for p in orang)
    assert [periksa_nip(p.nip) for p in orang if periksa_nip(p.nip)] == []
    assert len({p.nama for p in orang}) == len({p.nip for p in orang if p.nip}) + 2 == 45


def test_kantor_boleh_dibuat_lagi_tanpa_mengubah_apa_pun(kantor):
    kantor.petugas.nama = "Nama Baru"
    kantor.petugas.save()
    kantor.petugas2.penugasan.get().delete()
    model = (UnitKerja, Jabatan, Pegawai)
    sebelum = [list(m.objects.order_by("pk").values()) for m in model]

    buat_kantor("sandi-lain-lagi")

    assert [list(m.objects.order_by("pk").values()) for m in model] == sebelum
    assert Pegawai.objects.get(username="sekda").check_password(kantor.sandi)
    assert kantor.petugas2.penugasan.count() == 1


def test_kantor_melengkapi_yang_kurang(kantor):
    kantor.auditor.penugasan.all().delete()
    kantor.auditor.delete()
    Jabatan.objects.get(nama="Auditor Inspektorat").delete()

    buat_kantor("sandi-lain-lagi")

    auditor = Pegawai.objects.get(username="auditor")
    assert [p.jabatan.nama for p in auditor.penugasan_berlaku] == ["Auditor Inspektorat"]
    assert Pegawai.objects.count() == 45
