"""The demo office, Kabupaten Contoh: units, posts, about 40 people. Every name, NIP and decree here is made up.

`buat_kantor` adds what is missing and changes nothing that exists, so that it may run at every start.
"""

import datetime as dt
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import transaction
from simple_history.utils import bulk_create_with_history

from organisasi.models import Jabatan, Pegawai, Penugasan, Peran, UnitKerja

MULAI = dt.date(2020, 1, 2)
"""The posts are held since before the first letter of the old agenda (January 2021)."""
KEPUTUSAN = "Keputusan Bupati Contoh Nomor 821.2/1/2020"
ALASAN = "Kantor contoh"

AKUN_UTAMA = (
    "petugas", "petugas2", "caraka", "kasubbag.tu", "kabag.umum", "kabag.hukum", "bupati", "sekda",
    "asisten1", "asisten2", "asisten3", "ajudan", "dinas.kesehatan", "dinas.pendidikan", "bpbd",
    "konseptor", "auditor", "admin",
)  # fmt: skip
"""The accounts to try the office with, in the order they are shown; the others work as well."""


class Unit(NamedTuple):
    nama: str
    singkatan: str
    kode: str
    jenis: UnitKerja.Jenis
    induk: str = ""
    dalam_setda: bool = False


class Pos(NamedTuple):
    nama: str
    singkatan: str
    unit: str
    atasan: str = ""
    peran: tuple[Peran, ...] = ()
    kepala: bool = False


class Orang(NamedTuple):
    username: str
    nama: str
    jabatan: str
    gelar: str = ""
    pangkat: str = ""
    wanita: bool = False
    ber_nip: bool = True


J, P = UnitKerja.Jenis, Peran
SETDA = "Sekretariat Daerah"
AS1, AS2, AS3 = ASISTEN = (
    "Asisten Pemerintahan dan Kesejahteraan Rakyat",
    "Asisten Perekonomian dan Pembangunan",
    "Asisten Administrasi Umum",
)
BAGIAN = (
    # name after "Bagian", short, code on letters, Asisten, username of its head
    ("Pemerintahan", "Pemerintahan", "PEM", AS1, "kabag.pemerintahan"),
    ("Kesejahteraan Rakyat", "Kesra", "KESRA", AS1, "kabag.kesra"),
    ("Hukum", "Hukum", "HK", AS1, "kabag.hukum"),
    ("Perekonomian dan Sumber Daya Alam", "Perekonomian", "EKO", AS2, "kabag.perekonomian"),
    ("Administrasi Pembangunan", "Adm. Pembangunan", "ADPEM", AS2, "kabag.pembangunan"),
    ("Pengadaan Barang dan Jasa", "PBJ", "PBJ", AS2, "kabag.pengadaan"),
    ("Umum", "Umum", "UM", AS3, "kabag.umum"),
    ("Organisasi", "Organisasi", "ORG", AS3, "kabag.organisasi"),
)
STAF_AHLI = (
    ("Pemerintahan, Hukum dan Politik", "I"),
    ("Ekonomi dan Keuangan", "II"),
    ("Kemasyarakatan dan Sumber Daya Manusia", "III"),
)
OPD = (
    # name, short, code, kind, title of its head
    ("Dinas Kesehatan", "Dinkes", "DINKES", J.DINAS, "Kepala Dinas Kesehatan"),
    ("Dinas Pendidikan", "Disdik", "DISDIK", J.DINAS, "Kepala Dinas Pendidikan"),
    ("Dinas Sosial", "Dinsos", "DINSOS", J.DINAS, "Kepala Dinas Sosial"),
    (
        "Dinas Pekerjaan Umum dan Penataan Ruang",
        "Dinas PUPR",
        "DPUPR",
        J.DINAS,
        "Kepala Dinas Pekerjaan Umum dan Penataan Ruang",
    ),
    ("Dinas Perhubungan", "Dishub", "DISHUB", J.DINAS, "Kepala Dinas Perhubungan"),
    ("Dinas Lingkungan Hidup", "DLH", "DLH", J.DINAS, "Kepala Dinas Lingkungan Hidup"),
    (
        "Dinas Kependudukan dan Pencatatan Sipil",
        "Disdukcapil",
        "DUKCAPIL",
        J.DINAS,
        "Kepala Dinas Kependudukan dan Pencatatan Sipil",
    ),
    ("Dinas Komunikasi dan Informatika", "Diskominfo", "KOMINFO", J.DINAS, "Kepala Dinas Komunikasi dan Informatika"),
    (
        "Badan Penanggulangan Bencana Daerah",
        "BPBD",
        "BPBD",
        J.BADAN,
        "Kepala Pelaksana Badan Penanggulangan Bencana Daerah",
    ),
    (
        "Badan Perencanaan Pembangunan Daerah",
        "Bappeda",
        "BAPPEDA",
        J.BADAN,
        "Kepala Badan Perencanaan Pembangunan Daerah",
    ),
    (
        "Badan Kepegawaian dan Pengembangan SDM",
        "BKPSDM",
        "BKPSDM",
        J.BADAN,
        "Kepala Badan Kepegawaian dan Pengembangan SDM",
    ),
    ("Badan Keuangan dan Aset Daerah", "BKAD", "BKAD", J.BADAN, "Kepala Badan Keuangan dan Aset Daerah"),
    ("Kecamatan Contoh Utara", "Kec. Contoh Utara", "KEC-CTU", J.KECAMATAN, "Camat Contoh Utara"),
    ("Kecamatan Contoh Tengah", "Kec. Contoh Tengah", "KEC-CTT", J.KECAMATAN, "Camat Contoh Tengah"),
    ("Kecamatan Contoh Selatan", "Kec. Contoh Selatan", "KEC-CTS", J.KECAMATAN, "Camat Contoh Selatan"),
    ("Inspektorat", "Inspektorat", "ITKAB", J.INSPEKTORAT, "Inspektur"),
)

