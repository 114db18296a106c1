from django import forms
from django.core.exceptions import ValidationError

from organisasi.isian import FormulirModel, TanggalField
from organisasi.models import Jabatan, Pegawai, Penugasan
from organisasi.nip import bersihkan_nip
from pengaturan.forms.akun import bersihkan_whatsapp


class OrangForm(FormulirModel):
    """A person. A doubtful NIP is saved all the same; the page warns about it."""

    lebar = {
        "gelar_depan": "l2",
        "nama": "l4",
        "gelar_belakang": "l2",
        "username": "l2",
        "nip": "l2",
        "pangkat_golongan": "l2",
        "email": "l2",
        "whatsapp": "l2",
    }

    class Meta:
        model = Pegawai
        fields = [
            "nama",
            "gelar_depan",
            "gelar_belakang",
            "nip",
            "pangkat_golongan",
            "username",
            "email",
            "whatsapp",
        ]
        labels = {
            "nama": "Nama tanpa gelar",
            "gelar_depan": "Gelar depan",
            "gelar_belakang": "Gelar belakang",
            "pangkat_golongan": "Pangkat/golongan",
            "username": "Nama pengguna",
            "email": "E-mail",
            "whatsapp": "Nomor WhatsApp",
        }
        help_texts = {
            "username": "Untuk masuk, misalnya dinas.kesehatan.",
            "nip": "18 angka. Boleh juga untuk masuk.",
            "email": "Untuk pemberitahuan dan kata sandi baru.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["nip"].max_length = None
        self.fields["nip"].validators = []
        self.fields["nip"].widget.attrs |= {"maxlength": "30", "autocomplete": "off"}
        self.fields["username"].widget.attrs |= {
            "autocapitalize": "none",
            "spellcheck": "false",
            "autocomplete": "off",
        }
        self.fields["username"].error_messages["invalid"] = "Nama pengguna hanya huruf, angka, titik, dan garis."

    def save(self, commit=True):
        """Of somebody who is there only these columns: a password set meanwhile is not set back."""
        if not commit or self.instance._state.adding:
            return super().save(commit=commit)
        self.instance.save(update_fields=self._meta.fields)
        return self.instance

    def clean_nip(self):
        nip = bersihkan_nip(self.cleaned_data["nip"])
        if len(nip) > 18:
            raise ValidationError(f"NIP paling banyak 18 angka, yang tertulis {len(nip)}. Periksa yang berlebih.")
        return nip

    def clean_username(self):
        nama = self.cleaned_data["username"].strip().lower()
        if Pegawai.objects.filter(username__iexact=nama).exclude(pk=self.instance.pk).exists():
            raise ValidationError(f"Nama pengguna {nama} sudah dipakai orang lain. Tambahkan angka atau nama kedua.")
        if nama.isdigit():
            raise ValidationError("Nama pengguna tidak boleh angka semua, supaya tidak tertukar dengan NIP.")
        return nama

    def clean_whatsapp(self):
        return bersihkan_whatsapp(self.cleaned_data["whatsapp"])


class PenugasanForm(FormulirModel):
    """Who holds which post, from when until when, by which decree."""

    lebar = {"pegawai": "l3", "jabatan": "l3", "mulai": "l2", "sampai": "l2", "surat_keputusan": "l2"}

    class Meta:
        model = Penugasan
        fields = ["pegawai", "jabatan", "jenis", "mulai", "sampai", "surat_keputusan"]
        field_classes = {"mulai": TanggalField, "sampai": TanggalField}
        labels = {
            "mulai": "Mulai tanggal",
            "sampai": "Sampai tanggal",
            "jenis": "Sebagai",
            "surat_keputusan": "Nomor surat keputusan",
        }
        widgets = {"jenis": forms.RadioSelect}
        help_texts = {"sampai": "Hari terakhir. Plh. dan Plt. sebaiknya selalu diisi."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pegawai"].queryset = Pegawai.objects.filter(is_active=True).order_by("nama", "pk")
        self.fields["jabatan"].queryset = Jabatan.objects.filter(aktif=True).order_by("nama")
        for nama in ("pegawai", "jabatan"):
            # Reached from the page of this person or post: a list of all others would only weigh.
            if nama in self.initial and self.instance._state.adding:
                self.fields[nama].queryset = self.fields[nama].queryset.filter(pk=self.initial[nama])
                self.fields[nama].empty_label = None
        if not self.instance._state.adding:
            # The past stays: another person or post is another assignment.
            self.fields["pegawai"].disabled = self.fields["jabatan"].disabled = True
            self.fields["pegawai"].queryset = Pegawai.objects.filter(pk=self.instance.pegawai_id)
            self.fields["jabatan"].queryset = Jabatan.objects.filter(pk=self.instance.jabatan_id)

    def clean(self):
        isi = super().clean()
        jabatan, mulai, sampai = isi.get("jabatan"), isi.get("mulai"), isi.get("sampai")
        if not (jabatan and mulai):
            return isi
        serentak = Penugasan.objects.filter(jabatan=jabatan).exclude(pk=self.instance.pk)
        serentak = serentak.filter(dicabut_pada=None).exclude(sampai__lt=mulai).select_related("pegawai")
        if sampai:
            serentak = serentak.exclude(mulai__gt=sampai)
        sama = serentak.filter(pegawai=isi.get("pegawai"), jenis=isi.get("jenis")).first()
        lain = serentak.filter(jenis=Penugasan.Jenis.DEFINITIF).first()
        if sama:
            self.add_error("mulai", f"{sama.pegawai} sudah memegang jabatan ini pada tanggal itu. Periksa tanggalnya.")
        elif lain and isi.get("jenis") == Penugasan.Jenis.DEFINITIF and jabatan.kepala_unit:
            # The head of a unit is one person; several of a staff may hold one post.
            kalimat = f"Jabatan ini masih dipegang {lain.pegawai}. Akhiri dulu, atau pilih Plt. atau Plh."
            self.add_error("jabatan", kalimat)
        return isi
