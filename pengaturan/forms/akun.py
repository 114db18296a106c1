from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from organisasi.isian import Formulir, FormulirModel
from organisasi.models import Pegawai
from pengaturan import akun, pintu

PANJANG_SANDI = 128


def kolom_sandi(label, *, baru, **kwargs):
    return forms.CharField(
        label=label,
        strip=False,
        max_length=PANJANG_SANDI,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password" if baru else "current-password"}),
        **kwargs,
    )


def _cocok(pegawai, sandi):
    try:
        return akun.cocok_sandi(pegawai, sandi)
    except pintu.TerlaluSering as tutup:
        raise ValidationError(f"Terlalu banyak percobaan. Coba lagi {tutup.menit} menit lagi.") from None


def pastikan_cocok(pegawai, sandi):
    if not _cocok(pegawai, sandi):
        raise ValidationError("Kata sandi tidak cocok. Belum ada yang berubah.")


class MasukForm(Formulir):
    nama = forms.CharField(
        label="NIP atau nama pengguna",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    sandi = kolom_sandi("Kata sandi", baru=False, help_text="Boleh ditempel dari pengelola kata sandi.")
    ingat = forms.BooleanField(label="Tetap masuk di perangkat ini 30 hari", required=False)


class KodeForm(Formulir):
    totp = forms.CharField(
        label="Kode 6 angka",
        max_length=20,
        help_text="Dari aplikasi di HP Anda, atau satu kode cadangan.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text", "spellcheck": "false"}),
    )


class KodePertamaForm(KodeForm):
    """The first code of a new device: no backup code exists yet."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["totp"].help_text = "Berganti tiap 30 detik."
        self.fields["totp"].widget.attrs["inputmode"] = "numeric"


class SandiBaruForm(Formulir):
    """Two times the new password. `save(commit=False)` sets it on the person and returns the person."""

    sandi_baru = kolom_sandi("Kata sandi baru", baru=True)
    sandi_ulang = kolom_sandi("Kata sandi baru, sekali lagi", baru=True)

    def __init__(self, pegawai, *args, **kwargs):
        self.pegawai = pegawai
        super().__init__(*args, **kwargs)
        self.fields["sandi_baru"].help_text = password_validation.get_default_password_validators()[0].get_help_text()

    def clean_sandi_baru(self):
        sandi = self.cleaned_data["sandi_baru"]
        password_validation.validate_password(sandi, self.pegawai)
        if self.sama(sandi):
            raise ValidationError("Kata sandi baru sama dengan yang sekarang. Pilih yang lain.")
        return sandi

    def sama(self, sandi):
        """A one-time password is known to whoever gave it: it does not become one's own."""
        return self.pegawai.check_password(sandi)

    def clean(self):
        isi = super().clean()
        baru, ulang = isi.get("sandi_baru"), isi.get("sandi_ulang")
        if baru and ulang and baru != ulang:
            self.add_error("sandi_ulang", "Dua kata sandi baru tidak sama. Ketik ulang keduanya.")
        return isi

    def save(self, *, commit=True):
        self.pegawai.set_password(self.cleaned_data["sandi_baru"])
        if commit:
            self.pegawai.save()
        return self.pegawai


class GantiSandiForm(SandiBaruForm):
    sandi_lama = kolom_sandi("Kata sandi sekarang", baru=False)
    field_order = ["sandi_lama", "sandi_baru", "sandi_ulang"]

    def clean_sandi_lama(self):
        if not _cocok(self.pegawai, self.cleaned_data["sandi_lama"]):
            raise ValidationError("Kata sandi sekarang tidak cocok. Kata sandi belum diganti.")
        return self.cleaned_data["sandi_lama"]

    def sama(self, sandi):
        """Compared with what was proven above: the stored one would answer guesses that nobody counts."""
        return sandi == self.cleaned_data.get("sandi_lama")


class LupaSandiForm(Formulir):
    isian = forms.CharField(
        label="E-mail, NIP, atau nama pengguna",
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )


class ProfilForm(FormulirModel):
    """What a person may change about oneself; name, NIP and posts are the admin's.

    The e-mail address takes the link for a new password, so it is changed with the password alone (ASVS 7.5.1).
    """

    lebar = {"email": "l3", "whatsapp": "l3"}

    sandi = kolom_sandi("Kata sandi Anda", baru=False, required=False, help_text="Hanya perlu bila e-mail diganti.")

    class Meta:
        model = Pegawai
        fields = ["email", "whatsapp"]
        labels = {"email": "E-mail", "whatsapp": "Nomor WhatsApp"}
        help_texts = {
            "email": "Untuk pemberitahuan dan kata sandi baru.",
            "whatsapp": "Diawali 08 atau 62, misalnya 081200001200.",
        }

    def clean_whatsapp(self):
        return bersihkan_whatsapp(self.cleaned_data["whatsapp"])

    def clean_sandi(self):
        sandi = self.cleaned_data["sandi"]
        if "email" in self.changed_data:
            if not sandi:
                raise ValidationError("Tulis kata sandi Anda untuk mengganti e-mail. Belum ada yang berubah.")
            pastikan_cocok(self.instance, sandi)
        return sandi


def bersihkan_whatsapp(teks):
    """Digits as WhatsApp wants them ("6281200001200"), or ""; raises ValidationError."""
    angka = "".join(h for h in teks if h.isascii() and h.isdigit())
    if not teks.strip():
        return ""
    if angka.startswith("0"):
        angka = f"62{angka[1:]}"
    if not (angka.startswith("62") and 10 <= len(angka) <= 15):
        raise ValidationError(f"Nomor WhatsApp {teks.strip()} tidak terbaca. Tulis seperti 081200001200.")
    return angka


class SandiLagiForm(Formulir):
    """The password once more, before an act that weakens or binds the account."""

    sandi = kolom_sandi("Kata sandi Anda", baru=False)

    def __init__(self, pegawai, *args, **kwargs):
        self.pegawai = pegawai
        super().__init__(*args, **kwargs)

    def clean_sandi(self):
        pastikan_cocok(self.pegawai, self.cleaned_data["sandi"])
        return self.cleaned_data["sandi"]