UNIT = (
    Unit("Pimpinan Daerah", "Pimpinan", "", J.PIMPINAN, dalam_setda=True),
    Unit(SETDA, "Setda", "SETDA", J.SETDA, dalam_setda=True),
    *(Unit(a, f"Asisten {'I' * i}", f"AS{i}", J.ASISTEN, SETDA, dalam_setda=True) for i, a in enumerate(ASISTEN, 1)),
    *(Unit(f"Bagian {n}", f"Bag. {s}", kode, J.BAGIAN, a, dalam_setda=True) for n, s, kode, a, _ in BAGIAN),
    Unit("Staf Ahli Bupati", "Staf Ahli", "SA", J.STAF_AHLI, SETDA, dalam_setda=True),
    *(Unit(nama, singkatan, kode, jenis) for nama, singkatan, kode, jenis, _ in OPD),
)

POS = (
    Pos("Bupati", "Bupati", "Pimpinan Daerah", "", (P.PENDISPOSISI, P.LINTAS), kepala=True),
    Pos("Wakil Bupati", "Wabup", "Pimpinan Daerah", "Bupati", (P.PENDISPOSISI,)),
    Pos("Sekretaris Daerah", "Sekda", SETDA, "Bupati", (P.PENDISPOSISI, P.LINTAS, P.PENELAAH), kepala=True),
    Pos("Ajudan Sekretaris Daerah", "Ajudan Sekda", SETDA, "Sekretaris Daerah", (P.AJUDAN,)),
    *(
        Pos(a, f"Asisten {'I' * i}", a, "Sekretaris Daerah", (P.PENDISPOSISI, P.PENELAAH), kepala=True)
        for i, a in enumerate(ASISTEN, 1)
    ),
    *(
        Pos(
            f"Kepala Bagian {nama}",
            f"Kabag {singkatan}",
            f"Bagian {nama}",
            asisten,
            (P.PENELAAH, P.PENGAWAS, P.PENDISPOSISI, P.PENERIMA_UNIT)
            if nama == "Umum"
            else (P.PENDISPOSISI, P.PENERIMA_UNIT),
            kepala=True,
        )
        for nama, singkatan, _, asisten, _ in BAGIAN
    ),
    Pos("Kepala Subbagian Tata Usaha", "Kasubbag TU", "Bagian Umum", "Kepala Bagian Umum", (P.PENGAWAS,)),
    Pos("Petugas Agenda Bagian Umum", "Petugas Agenda", "Bagian Umum", "Kepala Subbagian Tata Usaha", (P.AGENDARIS,)),
    Pos("Caraka Bagian Umum", "Caraka", "Bagian Umum", "Kepala Subbagian Tata Usaha", (P.CARAKA,)),
    Pos("Analis Hukum Bagian Hukum", "Analis Hukum", "Bagian Hukum", "Kepala Bagian Hukum", (P.KONSEPTOR,)),
    *(Pos(f"Staf Ahli Bupati Bidang {b}", f"Staf Ahli {i}", "Staf Ahli Bupati", "Bupati") for b, i in STAF_AHLI),
    *(
        Pos(
            kepala,
            kepala if kepala == "Inspektur" or kepala.startswith("Camat") else f"Kepala {singkatan}",
            nama,
            "Bupati" if nama == "Inspektorat" else "Sekretaris Daerah",
            (P.PENDISPOSISI,),
            kepala=True,
        )
        for nama, singkatan, _, _, kepala in OPD
    ),
    *(
        Pos(f"Petugas Tata Usaha {nama}", f"TU {singkatan}", nama, kepala, (P.PENERIMA_UNIT,))
        for nama, singkatan, _, _, kepala in OPD
    ),
    Pos("Auditor Inspektorat", "Auditor", "Inspektorat", "Inspektur", (P.AUDITOR,)),
    Pos(
        "Administrator e-Surat",
        "Admin e-Surat",
        "Dinas Komunikasi dan Informatika",
        "Kepala Dinas Komunikasi dan Informatika",
        (P.ADMIN,),
    ),
)

