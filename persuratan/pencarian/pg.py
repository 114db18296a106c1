"""Full text on PostgreSQL: one tsvector a letter, envelope with weight A, content with weight B, under a GIN index."""

KONFIGURASI = "esurat"
"""Text search configuration of migration 0004: `indonesian` behind unaccent."""

_COCOK = "SELECT surat_id FROM persuratan_indekssurat WHERE vektor @@ to_tsquery('esurat', %s)"


def teks(kueri):
    """(SQL, parameters) of the ids whose envelope or content has all the words."""
    return _COCOK, [_tsquery(kueri, "")]


def sampul(kueri):
    """(SQL, parameters) of the ids whose envelope alone has all the words."""
    return _COCOK, [_tsquery(kueri, "A")]


def kata(satu):
    """(SQL, parameters) of the ids that may contain exactly this word; the stem is coarser, the caller looks again."""
    return _COCOK, [f"'{satu}'"]


def _tsquery(kueri, bobot):
    return " & ".join(f"({' | '.join(_frasa(a, bobot) for a in alternatif)})" for alternatif in kueri.kelompok)


def _frasa(kata_kata, bobot):
    # Words are [a-z0-9]+ (acuan.normal), so nothing in them can be an operator. The last may go on: "rapa", rapat.
    *awal, akhir = kata_kata
    label = f":{bobot}" if bobot else ""
    ekor = f":*{bobot}" if len(akhir) > 1 else label
    return "(" + " <-> ".join([*(f"'{k}'{label}" for k in awal), f"'{akhir}'{ekor}"]) + ")"
