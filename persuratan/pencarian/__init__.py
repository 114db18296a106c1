"""Search behind one interface; PostgreSQL and the embedded store each bring their own full text (issue A10).

    surat = SuratMasuk.objects.visible_to(pegawai)
    hasil = cari(surat, "rakor stuntng")            # a QuerySet, narrowed
    koreksi("rakor stuntng")                        # "rakor stunting", or "" when nothing is nearer

Secret letters: number, sender and dates of the envelope find the letter for anybody who may know of it; the words of
its content find it only for those to whom the content is open, and are no part of the vocabulary.
"""

import datetime as dt

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from persuratan.models import SuratMasuk
from persuratan.pencarian.kosakata import koreksi
from persuratan.pencarian.kueri import Kueri, baca
from persuratan.pencarian.mesin import mesin
from persuratan.pencarian.sorot import sorot

__all__ = ["Kueri", "baca", "cari", "koreksi", "sorot"]

NOMOR_TERPENDEK = 3
"""Letters and digits from which a piece of a letter number is looked up."""


def cari(qs, kueri):
    """Narrow `qs` to what matches. `qs` comes from `SuratMasuk.objects.visible_to` (it carries `isi_terbuka`);
    `kueri` is a text or a Kueri. Ids come from indexes and are united before letters are read."""
    kueri = baca(kueri) if isinstance(kueri, str) else kueri
    if not kueri:
        return qs.none()
    if kueri.tanggal:
        qs = _cocok(qs, *_pada_tanggal(kueri.tanggal))
    if kueri.agenda or kueri.kelompok:
        qs = _cocok(qs, _di_sampul(kueri), [mesin().teks(kueri)] if kueri.kelompok else [])
    return qs


def _cocok(qs, sampul, isi):
    """Letters found by their envelope, or by their content where it is open; each a list of (SQL, parameters)."""
    if not isi:
        return qs.filter(pk__in=_gabung(sampul))
    return qs.filter(pk__in=_gabung([*sampul, *isi])).filter(Q(isi_terbuka=True) | Q(pk__in=_gabung(sampul)))


def _pada_tanggal(tanggal):
    """Dated or received that day; or invited for it."""
    awal = timezone.make_aware(dt.datetime.combine(tanggal, dt.time.min))
    hari = (awal, awal + dt.timedelta(days=1, microseconds=-1))
    masuk = SuratMasuk.objects.order_by().values("pk")
    sampul = [_sql(masuk.filter(tanggal_surat=tanggal)), _sql(masuk.filter(diterima_pada__range=hari))]
    return sampul, [_sql(masuk.filter(acara_mulai__range=hari))]


def _di_sampul(kueri):
    """What the envelope tells: agenda number, letter number, words of sender, kind and number."""
    bagian = [mesin().sampul(kueri)] if kueri.kelompok else []
    masuk = SuratMasuk.objects.order_by().values("pk")
    if kueri.agenda:
        bagian.append(_sql(masuk.filter(nomor_agenda=kueri.agenda[0], tahun_agenda=kueri.agenda[1])))
        bagian.append(_sql(masuk.filter(nomor_surat_normal=kueri.nomor)))
    elif len(kueri.nomor) >= NOMOR_TERPENDEK:
        bagian.append(_sql(masuk.filter(nomor_surat_normal__contains=kueri.nomor)))
    if kueri.urut is not None:
        bagian.append(_sql(masuk.filter(nomor_agenda=kueri.urut)))
    return bagian


def _sql(qs):
    return qs.query.sql_with_params()


def _gabung(bagian):
    """One subquery of ids out of several."""
    return RawSQL(" UNION ".join(sql for sql, _ in bagian), [p for _, params in bagian for p in params])  # noqa: S611
