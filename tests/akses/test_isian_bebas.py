"""Whatever a person types into any form of any room: marks that nobody sees stay out, too long is told."""

import importlib
import pkgutil
import unicodedata
from pathlib import Path

import pytest
from django import forms
from django.conf import settings

from alur.models import Saluran
from disposisi.forms import DisposisiForm, PutusanForm
from disposisi.forms_kehadiran import KehadiranForm
from disposisi.views.pembenaran import KoreksiDikteForm
from ekspedisi.forms import TerimaForm
from laporan.forms import BukuAgendaForm
from organisasi.isian import Formulir, FormulirModel
from organisasi.models import Jabatan
from pengaturan.bantuan.latihan import LatihanCatatForm, surat_latihan
from pengaturan.forms.akun import (
    GantiSandiForm,
    KodeForm,
    KodePertamaForm,
    LupaSandiForm,
    MasukForm,
    ProfilForm,
    SandiBaruForm,
    SandiLagiForm,
)
from pengaturan.forms.instruksi import InstruksiForm
from pengaturan.forms.kabar import AlamatSaluranForm, AturanKabarForm, KodeSaluranForm
from pengaturan.forms.kalender import CobaHitungForm, JamKerjaForm, LiburForm
from pengaturan.forms.kantor import JabatanForm, NamaBaruForm, UnitForm
from pengaturan.forms.orang import OrangForm, PenugasanForm
from pengaturan.forms.rute import RuteForm
from pengaturan.forms.standar import StandarForm
from persuratan.forms.alasan import AlasanForm, HasilForm
from persuratan.forms.arahkan import LangkahForm
from persuratan.forms.catat import CatatForm
from persuratan.forms.darurat import SiapkanDaruratForm
from persuratan.forms.impor import PemetaanForm
from persuratan.forms.isian_surat import IsianSurat
from persuratan.forms.koreksi import KoreksiForm
from persuratan.forms.massal import ArahkanMassalForm
from persuratan.forms.pengirim import GabungForm
from persuratan.forms.saringan import NamaSaringanForm
from persuratan.saringan import SaringForm
from tests.perjalanan import Perjalanan

RUANG = ("alur", "disposisi", "dokumen", "ekspedisi", "laporan", "organisasi", "pengaturan", "persuratan")
DASAR = {Formulir, FormulirModel, IsianSurat, NamaBaruForm}
TERTEMPEL = "Ra\u202epat\u200b\u2066 ko\u00ador\ufeffdi\x07nasi\x1b"
TERBACA = "Rapat koordinasi"


def pembuat(kantor, surat):
    """{form class: how it is made of typed data}: every form there is; a new one without a line here fails."""
    polos = (
        AlasanForm, BukuAgendaForm, CobaHitungForm, GabungForm, HasilForm, InstruksiForm, JabatanForm,
        JamKerjaForm, KodeForm, KodePertamaForm, KodeSaluranForm, KoreksiDikteForm, LiburForm,
        LupaSandiForm, MasukForm, OrangForm,
        PenugasanForm, RuteForm, SaringForm, SiapkanDaruratForm, TerimaForm, UnitForm,
    )  # fmt: skip
    sandi = (GantiSandiForm, SandiBaruForm, SandiLagiForm)
    return {
        **{kelas: kelas for kelas in polos},
        **{kelas: lambda isi, kelas=kelas: kelas(kantor.petugas, isi) for kelas in sandi},
        AlamatSaluranForm: lambda isi: AlamatSaluranForm(kantor.petugas, Saluran.TELEGRAM, isi),
        ArahkanMassalForm: lambda isi: ArahkanMassalForm(isi, pegawai=kantor.petugas),
        AturanKabarForm: lambda isi: AturanKabarForm(kantor.petugas, isi),
        CatatForm: lambda isi: CatatForm(isi, penugasan=kantor.petugas.penugasan_berlaku),
        DisposisiForm: lambda isi: DisposisiForm(
            isi, jabatan=Jabatan.objects.get(nama="Sekretaris Daerah"), surat=surat
        ),
        KehadiranForm: lambda isi: KehadiranForm(isi, jabatan=Jabatan.objects.get(nama="Sekretaris Daerah")),
        KoreksiForm: lambda isi: KoreksiForm(isi, surat=surat),
        LangkahForm: lambda isi: LangkahForm(isi, jabatan=Jabatan.objects.in_bulk(), tidak_ada={}),
        LatihanCatatForm: lambda isi: LatihanCatatForm(isi, surat=surat_latihan()),
        NamaSaringanForm: lambda isi: NamaSaringanForm(isi, pemilik=kantor.petugas),
        PemetaanForm: lambda isi: PemetaanForm(isi, kepala=["Nomor", "Hal"]),
        ProfilForm: lambda isi: ProfilForm(isi, instance=kantor.petugas),
        PutusanForm: lambda isi: PutusanForm(isi, dari=Jabatan.objects.get(nama="Sekretaris Daerah"), dikenal=[]),
        StandarForm: lambda isi: StandarForm(isi, berlaku={}),
    }


