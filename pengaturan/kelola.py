"""What all screens of the admin share: who may, saving once with a ledger entry, pages of a list."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Model, Q
from django.shortcuts import redirect

from alur.kunci import Jawaban, sekali
from organisasi.isian import baca_angka
from organisasi.metode import hanya_peran
from organisasi.models import Jabatan, Penugasan, Peran
from pengaturan import jejak

BANYAK = 25


class TanpaAdmin(Exception):
    """After this change nobody could manage the office; the text is the sentence for the person."""

    def __init__(self):
        super().__init__("Belum diubah: harus ada paling sedikit satu admin yang aktif. Tunjuk admin lain dulu.")


class BelumSah(Exception):
    """The form has errors; nothing was done and its key may be used again."""


def periksa(form):
    """Validate inside the verb: a second tap must find the answer of the first, not "nama ini sudah ada"."""
    if not form.is_valid():
        raise BelumSah


hanya_admin = hanya_peran(Peran.ADMIN)


def pastikan_ada_admin():
    """Raise TanpaAdmin unless somebody active holds an ADMIN post today; call inside the changing transaction."""
    # The lock keeps two admins from taking each other's rights away at the same moment.
    admin = [
        j.pk for j in Jabatan.objects.select_for_update().filter(aktif=True).order_by("pk") if j.has_peran(Peran.ADMIN)
    ]
    if not Penugasan.objects.berlaku().filter(jabatan_id__in=admin, pegawai__is_active=True).exists():
        raise TanpaAdmin


def nilai_polos(form):
    """The cleaned values as the ledger keeps them: ids for rows, ISO text for dates."""
    return {
        nama: nilai.pk if isinstance(nilai, Model) else nilai
        for nama, nilai in form.cleaned_data.items()
        if nama in form._meta.fields
    }


def simpan(request, form, *, tambah, ubah, tujuan, pesan, setelah=None):
    """A POST of a valid model form: save it once per form key, with its ledger entry, and return the response.

    Returns None when there is nothing to save yet, or when the form has errors to show. `tambah`/`ubah`: names of the
    ledger entry. `tujuan(objek)` a path, `pesan(objek)` the sentence, `setelah(objek)` what else belongs to the act.
    A change that would leave no admin is rolled back and becomes an error of the form.
    """
    if request.method != "POST":
        return None
    baru = form.instance._state.adding
    lama = {} if baru else {nama: form.initial.get(nama) for nama in form._meta.fields}

    def verb():
        periksa(form)
        objek = form.save()
        if setelah:
            setelah(objek)
        pastikan_ada_admin()
        nilai = nilai_polos(form)
        if baru:
            jejak.catat(tambah, oleh=request.user, objek=objek, data={"isi": jejak.polos(nilai)})
        elif beda := jejak.perbedaan(lama, nilai):
            jejak.catat(ubah, oleh=request.user, objek=objek, data={"ubah": beda})
        return Jawaban(tujuan(objek), pesan(objek))

    return lakukan(request, verb, form)


def lakukan(request, verb, form=None, *, kembali=""):
    """Run `verb` (-> Jawaban) once per form key. TanpaAdmin becomes an error of `form`, or a sentence on the page
    `kembali`. Returns None when the form has errors to show.
    """
    try:
        return sekali(request, verb)
    except BelumSah:
        return None
    except TanpaAdmin as tolak:
        if form is not None:
            form.add_error(None, str(tolak))
            return None
        messages.error(request, str(tolak))
        return redirect(kembali)


def potong(request, qs, kolom, *, banyak=BANYAK):
    """One keyset page of `qs`, ordered by (`kolom`, pk): (rows, address before, address after).

    The addresses keep the filters of the page ("?q=…&sesudah=12"); they are "" at the ends.
    """
    arah, acuan = ("sebelum", "sesudah"), None
    mundur = "sebelum" in request.GET
    if (pk := baca_angka(request.GET.get(arah[0] if mundur else arah[1], ""))) is not None:
        acuan = qs.model.objects.filter(pk=pk).values_list(kolom, "pk").first()
    urut = [f"-{kolom}", "-pk"] if mundur else [kolom, "pk"]
    if acuan:
        tanda = "lt" if mundur else "gt"
        nilai, pk = acuan
        qs = qs.filter(Q(**{f"{kolom}__{tanda}": nilai}) | Q(**{kolom: nilai, f"pk__{tanda}": pk}))
    baris = list(qs.order_by(*urut)[: banyak + 1])
    lebih, baris = len(baris) > banyak, baris[:banyak]
    if mundur:
        baris.reverse()
    ada_sebelum = lebih if mundur else acuan is not None
    ada_sesudah = acuan is not None if mundur else lebih
    saring = {k: v for k, v in request.GET.items() if k not in arah and v}
    return (
        baris,
        f"?{urlencode(saring | {'sebelum': baris[0].pk})}" if baris and ada_sebelum else "",
        f"?{urlencode(saring | {'sesudah': baris[-1].pk})}" if baris and ada_sesudah else "",
    )
