"""The ledger entries of a letter that one person may read: the same on the page and on the evidence sheet."""

from alur.models import Jejak
from organisasi.direktori import Direktori
from persuratan.perjalanan import muat_tugas
from persuratan.riwayat import rincian_batas
from persuratan.tetangga import lingkup, terlihat, unit_terlihat


def entri_terlihat(surat, pegawai):
    """Entries, oldest first, each with what this person may read: `kepada`, whom it went to, and `rincian`, lines on
    the deadlines it moved.

    A receiving unit reads what concerns it and the way down to it, not its neighbours' entries.
    """
    entri = Jejak.objects.filter(rantai=surat.rantai).order_by("urut")
    kiriman = surat.pengiriman.visible_to(pegawai).select_related("unit")
    unit = {p.sebutan_objek(): p.unit.nama for p in kiriman}
    unit_sendiri, sembunyi, hasil = lingkup(pegawai), set(), list(entri)
    if unit_sendiri is not None:
        sembunyi = {t.pk for t in muat_tugas(surat) if not terlihat(t, unit_sendiri)}
        objek = {surat.sebutan_objek(), *unit}
        hasil = [e for e in hasil if e.objek in objek and _milik_saya(e, sembunyi)]
    for e in hasil:
        e.kepada = [unit[e.objek]] if e.objek in unit else _tanpa_tetangga(e.data.get("kepada", ()), unit_sendiri)
        e.rincian = rincian_batas(e, sembunyi, batas=surat.isi_terbuka)
    return hasil


def _milik_saya(entri, sembunyi):
    """What opened obligations concerns those who got them; what closed or moved some, those who had them."""
    data = entri.data
    dibuka, ditutup, digeser, diingatkan = (
        {t["tugas"] for t in data.get(kunci, ())} for kunci in ("dibuka", "ditutup", "tenggat", "diingatkan")
    )
    if isinstance(data.get("tugas"), dict):
        ditutup.add(data["tugas"]["tugas"])
    if ditutup and ditutup <= sembunyi:  # what a neighbour gave back concerns those inside, not another neighbour
        return False
    disebut = dibuka or ditutup | digeser | diingatkan
    return not disebut or not disebut <= sembunyi


def _tanpa_tetangga(nama, unit_sendiri):
    """Neighbours are counted, as on the disposition sheet. What is named stands in the directory as ours or inside."""
    if unit_sendiri is None:
        return list(nama)
    direktori = Direktori.kini()
    pihak = [u for u in direktori.unit.values() if unit_terlihat(u, unit_sendiri)]
    pihak += [j for j in direktori.jabatan.values() if unit_terlihat(j.unit, unit_sendiri)]
    terbaca = {nama for p in pihak for nama in direktori.semua_nama(p)}
    ada = [n for n in nama if n in terbaca]
    lain = len(nama) - len(ada)
    return [*ada, f"{lain} unit lain"] if lain else ada
