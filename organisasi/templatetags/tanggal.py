"""{% load tanggal %}: the functions of `organisasi.waktu` as filters. An empty value stays empty."""

from django import template

from organisasi import nip, waktu

register = template.Library()


def _filter(nama, fungsi):
    def saring(nilai):
        return "" if nilai in (None, "") else fungsi(nilai)

    register.filter(nama, saring, is_safe=True)


for _nama in (
    "tanggal_panjang",
    "tanggal_naskah",
    "tanggal_sedang",
    "tanggal_pendek",
    "jam",
    "jam_zona",
    "waktu_panjang",
    "waktu_pendek",
    "waktu_angka",
    "lama_kata",
    "lama_singkat",
):
    _filter(_nama, getattr(waktu, _nama))

_filter("waktu_tahun", lambda nilai: waktu.waktu_pendek(nilai, tahun=True))
_filter("tanggal_tahun", lambda nilai: waktu.tanggal_pendek(nilai, tahun=True))
_filter("lama_berjalan", lambda nilai: waktu.lama_kata(nilai, berjalan=True))
_filter("lama_tabel", lambda nilai: waktu.lama_kata(nilai, nol=True))
_filter("nip", nip.tulis_nip)


@register.filter
def nama_pada(pemilik, waktu):
    """{{ unit|nama_pada:surat.diterima_pada }}: what a unit or post was called then."""
    return pemilik.nama_pada(waktu) if pemilik else ""


@register.filter
def sebutan_pada(penugasan, waktu):
    """{{ d.sebagai|sebutan_pada:d.pada }}: "Plh. Sekretaris Daerah", as the post was called then."""
    return penugasan.sebutan_pada(waktu) if penugasan else ""