UTAMA, MUDA = "Pembina Utama Muda, IV/c", "Pembina Tingkat I, IV/b"
PEMBINA, PENATA, PENGATUR = "Pembina, IV/a", "Penata, III/c", "Pengatur, II/c"
TU = "Petugas Tata Usaha"
ORANG = (
    Orang("bupati", "Guntur Samudra", "Bupati", "S.E., M.Si.", ber_nip=False),
    Orang("wakil.bupati", "Embun Kirana", "Wakil Bupati", "S.Sos.", wanita=True, ber_nip=False),
    Orang("sekda", "Bayu Pinus", "Sekretaris Daerah", "S.H., M.Si.", UTAMA),
    Orang("ajudan", "Galih Angsana", "Ajudan Sekretaris Daerah", "S.IP.", PENATA),
    Orang("asisten1", "Surya Trembesi", AS1, "S.STP., M.Si.", UTAMA),
    Orang("asisten2", "Intan Bakau", AS2, "S.E., M.M.", MUDA, wanita=True),
    Orang("asisten3", "Wira Cemara", AS3, "S.Sos., M.AP.", MUDA),
    Orang("staf.ahli1", "Cakra Meranti", "Staf Ahli Bupati Bidang Pemerintahan, Hukum dan Politik", "S.H.", MUDA),
    Orang("staf.ahli2", "Laras Gaharu", "Staf Ahli Bupati Bidang Ekonomi dan Keuangan", "S.E.", MUDA, wanita=True),
    Orang("staf.ahli3", "Damar Keruing", "Staf Ahli Bupati Bidang Kemasyarakatan dan Sumber Daya Manusia", "", MUDA),
    Orang("kabag.pemerintahan", "Tirta Mahoni", "Kepala Bagian Pemerintahan", "S.STP.", PEMBINA),
    Orang("kabag.kesra", "Melati Senja", "Kepala Bagian Kesejahteraan Rakyat", "S.Ag.", PEMBINA, wanita=True),
    Orang("kabag.hukum", "Bima Cendana", "Kepala Bagian Hukum", "S.H., M.H.", PEMBINA),
    Orang(
        "kabag.perekonomian",
        "Kencana Randu",
        "Kepala Bagian Perekonomian dan Sumber Daya Alam",
        "S.E.",
        PEMBINA,
        wanita=True,
    ),
    Orang("kabag.pembangunan", "Rimba Jati", "Kepala Bagian Administrasi Pembangunan", "S.T.", PEMBINA),
    Orang("kabag.pengadaan", "Arya Merbau", "Kepala Bagian Pengadaan Barang dan Jasa", "S.T., M.T.", PEMBINA),
    Orang("kabag.umum", "Puspa Sawitri", "Kepala Bagian Umum", "S.Sos., M.Si.", PEMBINA, wanita=True),
    Orang("kabag.organisasi", "Lintang Ulin", "Kepala Bagian Organisasi", "S.IP.", PEMBINA, wanita=True),
    Orang("kasubbag.tu", "Tono Waringin", "Kepala Subbagian Tata Usaha", "S.AP.", PENATA),
    Orang("petugas", "Ratna Melur", "Petugas Agenda Bagian Umum", "A.Md.", PENGATUR, wanita=True),
    Orang("petugas2", "Fajar Kenanga", "Petugas Agenda Bagian Umum", "A.Md.", PENGATUR),
    Orang("caraka", "Jaka Pandan", "Caraka Bagian Umum", "", PENGATUR),
    Orang("konseptor", "Dewi Seroja", "Analis Hukum Bagian Hukum", "S.H.", PENATA, wanita=True),
    Orang("kepala.dinkes", "Kemala Anggrek", "Kepala Dinas Kesehatan", "M.Kes.", MUDA, wanita=True),
    Orang("kepala.disdik", "Bagas Sonokeling", "Kepala Dinas Pendidikan", "S.Pd., M.Pd.", MUDA),
    Orang("kepala.bpbd", "Satria Bengawan", "Kepala Pelaksana Badan Penanggulangan Bencana Daerah", "S.T.", MUDA),
    Orang("inspektur", "Wulan Flamboyan", "Inspektur", "S.E., Ak.", MUDA, wanita=True),
    Orang("dinas.kesehatan", "Sari Cempaka", f"{TU} Dinas Kesehatan", "A.Md.", PENGATUR, wanita=True),
    Orang("dinas.pendidikan", "Panji Kamboja", f"{TU} Dinas Pendidikan", "S.Kom.", PENATA),
    Orang("dinas.sosial", "Ningrum Dahlia", f"{TU} Dinas Sosial", "", PENGATUR, wanita=True),
    Orang("dinas.pupr", "Teguh Kiara", f"{TU} Dinas Pekerjaan Umum dan Penataan Ruang", "A.Md.T.", PENGATUR),
    Orang("dinas.perhubungan", "Anggun Telaga", f"{TU} Dinas Perhubungan", "", PENGATUR, wanita=True),
    Orang("dinas.lingkungan", "Langit Ketapang", f"{TU} Dinas Lingkungan Hidup", "", PENGATUR),
    Orang("dinas.dukcapil", "Citra Teratai", f"{TU} Dinas Kependudukan dan Pencatatan Sipil", "", PENGATUR, True),
    Orang("dinas.kominfo", "Banyu Matoa", f"{TU} Dinas Komunikasi dan Informatika", "", PENGATUR),
    Orang("bpbd", "Guruh Kelapa", f"{TU} Badan Penanggulangan Bencana Daerah", "", PENGATUR),
    Orang("bappeda", "Nila Kecubung", f"{TU} Badan Perencanaan Pembangunan Daerah", "S.E.", PENATA, wanita=True),
    Orang("bkpsdm", "Topan Rasamala", f"{TU} Badan Kepegawaian dan Pengembangan SDM", "", PENGATUR),
    Orang("bkad", "Mutiara Lontar", f"{TU} Badan Keuangan dan Aset Daerah", "", PENGATUR, wanita=True),
    Orang("kecamatan.utara", "Elang Nipah", f"{TU} Kecamatan Contoh Utara", "", PENGATUR),
    Orang("kecamatan.tengah", "Sekar Rumbia", f"{TU} Kecamatan Contoh Tengah", "", PENGATUR, wanita=True),
    Orang("kecamatan.selatan", "Petir Sengon", f"{TU} Kecamatan Contoh Selatan", "", PENGATUR),
    Orang("inspektorat", "Ayu Bidara", f"{TU} Inspektorat", "", PENGATUR, wanita=True),
    Orang("auditor", "Prana Eboni", "Auditor Inspektorat", "S.E., Ak.", PENATA),
    Orang("admin", "Dian Bintaro", "Administrator e-Surat", "S.Kom.", PENATA),
)


