"""Search behind one interface; PostgreSQL and the embedded store each bring their own full text.

    surat = SuratMasuk.objects.visible_to(pegawai)
    hasil = cari(surat, "rakor stuntng")            # a QuerySet, narrowed
    dengan_ejaan(lambda kueri: …, baca("stuntng"))  # the page, and "stunting" where only that finds something

Secret letters: number, sender and dates of the envelope find the letter for anybody who may know of it; the words of
its content find it only for those to whom the content is open, and are no part of the vocabulary.
"""

import datetime as dt

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from persuratan.models import SuratMasuk
from persuratan.pencarian.ejaan import dengan_ejaan
from persuratan.pencarian.kode import syarat_kode
from persuratan.pencarian.kueri import Kueri, baca
from persuratan.pencarian.mesin import mesin
from persuratan.pencarian.sorot import sorot

__all__ = ["Kueri", "baca", "cari", "dengan_ejaan", "sorot", "surat_langsung"]

BANYAK_KATA = 3
"""How often so many words meet in one letter (the name of a sender) no database can guess, nor how few letters have a
number: see `mesin().di_antara`."""
NOMOR_TERPENDEK = 6
"""Letters and digits from which a piece of a letter number is looked up anywhere inside; a shorter one is a word."""
AWAL_TERPENDEK = 3
"""From so many on a number may begin with it."""


def cari(qs, kueri, *, seluruh=False):
    """Narrow `qs` to what matches. `qs` comes from `SuratMasuk.objects.visible_to` (it carries `isi_terbuka`);
    `kueri` is a text or a Kueri. Ids come from indexes and are united before letters are read.

    `seluruh`: `qs` is the whole register, walked by its key, and not one post's or unit's share of it.
    """
    kueri = baca(kueri) if isinstance(kueri, str) else kueri
    if not kueri:
        return qs.none()
    if kueri.tanggal:
        sampul, isi = _pada_tanggal(kueri.tanggal)
        if kueri.nomor:  # "5/12/2026" is the number of as many letters as it is a date
            sampul |= _bernomor(kueri)
        qs = qs.filter(_ada_di([_sql(sampul), _sql(isi)])).filter(Q(isi_terbuka=True) | sampul)
    if kueri.agenda or kueri.kelompok:
        qs = _cocok(qs, kueri, seluruh)
    return qs


def surat_langsung(pegawai, kueri):
    """The one letter that a whole number or a code names, among those this person may know of; None otherwise."""
    surat = SuratMasuk.objects.visible_to(pegawai).order_by()  # unordered, or the newest letters would be walked
    for syarat in syarat_kode(kueri.kode) if kueri.kode else ():
        if ada := list(surat.filter(**syarat)[:1]):
            return ada[0]
    if not (kueri.agenda or kueri.nomor):
        return None
    persis = Q(nomor_surat_normal=kueri.nomor) if kueri.nomor else Q()
    cocok = list(surat.filter(persis | (_beragenda(kueri.agenda) if kueri.agenda else Q()))[:2])
    return cocok[0] if len(cocok) == 1 else None


def _cocok(qs, kueri, seluruh):
    """Letters found by number, or by words: of the envelope, and of the content where it is open."""
    nomor = _bernomor(kueri)
    teks = [mesin().teks(kueri)] if kueri.kelompok else []
    bagian = [*([_sql(nomor)] if nomor else []), *teks]
    jarang = nomor or (seluruh and len(kueri.kelompok) >= BANYAK_KATA)
    qs = qs.filter(mesin().di_antara(*_satukan(bagian)) if jarang else _ada_di(bagian))
    return qs.filter(Q(isi_terbuka=True) | nomor | Q(mesin().di_sampul(kueri))) if teks else qs


def _pada_tanggal(tanggal):
    """(dated or received that day, invited for it)."""
    awal = timezone.make_aware(dt.datetime.combine(tanggal, dt.time.min))
    hari = (awal, awal + dt.timedelta(days=1, microseconds=-1))
    return Q(tanggal_surat=tanggal) | Q(diterima_pada__range=hari), Q(acara_mulai__range=hari)


def _bernomor(kueri):
    """The condition on numbers, all of which the envelope tells; an empty Q when nothing typed is a number."""
    if kueri.agenda:
        nomor = _beragenda(kueri.agenda)
        return nomor | Q(nomor_surat_normal=kueri.nomor) if kueri.nomor else nomor
    nomor = Q()
    if len(kueri.nomor) >= NOMOR_TERPENDEK:
        nomor |= Q(nomor_surat_normal__contains=kueri.nomor)
    elif len(kueri.nomor) >= AWAL_TERPENDEK and kueri.urut is None:
        nomor |= Q(nomor_surat_normal__startswith=kueri.nomor)
    if kueri.urut is not None:
        nomor |= _beragenda((kueri.urut, None))
    return nomor


def _beragenda(agenda):
    urut, tahun = agenda
    return Q(nomor_agenda=urut) if tahun is None else Q(nomor_agenda=urut, tahun_agenda=tahun)


def _sql(syarat):
    """(SQL, parameters) of the ids of letters that meet a condition on their own columns."""
    return SuratMasuk.objects.order_by().filter(syarat).values("pk").query.sql_with_params()


def _ada_di(bagian):
    """The condition: among the ids of any of these."""
    return Q(pk__in=RawSQL(*_satukan(bagian)))  # noqa: S611


def _satukan(bagian):
    return " UNION ".join(sql for sql, _ in bagian), [p for _, params in bagian for p in params]
