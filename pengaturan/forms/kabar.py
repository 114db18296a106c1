"""How I am told: what over which channel, when not, and the address of a channel."""

import ipaddress
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError

from alur import saluran
from alur.models import Cara, JamTenang, JenisKabar, PilihanKabar, Saluran, SaluranKabar
from alur.penyaluran import TENANG_MULAI, TENANG_SELESAI, cara_bawaan
from organisasi.isian import Formulir, JamField
from pengaturan import pintu
from pengaturan.forms.akun import bersihkan_whatsapp, kolom_sandi, pastikan_cocok

DIPILIH = [j for j in JenisKabar if j != JenisKabar.AKUN]


def saluran_aktif(pegawai):
    """The channels that lead to this person now: what the table of choices has columns for."""
    dipasang = set(
        SaluranKabar.objects.filter(pegawai=pegawai, terverifikasi_pada__isnull=False).values_list("jenis", flat=True)
    )
    surel = [Saluran.EMAIL] if pegawai.email else []
    return surel + [s for s in saluran.tersedia() if s in dipasang]


class AturanKabarForm(Formulir):
    """One choice for each kind of notice and each channel, and the quiet hours. `simpan` writes them all."""

    lebar = {"tenang": "l6", "mulai": "l3", "selesai": "l3"}

    tenang = forms.BooleanField(
        label="Pakai jam tenang", required=False, help_text="Yang mendesak tetap dikirim saat itu juga."
    )
    mulai = JamField(label="Tenang mulai", required=False)
    selesai = JamField(label="Tenang sampai", required=False)

    def __init__(self, pegawai, *args, **kwargs):
        self.pegawai, self.saluran = pegawai, saluran_aktif(pegawai)
        jam = JamTenang.objects.filter(pegawai=pegawai).first()
        mulai, selesai = (jam.mulai, jam.selesai) if jam else (TENANG_MULAI, TENANG_SELESAI)
        awal = {
            "tenang": mulai is not None,
            "mulai": mulai or TENANG_MULAI,
            "selesai": selesai or TENANG_SELESAI,
        }
        super().__init__(*args, initial=awal, **kwargs)
        dipilih = {(p.jenis, p.saluran): p.cara for p in PilihanKabar.objects.filter(pegawai=pegawai)}
        for s in self.saluran:
            for jenis in DIPILIH:
                self.fields[self.nama(jenis, s)] = forms.ChoiceField(
                    label=jenis.label,
                    choices=Cara.choices,
                    initial=dipilih.get((jenis, s), cara_bawaan(s)),
                )

    @staticmethod
    def nama(jenis, jenis_saluran):
        return f"{jenis_saluran}_{jenis}".lower()

    def kelompok(self):
        """[(channel, its fields)] for the page."""
        return [(s.label, [self[self.nama(j, s)] for j in DIPILIH]) for s in self.saluran]

    def clean(self):
        isi = super().clean()
        if isi.get("tenang") and not self.errors:
            if isi.get("mulai") is None or isi.get("selesai") is None:
                self.add_error("mulai", "Jam tenang perlu awal dan akhir. Isi keduanya, misalnya 20.00 dan 06.00.")
            elif isi["mulai"] == isi["selesai"]:
                self.add_error("selesai", "Awal dan akhir jam tenang sama. Tulis jam yang berbeda.")
        return isi

    def simpan(self):
        isi = self.cleaned_data
        jam = {"mulai": isi["mulai"], "selesai": isi["selesai"]} if isi["tenang"] else {"mulai": None, "selesai": None}
        JamTenang.objects.update_or_create(pegawai=self.pegawai, defaults=jam)
        PilihanKabar.objects.bulk_create(
            [
                PilihanKabar(pegawai=self.pegawai, jenis=j, saluran=s, cara=isi[self.nama(j, s)])
                for s in self.saluran
                for j in DIPILIH
            ],
            update_conflicts=True,
            unique_fields=["pegawai", "jenis", "saluran"],
            update_fields=["cara"],
        )


