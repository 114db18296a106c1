"""Full text on PostgreSQL: one tsvector a letter, envelope with weight A, content with weight B, under a GIN index.

The text search configuration `esurat` is `indonesian` behind unaccent (migration 0004).
"""

from django.db.models import BooleanField, OuterRef, Subquery, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from persuratan.models import IndeksSurat

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


def kata(satu):
    """(SQL, parameters) of the ids that may contain exactly this word; the stem is coarser, the caller looks again."""
    return _ID, [f"'{satu}'"]


def _tsquery(kueri, bobot):
    return " & ".join(f"({' | '.join(_frasa(a, bobot) for a in alternatif)})" for alternatif in kueri.kelompok)


def _frasa(kata_kata, bobot):
    # Words are [a-z0-9]+ (acuan.normal), so nothing in them can be an operator. The last may go on: "rapa", rapat.
    *awal, akhir = kata_kata
    label = f":{bobot}" if bobot else ""
    ekor = f":*{bobot}" if len(akhir) > 1 else label
    return "(" + " <-> ".join([*(f"'{k}'{label}" for k in awal), f"'{akhir}'{ekor}"]) + ")"
