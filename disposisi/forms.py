from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import mark_safe

from disposisi.kebiasaan import Kebiasaan, Usulan
from disposisi.models import Instruksi
from disposisi.penerima import dahulukan, pihak_jabatan, pihak_untuk
from organisasi.isian import Formulir, TanggalField
from organisasi.kalender import Kalender
from organisasi.waktu import tanggal_panjang

JUMLAH_INSTRUKSI = 4
"""Phrases shown at once; the others unfold."""


class Keping:
    """One chip: value, words, and whether it was touched already (never before the official touches it).

    `lengkap`: more words by which a search finds it; `diketahui`: asks for no follow-up, of an addressee as touched;
    `pengganti` (organisasi.pengganti): who gets it today instead of the official.
    """

    def __init__(self, nama_isian, nilai, label, terpilih, *, lengkap="", diketahui=False, pengganti=None):
        self.nama_isian, self.nilai, self.terpilih = nama_isian, str(nilai), terpilih
        self.lengkap, self.diketahui, self.pengganti = lengkap, diketahui, pengganti
        self.label = format_html_join(mark_safe("/<wbr>"), "{}", ((kata,) for kata in label.split("/")))

    @property
    def id(self):
        return f"{self.nama_isian}-{self.nilai}"


class PilihanBebas(forms.MultipleChoiceField):
    """Any number of texts; what they mean is asked by the form, beside the other fields."""

    def valid_value(self, value):
        return True


KEPADA_KOSONG = "Penerima belum dipilih. Sentuh paling sedikit satu."
ISI_KOSONG = "Isi disposisi belum dipilih. Sentuh satu pilihan, atau tulis catatan."
USULAN_USANG = "Usulan “Seperti biasa” tidak dapat dipakai lagi. Pilih penerima dan isinya di bawah."