def _nip(nomor, orang):
    """A sound but made-up NIP, different for each person."""
    lahir = dt.date(1970 + nomor % 22, 1 + nomor % 12, 1 + nomor % 28)
    return f"{lahir:%Y%m%d}{lahir.year + 25}{1 + nomor % 11:02}{2 if orang.wanita else 1}{900 + nomor}"


def _bertingkat(baris, ada, induk):
    """Yield the missing rows level by level, so that each one's parent exists before it."""
    tunggu = [b for b in baris if b.nama not in ada]
    while tunggu:
        siap = [b for b in tunggu if not induk(b) or induk(b) in ada]
        yield siap
        tunggu = [b for b in tunggu if b not in siap]


def _buat(model, objek):
    return bulk_create_with_history(objek, model, default_change_reason=ALASAN) if objek else []


def _buat_unit():
    ada = {u.nama: u for u in UnitKerja.objects.all()}
    urutan = {u.nama: i for i, u in enumerate(UNIT)}
    for tingkat in _bertingkat(UNIT, ada, lambda u: u.induk):
        objek = [
            UnitKerja(
                nama=u.nama,
                singkatan=u.singkatan,
                kode=u.kode,
                jenis=u.jenis,
                induk=ada[u.induk] if u.induk else None,
                dalam_setda=u.dalam_setda,
                urutan=urutan[u.nama],
            )
            for u in tingkat
        ]
        ada |= {u.nama: u for u in _buat(UnitKerja, objek)}
    return ada


