from organisasi.isian import FormulirModel
from persuratan.models import RuteNaik


class RuteForm(FormulirModel):
    """The name of an upward route and whether it is offered; its steps are rows of their own."""

    lebar = {"nama": "l4", "urutan": "l2", "baku": "l3", "aktif": "l3"}

    class Meta:
        model = RuteNaik
        fields = ["nama", "urutan", "baku", "aktif"]
        labels = {
            "nama": "Nama rute",
            "urutan": "Urutan dalam daftar",
            "baku": "Rute baku",
            "aktif": "Masih ditawarkan",
        }
        help_texts = {
            "baku": "Rute baku ditawarkan lebih dulu. Rute baku yang lama menjadi rute biasa.",
            "aktif": "Lepas centangnya untuk menutup rute. Surat yang sedang berjalan tidak berubah.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["nama"].error_messages["unique"] = "Nama rute ini sudah ada. Beri nama yang membedakan."
        self.tadinya_baku = self.instance.baku

    def clean(self):
        isi = super().clean()
        if isi.get("baku") and not isi.get("aktif"):
            self.add_error("aktif", "Rute baku selalu ditawarkan. Jadikan rute lain baku dulu.")
        elif self.tadinya_baku and not isi.get("baku"):
            self.add_error("baku", "Kantor selalu punya satu rute baku. Buka rute penggantinya, lalu jadikan baku.")
        return isi