class DisposisiForm(Formulir):
    """`jabatan` disposes of `surat` (SuratMasuk).

    Cleans `kepada` to Pihak, `diketahui` to the posts and units that are only to know, `isi` to Instruksi,
    `batas_pada` to a moment or None; a touched `usulan` counts like its chips.
    """

    sebagai = forms.IntegerField(required=False, widget=forms.HiddenInput)
    usulan = PilihanBebas(label="Seperti biasa", required=False)
    kepada = forms.MultipleChoiceField(label="Diteruskan kepada", required=False)
    diketahui = PilihanBebas(label="Untuk diketahui", required=False)
    isi = forms.ModelMultipleChoiceField(Instruksi.objects.filter(aktif=True), label="Isi disposisi", required=False)
    catatan = forms.CharField(
        label="Catatan", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )
    batas = TanggalField(label="Batas waktu", required=False)

    def __init__(self, *args, jabatan, surat, **kwargs):
        super().__init__(*args, **kwargs)
        self.surat = surat
        self.pihak = pihak_untuk(jabatan)
        self.fields["kepada"].choices = [(p.nilai, p.nama) for p in self.pihak]
        self.fields["kepada"].error_messages["invalid_choice"] = (
            "Salah satu penerima tidak dapat dipilih lagi. Periksa pilihannya, lalu kirim ulang."
        )
        self.fields["batas"].widget.attrs["aria-describedby"] = "pt-batas"
        undangan = surat.jenis.undangan
        kebiasaan = Kebiasaan.dari(jabatan, undangan=undangan)
        self.sering, self.kelompok, self.terpelajari = dahulukan(self.pihak, kebiasaan.pihak)
        peringkat = {pk: n for n, pk in enumerate(kebiasaan.instruksi)}
        self.instruksi = sorted(
            self.fields["isi"].queryset,
            key=lambda i: (peringkat.get(i.pk, len(peringkat)), i.untuk_undangan != undangan, i.urutan),
        )
        self.ditawarkan = kebiasaan.usulan({p.nilai for p in self.pihak}, {i.pk for i in self.instruksi})

    def clean_batas(self):
        """A deadline given as a day ends with that working day."""
        hari = self.cleaned_data["batas"]
        self.cleaned_data["batas_pada"] = None
        if hari is None:
            return None
        if hari < timezone.localdate():
            raise ValidationError(f"{tanggal_panjang(hari)} sudah lewat. Tulis hari ini atau sesudahnya.")
        batas = Kalender.muat().akhir_hari_kerja(hari)
        if batas <= timezone.now():
            raise ValidationError("Jam kerja hari ini sudah selesai. Tulis hari kerja berikutnya.")
        self.cleaned_data["batas_pada"] = batas
        return hari

    def clean(self):
        data = super().clean()
        if "kepada" not in data or "isi" not in data:
            return data
        usulan = [u for teks in data["usulan"] if (u := Usulan.baca(teks))]
        pihak, isi = {p.nilai: p for p in self.pihak}, {str(i.pk): i for i in self.instruksi}
        dapat = all(u.pihak <= pihak.keys() and set(u.instruksi) <= isi.keys() for u in usulan)
        if not dapat or len(usulan) < len(data["usulan"]):
            self.add_error("usulan", USULAN_USANG)
            return data
        tahu = set(data["diketahui"])
        # Who is asked to act anywhere is asked to act.
        pelaksana = {n for n in data["kepada"] if n not in tahu}.union(*(u.pelaksana for u in usulan))
        dituju = set(data["kepada"]).union(*(u.pihak for u in usulan))
        frasa = {str(i.pk) for i in data["isi"]}.union(*(u.instruksi for u in usulan))
        data["kepada"] = [p for p in self.pihak if p.nilai in dituju]
        data["diketahui"] = [p.objek for p in data["kepada"] if p.nilai not in pelaksana]
        data["isi"] = [i for i in self.instruksi if str(i.pk) in frasa]
        if not data["kepada"]:
            self.add_error("kepada", KEPADA_KOSONG)
        if "catatan" in data and not data["isi"] and not data["catatan"].strip():
            self.add_error("isi", ISI_KOSONG)
        return data

    # What the page shows ---------------------------------------------------------------------------

    def _terpilih(self, nama):
        return {str(n) for n in self[nama].value() or ()}

    @property
    def keping_usulan(self):
        """What was touched stays on the page, also when the office's ways have changed meanwhile."""
        terpilih = self._terpilih("usulan")
        lama = [u for teks in terpilih - {str(u) for u in self.ditawarkan} if (u := Usulan.baca(teks))]
        nama, isi = {p.nilai: p.singkat for p in self.pihak}, {str(i.pk): i.nama for i in self.instruksi}
        hasil = []
        for u in [*self.ditawarkan, *lama]:
            kepada = [nama.get(n, "") for n in u.pelaksana]
            kepada += [f"{nama.get(n, '')} (diketahui)" for n in u.diketahui]
            frasa = [isi.get(str(i), "") for i in u.instruksi]
            kata = ": ".join(", ".join(filter(None, bagian)) for bagian in (kepada, frasa))
            hasil.append(Keping("usulan", u, kata, str(u) in terpilih))
        return hasil

    def _keping_pihak(self, daftar, *, lengkap=False):
        terpilih, tahu = self._terpilih("kepada"), self._terpilih("diketahui")
        return [
            Keping(
                "kepada",
                p.nilai,
                p.singkat,
                p.nilai in terpilih,
                lengkap=p.nama if lengkap else "",
                diketahui=p.nilai in tahu,
                pengganti=p.pengganti,
            )
            for p in daftar
        ]

    @property
    def keping_sering(self):
        return self._keping_pihak(self.sering)

    @property
    def keping_lainnya(self):
        """(group, chips, whether one of them is chosen)."""
        kelompok = [(nama, self._keping_pihak(isi, lengkap=True)) for nama, isi in self.kelompok.items()]
        return [(nama, keping, any(k.terpilih for k in keping)) for nama, keping in kelompok]

    @property
    def jumlah_lainnya(self):
        return sum(len(isi) for isi in self.kelompok.values())

    @property
    def lainnya_terbuka(self):
        return any(terpilih for _, _, terpilih in self.keping_lainnya)

    def _keping_instruksi(self, daftar):
        terpilih = self._terpilih("isi")
        return [Keping("isi", i.pk, i.nama, str(i.pk) in terpilih, diketahui=i.untuk_diketahui) for i in daftar]

    @property
    def keping_isi(self):
        return self._keping_instruksi(self.instruksi[:JUMLAH_INSTRUKSI])

    @property
    def keping_isi_lain(self):
        return self._keping_instruksi(self.instruksi[JUMLAH_INSTRUKSI:])

    @property
    def isi_lain_terbuka(self):
        return any(k.terpilih for k in self.keping_isi_lain)

    @property
    def tambahan_terbuka(self):
        return bool(self["catatan"].value() or self["batas"].value() or self["catatan"].errors or self["batas"].errors)


class PutusanForm(Formulir):
    """Whom the arbiter of `tugas` names for good; `dikenal` (keys of Pihak) stand before all the others."""

    sebagai = forms.IntegerField(required=False, widget=forms.HiddenInput)
    penerima = forms.ChoiceField(
        label="Penerima tetap", error_messages={"required": "Penerima belum dipilih. Sentuh satu."}
    )
    catatan = forms.CharField(
        label="Penjelasan Anda", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, dari, dikenal, **kwargs):
        super().__init__(*args, **kwargs)
        pihak = [pihak_jabatan(dari), *pihak_untuk(dari)]
        self.pihak = {p.nilai: p for p in pihak}
        self.fields["penerima"].choices = [(p.nilai, p.nama) for p in pihak]
        self.fields["penerima"].error_messages["invalid_choice"] = (
            "Penerima itu tidak dapat dipilih lagi. Pilih yang lain."
        )
        dahulu = [pihak[0].nilai, *dikenal]
        self.dahulu = self._keping(p for p in pihak if p.nilai in dahulu)
        kelompok = {}
        for p in pihak:
            if p.nilai not in dahulu:
                kelompok.setdefault(p.kelompok, []).append(p)
        self.kelompok = [(nama, self._keping(isi)) for nama, isi in kelompok.items()]

    def _keping(self, daftar):
        terpilih = str(self["penerima"].value() or "")
        return [Keping("penerima", p.nilai, p.nama, p.nilai == terpilih) for p in daftar]

    def clean_penerima(self):
        return self.pihak[self.cleaned_data["penerima"]]