def _buat_jabatan(unit):
    ada = {j.nama: j for j in Jabatan.objects.all()}
    urutan = {p.nama: i for i, p in enumerate(POS)}
    for tingkat in _bertingkat(POS, ada, lambda p: p.atasan):
        objek = [
            Jabatan(
                nama=p.nama,
                singkatan=p.singkatan,
                unit=unit[p.unit],
                atasan=ada[p.atasan] if p.atasan else None,
                kepala_unit=p.kepala,
                peran=[str(x) for x in p.peran],
                urutan=urutan[p.nama],
            )
            for p in tingkat
        ]
        ada |= {j.nama: j for j in _buat(Jabatan, objek)}
    return ada


def _buat_pegawai(sandi):
    ada = {p.username: p for p in Pegawai.objects.filter(username__in=[o.username for o in ORANG])}
    baru = [(i, o) for i, o in enumerate(ORANG, 1) if o.username not in ada]
    sidik = make_password(sandi) if baru else ""  # one slow hash for all: they share the password anyway
    objek = [
        Pegawai(
            username=o.username,
            password=sidik,
            email=f"{o.username}@contoh.invalid",
            nama=o.nama,
            gelar_belakang=o.gelar,
            nip=_nip(i, o) if o.ber_nip else "",
            pangkat_golongan=o.pangkat,
            akun_contoh=True,
        )
        for i, o in baru
    ]
    return ada | {p.username: p for p in _buat(Pegawai, objek)}


@transaction.atomic
def buat_kantor(sandi):
    """Create what is missing of Kabupaten Contoh. `sandi`: the one password of the accounts it creates."""
    jabatan = _buat_jabatan(_buat_unit())
    pegawai = _buat_pegawai(sandi)
    ada = set(Penugasan.objects.values_list("pegawai_id", "jabatan_id"))
    pasangan = [(pegawai[o.username], jabatan[o.jabatan]) for o in ORANG]
    _buat(
        Penugasan,
        [
            Penugasan(pegawai=p, jabatan=j, mulai=MULAI, surat_keputusan=KEPUTUSAN)
            for p, j in pasangan
            if (p.pk, j.pk) not in ada
        ],
    )
