"""Full text on PostgreSQL: one tsvector a letter, envelope with weight A, content with weight B, under a GIN index.

The text search configuration `esurat` is `indonesian` behind unaccent (migration 0004).
"""

from django.db.models import BooleanField, F, Func, OuterRef, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from persuratan.models import IndeksSurat

POTONGAN = 5
"""A word of so many letters is as often cut short as whole ("kab", "prov", "koord"); endings fall with the stem."""
_COCOK = "vektor @@ to_tsquery('esurat', %s)"
_ID = f"SELECT surat_id FROM persuratan_indekssurat WHERE {_COCOK}"  # noqa: S608


def teks(kueri):
    """(SQL, parameters) of the ids whose envelope or content has all the words."""
    return _ID, [_tsquery(kueri, "")]


def di_sampul(kueri):
    """An expression over a letter: whether its envelope alone has all the words.

    Asked of one row at a time, and only of rows whose content is closed: as a set it would be built whole each time.
    """
    cocok = RawSQL(_COCOK, [_tsquery(kueri, "A")], output_field=BooleanField())  # noqa: S611
    return Coalesce(Subquery(IndeksSurat.objects.filter(pk=OuterRef("pk")).values(cocok=cocok)[:1]), Value(False))


def di_antara(sql, params):
    """The condition: the key is one of these ids, all of them found before the first letter is read.

    They come in the order of the key, so that a page ends the walk. As `IN` the database joins every hit, for it takes
    words that stand together for a rare chance. One or two words it guesses right, and common ones walk better.
    """
    return _SalahSatu(F("pk"), RawSQL(sql, params))  # noqa: S611


class _SalahSatu(Func):
    template = "%(expressions)s)"
    arg_joiner = " = ANY(ARRAY"
    output_field = BooleanField()


def kata(satu):
    """(SQL, parameters) of the ids that may contain exactly this word; the stem is coarser, the caller looks again."""
    return _ID, [f"'{satu}'"]


def _tsquery(kueri, bobot):
    *awal, akhir = kueri.kelompok
    kelompok = [(k, False) for k in awal] + [(akhir, True)]
    return " & ".join(f"({' | '.join(_frasa(a, bobot, ujung) for a in alternatif)})" for alternatif, ujung in kelompok)


def _frasa(kata_kata, bobot, ujung):
    """Words in a row. The last may go on where somebody may have stopped typing: "rapa", rapat.

    Not everywhere: for the common words of a sender's name that doubles the work of the index.
    """
    # Words are [a-z0-9]+ (acuan.normal), so nothing in them can be an operator.
    *awal, akhir = kata_kata
    label = f":{bobot}" if bobot else ""
    lanjut = len(akhir) > 1 and (ujung or len(akhir) <= POTONGAN)
    ekor = f":*{bobot}" if lanjut else label
    return "(" + " <-> ".join([*(f"'{k}'{label}" for k in awal), f"'{akhir}'{ekor}"]) + ")"
