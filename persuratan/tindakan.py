"""The acts a person may do now on a letter and on what hangs below it, ready to be shown as buttons.

Generic through the registry: a delivery (or anything registered later) shows its buttons here without being imported.
"""

from dataclasses import dataclass, replace

from django.apps import apps
from django.http import Http404
from django.urls import reverse

from alur import registry
from alur.kewenangan import TransitionDenied
from alur.registry import Langkah
from organisasi.alamat import tautan


@dataclass(frozen=True)
class Tindakan:
    """One button: a link (`url`) when the act has a page of its own, otherwise a form posted to `url`.

    `pilihan` are the Penugasan to choose from when several posts allow the act; `form` is None for a direct act.
    """

    langkah: Langkah
    objek: object
    url: str
    kata: str
    form: object | None = None
    pilihan: tuple = ()
    menonjol: bool = False
    """The one blue button of the page."""

    @property
    def nama(self):
        return self.langkah.transition.name

    @property
    def ikon(self):
        return self.langkah.transition.ikon

    @property
    def utama(self):
        return self.langkah.transition.utama

    @property
    def berhalaman(self):
        return bool(self.langkah.halaman)

    @property
    def url_lengkap(self):
        return tautan(self.langkah.lengkap, self.objek.kode) if self.langkah.lengkap else ""

    @property
    def terbuka(self):
        """Whether its form shows something typed before."""
        return self.form is not None and (self.form.is_bound or bool(self.form.initial))

    @property
    def sederhana(self):
        """Needs nothing typed or chosen: one tap."""
        return self.form is None and not self.pilihan and not self.berhalaman


def tindakan_surat(surat, kiriman, pegawai, *, gagal=None, draf=None):
    """The Tindakan on the letter, then on each delivery in `kiriman`; the main ones first.

    `gagal` is (langkah, objek, bound form) of a POST that was refused, `draf` what was typed before the login ended
    (`request.ambil_draf()`): its form keeps what was typed.
    """
    hasil = [t for objek in (surat, *kiriman) for t in _tindakan(surat, objek, pegawai, gagal)]
    for t in hasil:
        if draf and t.form is not None and draf.get("tindakan") == t.nama:
            t.form.isi_dari_draf(draf)
    hasil.sort(key=lambda t: not t.utama)
    return [replace(t, menonjol=t.utama and n == 0) for n, t in enumerate(hasil)]


def _tindakan(surat, objek, pegawai, gagal):
    for langkah, wewenang in registry.acts_for(objek, pegawai):
        url = _url(surat, objek, langkah)
        if not url:
            continue
        form = (
            langkah.formulir(auto_id=f"{tanda(surat, objek)}{langkah.transition.name}_%s")
            if langkah.formulir
            else None
        )
        if gagal is not None and gagal[0] is langkah and gagal[1] == objek:
            form = gagal[2] or form
        banyak = len({p.jabatan_id for p in wewenang}) > 1 and not langkah.halaman
        yield Tindakan(
            langkah=langkah,
            objek=objek,
            url=url,
            kata=langkah.kata_tombol(objek, wewenang),
            form=form,
            pilihan=tuple(wewenang) if banyak else (),
        )


def _url(surat, objek, langkah):
    if langkah.halaman:
        return tautan(langkah.halaman, objek.kode)
    laku = reverse("surat_laku", args=[surat.kode, langkah.transition.name])
    return laku if objek is surat else f"{laku}?objek={tanda(surat, objek)}"


def tanda(surat, objek):
    """What names an object below the letter in an address: "ekspedisi.pengiriman:Xk3…"; the letter itself is ""."""
    return "" if objek is surat else f"{objek._meta.label_lower}:{objek.kode}"


def objek_bertanda(surat, teks, pegawai):
    """The object named by `tanda`, if this person may see it and it hangs below this letter; Http404 otherwise."""
    if not teks:
        return surat
    label, _, kode = teks.partition(":")
    model = next((lk.model for lk in registry.semua() if lk.model._meta.label_lower == label), None)
    if model is None or not hasattr(model.objects, "visible_to") or not hasattr(model, "surat"):
        raise Http404
    objek = model.objects.visible_to(pegawai).filter(surat=surat.pk, kode=kode).first()
    if objek is None:
        raise Http404
    return objek


def langkah_langsung(objek, nama):
    """The registered step of this name that may be done straight from the letter's page; Http404 otherwise."""
    langkah = registry.cari(objek, nama)
    if langkah is None or not langkah.tampil or langkah.halaman:
        raise Http404
    return langkah


def tandai_dibuka(kiriman, pegawai):
    """Opening a letter opens its delivery: run the registered `buka` where this person may; True when one ran."""
    ada = False
    for objek in kiriman:
        langkah = registry.cari(objek, "buka")
        if langkah is not None and langkah.transition.is_allowed(objek, pegawai):
            try:
                langkah.transition.run(objek, oleh=pegawai)
            except TransitionDenied:  # a colleague was faster, or several posts: the receipt page asks
                continue
            ada = True
    return ada


def nama_tindakan(objek, transisi):
    """An act as page and paper tell it: `objek` as "ekspedisi.pengiriman:5", `transisi` as "terima"."""
    label = objek.partition(":")[0]
    for langkah in registry.semua():
        if langkah.transition.name != transisi:
            continue
        model = langkah.model._meta
        if label in {model.label_lower, *(induk._meta.label_lower for induk in model.parents)}:
            return langkah.transition.kata_jejak
    return NAMA_SISTEM.get(transisi, transisi.replace("_", " ").capitalize())


NAMA_SISTEM = {
    "terlambat": "Terlambat, dicatat sistem",
    "acara_dekat": "Pemegang dan pengawas diingatkan, dicatat sistem",
    "terlambat_keseluruhan": "Keseluruhan terlambat, dicatat sistem",
}


def nama_status(objek, status):
    """The label of a status in the ledger."""
    if not status:
        return ""
    label = objek.partition(":")[0]
    try:
        bidang = apps.get_model(label)._meta.get_field("status")
    except (LookupError, ValueError):
        return status
    return dict(bidang.choices).get(status, status)
