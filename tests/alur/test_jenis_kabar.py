"""People choose channel and hour by the kind of a notice: whoever tells them says which kind it is."""

import ast
from pathlib import Path

AKAR = Path(__file__).parents[2]
RUANG = ("alur", "organisasi", "dokumen", "persuratan", "disposisi", "ekspedisi", "laporan", "pengaturan")


def panggilan():
    """(file, name, line, its keywords) of every call that writes a notice."""
    for ruang in RUANG:
        for berkas in sorted((AKAR / ruang).rglob("*.py")):
            for simpul in ast.walk(ast.parse(berkas.read_text())):
                if isinstance(simpul, ast.Call):
                    nama = getattr(simpul.func, "attr", getattr(simpul.func, "id", ""))
                    if nama in {"beri_tahu", "Kabar"}:
                        kata = {k.arg for k in simpul.keywords}
                        yield berkas.relative_to(AKAR).as_posix(), nama, simpul.lineno, kata


def test_tiap_kabar_menyebut_jenisnya():
    semua = list(panggilan())
    assert {"alur/transitions.py", "persuratan/views/darurat.py", "disposisi/transitions/pantau.py"} <= {
        berkas for berkas, *_ in semua
    }
    assert [(berkas, nama, baris) for berkas, nama, baris, kata in semua if "jenis" not in kata] == []
