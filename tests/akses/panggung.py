"""The stage of the matrix: who asks, when, and for which letters and things."""

import datetime as dt
import io
from dataclasses import dataclass

import pikepdf
import time_machine
from django.db import transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from alur.darurat import siapkan_darurat
from disposisi.models import Disposisi, Instruksi
from dokumen.gudang import simpan_sementara
from dokumen.halaman import buat_halaman
from dokumen.pekerjaan import mulai_pekerjaan
from dokumen.tabel import simpan_tabel
from ekspedisi.models import Pengiriman
from laporan.cetak import JENIS_AGENDA
from organisasi.contoh import AKUN_UTAMA
from organisasi.models import HariLibur, Jabatan, JamKerja, Pegawai, Penugasan, UnitKerja
from persuratan.contoh import buat_rute
from persuratan.impor.layanan import buat as impor_agenda
from persuratan.models import Pengirim, RuteNaik, StandarPelayanan, UsulGabung
from persuratan.services import lampirkan
from persuratan.transitions.surat_masuk import BUKU
from tests.factories import PegawaiFactory
from tests.perjalanan import PAGI, Perjalanan, wita

KINI = wita(9, 12)
"""Monday 9 November 2026 12.00: the moment everybody asks."""
ANONIM = "anonim"
SEMUA = (*AKUN_UTAMA, ANONIM)
KES, PDK, BPBD = "Dinas Kesehatan", "Dinas Pendidikan", "Badan Penanggulangan Bencana Daerah"
AGENDA_LAMA = b"Nomor;Asal\n1;Universitas Contoh\n"
"""A file whose columns nobody has matched yet."""


@dataclass(frozen=True)
class Objek:
    """What a route's parameters stand for, for one letter."""

    surat: object
    pengiriman: object
    disposisi: object
    berkas: object


def isi_pdf():
    pdf, keluar = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(keluar)
    return keluar.getvalue()


def buat_objek(kantor):
    """Three letters, each delivered: Dinas Kesehatan's, Dinas Pendidikan's, a secret one for Kabag Hukum and BPBD."""
    kes = Perjalanan(kantor).sampai_dinas(KES).buka(kantor.dinkes, KES).terima(kantor.dinkes, KES)
    pdk = Perjalanan(kantor).sampai_sekda().disposisi(kantor.sekda, ke_unit=[PDK]).kirim(PDK)
    rahasia = Perjalanan(kantor).catat(keamanan="R", hal="Pemeriksaan khusus kas daerah", pindai=False)
    rahasia.arahkan().telaah().disposisi(kantor.sekda, kepada=["Kepala Bagian Hukum"], ke_unit=[BPBD]).kirim(BPBD)
    with time_machine.travel(PAGI, tick=False):
        return {
            nama: _objek(kantor, nama, p.surat) for nama, p in {"kes": kes, "pdk": pdk, "rahasia": rahasia}.items()
        }


def _objek(kantor, nama, surat):
    sementara = simpan_sementara(io.BytesIO(isi_pdf()), nama=f"{nama}.pdf")
    berkas = sementara.buat_berkas(kantor.petugas)
    lampirkan(surat, [berkas], oleh=kantor.petugas)
    buat_halaman(berkas.pk)
    return Objek(
        surat=surat,
        pengiriman=Pengiriman.objects.get(surat=surat.pk),
        disposisi=Disposisi.objects.filter(surat=surat.pk).earliest("pk"),
        berkas=berkas,
    )


def pemegang(pegawai):
    return {"pemilik": pegawai, "sebagai": pegawai.penugasan_berlaku[0]}


def nilai_parameter(kantor, objek):
    """{route name: {parameter: value}}; the key "" holds what every route of a letter shares."""
    pekerjaan = mulai_pekerjaan(JENIS_AGENDA, {}, kantor.petugas)
    impor = impor_agenda(*simpan_tabel(io.BytesIO(AGENDA_LAMA), nama="agenda.csv"), **pemegang(kantor.petugas))
    buat_rute()
    pertama = {
        model: model.objects.order_by("pk").first().pk
        for model in (Pegawai, Penugasan, Jabatan, UnitKerja, HariLibur, JamKerja, RuteNaik, StandarPelayanan)
    }
    pengirim = Pengirim.objects.order_by("pk").first()
    lain = Pengirim.objects.create(nama="Dinkes Provinsi", nama_normal="dinkes provinsi")
    nonaktif = PegawaiFactory(is_active=False)
    berkode = kantor.staf_ahli1
    TOTPDevice.objects.get_or_create(user=berkode, defaults={"name": "ponsel", "confirmed": True})
    jam = JamKerja.objects.create(
        hari=0, mulai=dt.time(8), selesai=dt.time(15), berlaku_mulai=dt.date(2030, 1, 1), khusus=""
    )
    with transaction.atomic():
        blok = siapkan_darurat(BUKU, KINI.year, jumlah=2, alasan="Pemadaman bergilir", oleh=kantor.petugas)
    return {
        "darurat": {"blok": blok.kode, "nomor": blok.dari},
        "orang_aktifkan": {"pk": nonaktif.pk},
        "pengirim": {"pk": pengirim.pk},
        "usul": {"pk": UsulGabung.objects.create(pengirim=pengirim, dengan=lain, nilai=95).pk},
        "orang_kode_lepas": {"pk": berkode.pk},
        "jam_hapus": {"pk": jam.pk},
        "": {
            "kode": objek.surat.kode,
            "nama": "selesaikan",
            "berkas": objek.berkas.kode,
            "nomor": 1,
            "rahasia": "tidak-ada",
            "pk": objek.disposisi.pk,
            "tugas": 0,
            "orang": 0,
        },
        "saluran": {"jenis": "telegram"},
        "ekspedisi": {"kode": objek.pengiriman.kode},
        "verifikasi": {"kode": objek.pengiriman.kode_terima},
        "cek": {"kode": objek.surat.kode_lacak},
        "pekerjaan": {"kode": pekerjaan.kode},
        "impor": {"kode": impor.kode},
        "orang": {"pk": kantor.konseptor.pk},
        "penugasan": {"pk": pertama[Penugasan]},
        "jabatan": {"pk": pertama[Jabatan]},
        "unit": {"pk": pertama[UnitKerja]},
        "libur": {"pk": pertama[HariLibur], "tahun": 2027},
        "jam": {"pk": pertama[JamKerja]},
        "rute": {"pk": pertama[RuteNaik]},
        "instruksi": {"pk": Instruksi.objects.earliest("pk").pk},
        "standar": {"pk": pertama[StandarPelayanan]},
        "panduan": {"nama": "petugas"},
        "surat_unduh_berkas": {"bentuk": "csv"},
        "massal": {"kode": "tidak-ada"},
        "saringan": {"kode": "tidak-ada"},
        "sesi": {"nomor": "tidak-ada"},
        "draf": {"kode": "tidak-ada"},
        "sandi": {"uidb64": "MQ", "token": "palsu-palsu"},
    }


def parameter_untuk(nama, nilai):
    """The values of one route: those of the letter, of the first word of its name, and its own."""
    return nilai[""] | nilai.get(nama.split("_")[0], {}) | nilai.get(nama, {})
