"""Full text on the embedded store: an FTS5 table beside `IndeksSurat`, kept by triggers of migration 0004."""

from django.db.models import Q
from django.db.models.expressions import RawSQL

_COCOK = "SELECT rowid FROM persuratan_indeks_fts WHERE persuratan_indeks_fts MATCH %s"


def teks(kueri):
    """(SQL, parameters) of the ids whose envelope or content has all the words."""
    return _COCOK, [_match(kueri)]


def di_sampul(kueri):
    """A condition over a letter: whether its envelope alone has all the words."""
    return Q(pk__in=RawSQL(_COCOK, [f"{{sampul}} : ({_match(kueri)})"]))  # noqa: S611


def di_antara(sql, params):
    """The condition: the key is one of these ids."""
    return Q(pk__in=RawSQL(sql, params))  # noqa: S611


def kata(satu):
    """(SQL, parameters) of the ids that contain exactly this word."""
    return _COCOK, [f'"{satu}"']


def _match(kueri):
    return " AND ".join(f"({' OR '.join(_frasa(a) for a in alternatif)})" for alternatif in kueri.kelompok)


def _frasa(kata_kata):
    # Words are [a-z0-9]+ (acuan.normal), so no quote can end the phrase early.
    return f'"{" ".join(kata_kata)}"' + ("*" if len(kata_kata[-1]) > 1 else "")
