"""Correcting what was registered: the same fields and rules as registering, and a reason."""

from django import forms
from django.utils import timezone

from persuratan.forms.isian_surat import IsianSurat
from persuratan.riwayat import ISI

ISIAN_ISI = (*(ISI - {"acara_mulai"}), "acara_tanggal", "acara_jam")


class KoreksiForm(IsianSurat):
    """`surat` fetched through `visible_to`. Where its content is closed to the person its content is no field here."""

    lebar = {
        "nama_pengirim": "l4",
        "tanggal_surat": "l2",
        "kecepatan": "l3",
        "keamanan": "l3",
        "ditujukan_kepada": "l3",
        "klasifikasi": "l3",
        "cara_terima": "l3",
        "lampiran_fisik": "l3",
        "acara_tanggal": "l2",
        "acara_jam": "l2",
        "acara_tempat": "l2",
    }

    catatan = forms.CharField(
        label="Alasan koreksi",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Alasan belum diisi. Tulis singkat, misalnya: salah ketik nomor.",
            "max_length": "Alasan terlalu panjang: %(show_value)d huruf, paling banyak %(limit_value)d.",
        },
        help_text="Tersimpan bersama nilai lama dan barunya.",
    )

    def __init__(self, *args, surat, **kwargs):
        self.surat = surat
        super().__init__(*args, initial=isian_semula(surat) | kwargs.pop("initial", {}), **kwargs)
        if surat.isi_terbuka:
            return
        for nama in ISIAN_ISI:
            if nama != "hal":
                del self.fields[nama]
        # Only when the letter is made open does its hal have to be known; empty leaves it as it is.
        self.hal_wajib = False
        self.initial["hal"] = ""
        self.fields["hal"].help_text = "Hal surat rahasia tidak ditampilkan. Kosongkan bila tidak diubah."

    def clean(self):
        isi = super().clean()
        if self.surat.isi_terbuka:
            return isi
        if not isi.get("hal"):
            isi.pop("hal", None)
            if not self.rahasia and not self.surat.hal and "keamanan" in isi:
                self.add_error("hal", "Hal belum diisi. Surat yang tidak rahasia selalu punya hal.")
        return isi


def isian_semula(surat):
    """The letter as the fields of this form."""
    awal = {
        nama: getattr(surat, nama)
        for nama in (
            "nama_pengirim",
            "nomor_surat",
            "tanggal_surat",
            "hal",
            "jenis",
            "acara_tempat",
            "kecepatan",
            "keamanan",
            "ditujukan_kepada",
            "klasifikasi",
            "cara_terima",
            "lampiran_fisik",
        )
    }
    awal["tanpa_nomor"] = not surat.nomor_surat
    if surat.acara_mulai:
        acara = timezone.localtime(surat.acara_mulai)
        awal |= {"acara_tanggal": acara.date(), "acara_jam": acara.time()}
    return awal