def semua_form():
    """Every form class of the rooms, of whatever base."""
    for ruang in RUANG:
        for modul in pkgutil.walk_packages([str(Path(settings.BASE_DIR) / ruang)], f"{ruang}."):
            if "migrations" not in modul.name and not modul.name.startswith("dokumen.anak.__main__"):
                importlib.import_module(modul.name)

    def turunan(kelas):
        for satu in kelas.__subclasses__():
            yield satu
            yield from turunan(satu)

    return {k for k in turunan(forms.BaseForm) if k.__module__.split(".")[0] in RUANG} - DASAR


@pytest.fixture
def dibuat(kantor):
    surat = Perjalanan(kantor).sampai_sekda().surat
    surat.isi_terbuka = True
    return pembuat(kantor, surat)


def teks_bebas(form):
    return {
        nama: isian
        for nama, isian in form.fields.items()
        if isinstance(isian, forms.CharField) and not isinstance(isian.widget, forms.PasswordInput)
    }


def test_setiap_form_ada_di_sini_dan_sebaliknya(dibuat):
    nama = {k.__qualname__ for k in semua_form()}
    assert (sorted(nama - {k.__qualname__ for k in dibuat}), sorted({k.__qualname__ for k in dibuat} - nama)) == (
        [],
        [],
    )


def test_tanda_tak_terlihat_tidak_masuk_lewat_isian_mana_pun(dibuat):
    bocor, diperiksa = [], 0
    for kelas, buat in dibuat.items():
        nama = teks_bebas(buat({}))
        form = buat(dict.fromkeys(nama, TERTEMPEL))
        form.is_valid()
        diperiksa += len(nama)
        bocor += [(kelas.__name__, n, form[n].data) for n in nama if form[n].data != TERBACA]
        bersih = [n for n in form.cleaned_data.values() if isinstance(n, str)]
        bocor += [(kelas.__name__, n) for n in bersih if any(unicodedata.category(h) in {"Cf", "Cc"} for h in n)]
    assert bocor == []
    assert diperiksa > 40


def test_baris_baru_dalam_catatan_tetap_dan_tanda_saja_berarti_kosong():
    ada = AlasanForm({"catatan": "Satu\r\n\u202edua\ttiga"})
    kosong = AlasanForm({"catatan": "\u200b\u202e"})
    assert (ada.is_valid(), ada.cleaned_data["catatan"]) == (True, "Satu\r\ndua\ttiga")
    assert kosong.errors == {"catatan": ["Tulis alasannya, supaya penerima tahu apa yang harus diperbaiki."]}


def test_kata_sandi_diterima_seperti_diketik(kantor):
    form = MasukForm({"nama": "pet\u200bugas", "sandi": " kuda\u200b hijau "})
    assert (form.is_valid(), form.cleaned_data["nama"], form.cleaned_data["sandi"]) == (
        True,
        "petugas",
        " kuda\u200b hijau ",
    )


def test_yang_terlalu_panjang_disebut_dan_tidak_dipotong_peramban(dibuat):
    """Each text field with a limit: no `maxlength` for the browser, and a sentence with both numbers."""
    salah = []
    for kelas, buat in dibuat.items():
        isian = {n: i for n, i in teks_bebas(buat({})).items() if i.max_length and n in kelas.base_fields}
        form = buat({n: "a" * (i.max_length + 1) for n, i in isian.items()})
        for nama, satu in isian.items():
            kalimat = f"terlalu panjang: {satu.max_length + 1} huruf, paling banyak {satu.max_length}."
            if "maxlength" in form[nama].as_widget() or not any(kalimat in g for g in form.errors.get(nama, [])):
                salah.append((kelas.__name__, nama, form.errors.get(nama)))
    assert salah == []
