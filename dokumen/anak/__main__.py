"""Entry of the child: fence first, then one order, then one JSON line per answer on standard output.

`python -m dokumen.anak PERINTAH JSON`; the JSON holds the order's arguments and its limits. A refusal is an ordinary
answer `{"ok": false, "alasan": "terkunci"}`: the sentence for it belongs to the parent, who knows the user's language.
"""

import errno
import importlib
import json
import mimetypes
import os
import sys

from dokumen.anak import pagar
from dokumen.anak.penolakan import Tolak

PERINTAH = {
    "nilai": "dokumen.anak.nilai",
    "halaman": "dokumen.anak.halaman",
    "gabung": "dokumen.anak.gabung",
    "cetak": "dokumen.anak.cetak",
    "teks": "dokumen.anak.teks",
    "tabel": "dokumen.anak.tabel",
}


def jawab(**isi):
    print(json.dumps(isi), flush=True)  # noqa: T201 -- standard output is the only way out of the fence


def main():
    perintah, permintaan = sys.argv[1], json.loads(sys.argv[2])
    os.nice(permintaan.pop("mengalah", 0))  # work that nobody waits for gives way to the pages
    jawab(pagar=pagar.pasang(**permintaan.pop("batas")))
    mimetypes.knownfiles = []  # the machine's own tables lie outside the fence
    try:
        # Imported behind the fence: a parser that is not needed is not loaded, and none runs outside.
        modul = importlib.import_module(PERINTAH[perintah])
        for hasil in modul.jalankan(**permintaan):
            jawab(**hasil)
    except Tolak as tolak:
        jawab(ok=False, alasan=tolak.alasan, **tolak.rincian)
    except OSError as galat:
        if "cannot load library" in str(galat):  # how cffi says that Pango is not installed
            return jawab(ok=False, alasan="pencetak")
        if galat.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        jawab(ok=False, alasan="penuh")
    except MemoryError:
        jawab(ok=False, alasan="terlalu_berat")


if __name__ == "__main__":
    main()