KATA_ALAMAT = {
    Saluran.TELEGRAM: ("Nomor chat Telegram", "Angka saja, misalnya 123456789."),
    Saluran.WHATSAPP: ("Nomor WhatsApp", "Diawali 08 atau 62, misalnya 081200001200."),
    Saluran.WEBHOOK: ("Alamat webhook", "Diawali https://, ke mesin di internet umum."),
}


class AlamatSaluranForm(Formulir):
    """The address of one channel. It takes news of letters out of the house, so the password is asked (ASVS 7.5.1)."""

    alamat = forms.CharField(
        max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    )
    sandi = kolom_sandi("Kata sandi Anda", baru=False)

    def __init__(self, pegawai, jenis, *args, **kwargs):
        self.pegawai, self.jenis = pegawai, jenis
        super().__init__(*args, **kwargs)
        self.fields["alamat"].label, self.fields["alamat"].help_text = KATA_ALAMAT[jenis]
        if jenis == Saluran.WHATSAPP and not self.is_bound:
            self.initial["alamat"] = pegawai.whatsapp

    def clean_alamat(self):
        teks = self.cleaned_data["alamat"].strip()
        bersihkan = {
            Saluran.TELEGRAM: _nomor_chat,
            Saluran.WHATSAPP: bersihkan_whatsapp,
            Saluran.WEBHOOK: _alamat_https,
        }
        return bersihkan[self.jenis](teks)

    def clean_sandi(self):
        pastikan_cocok(self.pegawai, self.cleaned_data["sandi"])
        return self.cleaned_data["sandi"]

    @property
    def petunjuk(self):
        """What may be shown of the address later: its end, or the machine it leads to."""
        alamat = self.cleaned_data["alamat"]
        return (urlsplit(alamat).hostname or "")[:80] if self.jenis == Saluran.WEBHOOK else f"…{alamat[-4:]}"


class KodeSaluranForm(Formulir):
    kode = forms.CharField(
        label="Kode 6 angka",
        max_length=20,
        help_text="Dari pesan yang baru saja sampai di sana.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}),
    )


def _nomor_chat(teks):
    """The number of a private chat; a group has a negative one, and would read what is meant for one person."""
    if not (teks.isascii() and teks.isdigit() and 4 <= len(teks) <= 15):
        raise ValidationError(
            "Nomor chat tidak terbaca. Tulis angka saja, misalnya 123456789. Grup tidak dapat dipakai."
        )
    return teks


def _alamat_https(teks):
    salah = ValidationError("Alamat webhook tidak dapat dipakai. Tulis seperti https://contoh.go.id/kabar.")
    try:
        bagian = urlsplit(teks)
        port = bagian.port
    except ValueError:
        raise salah from None
    host = bagian.hostname or ""
    if bagian.scheme != "https" or bagian.username is not None or port == 0 or not _nama_umum(host):
        raise salah
    return teks


def _nama_umum(host):
    """A name with a dot, or a public address; where it leads is judged again when the connection is made."""
    from alur.webhook import boleh_dihubungi  # noqa: PLC0415  it brings `requests` along

    try:
        ipaddress.ip_address(host)
    except ValueError:
        akhir = host.rpartition(".")[2]
        return "." in host and not akhir.isdigit() and akhir not in {"localhost", "local", "internal"}
    return boleh_dihubungi(host)


def ambil_jatah_kirim(pegawai):
    """Reserve one code to be sent; raises ValidationError with a sentence."""
    _ambil(pintu.KODE_SALURAN_KIRIM, pegawai, "Kode sudah diminta berkali-kali.")


def ambil_jatah_coba(pegawai):
    _ambil(pintu.KODE_SALURAN, pegawai, "Terlalu banyak percobaan.")


def _ambil(batas, pegawai, kalimat):
    try:
        pintu.ambil(batas, str(pegawai.pk))
    except pintu.TerlaluSering as tutup:
        raise ValidationError(f"{kalimat} Coba lagi {tutup.menit} menit lagi.") from None
