"""Rows into PostgreSQL by COPY. What a model gains later gets its default; a column without one fails loudly."""

import datetime as dt
import io
import json
import queue
import threading

from django.db import connection, models

_LOLOS = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _teks(nilai):
    return nilai.translate(_LOLOS)


def _jsonb(nilai):
    return json.dumps(nilai, ensure_ascii=False).translate(_LOLOS)


TULIS = {
    type(None): lambda nilai: "\\N",
    bool: lambda nilai: "t" if nilai else "f",
    int: str,
    str: _teks,
    dict: _jsonb,
    list: _jsonb,
    dt.datetime: dt.datetime.isoformat,
    dt.date: dt.date.isoformat,
}


def tulis(nilai):
    """One value in COPY's text format; `str` subclasses such as TextChoices are their text."""
    penulis = TULIS.get(type(nilai))
    return penulis(nilai) if penulis else _teks(str(nilai))


class Tabel:
    """The rows of one model waiting to be copied. `pk` is the last primary key given out."""

    def __init__(self, model):
        self.model, self.meta = model, model._meta
        self.kolom = [f.attname for f in self.meta.local_concrete_fields]
        self.bawaan = {f.attname: self._bawaan(f) for f in self.meta.local_concrete_fields}
        self.baris = []
        terbesar = model._base_manager.aggregate(m=models.Max("pk"))["m"]
        self.pk = terbesar if isinstance(terbesar, int) else 0
        nama = ", ".join(f'"{f.column}"' for f in self.meta.local_concrete_fields)
        self.perintah = f'COPY "{self.meta.db_table}" ({nama}) FROM STDIN'

    @staticmethod
    def _bawaan(kolom):
        """A callable that gives the default of a column; a callable default is asked for each row."""
        if kolom.has_default() and callable(kolom.default):
            return kolom.default
        nilai = kolom.get_default()
        return lambda: nilai

    def pk_baru(self):
        self.pk += 1
        return self.pk

    def tambah(self, nilai):
        """`nilai`: attname → value (`jenis_id`, not `jenis`); more than the model has is left out."""
        self.baris.append("\t".join([tulis(nilai[k] if k in nilai else self.bawaan[k]()) for k in self.kolom]))

    def ambil(self):
        isi, self.baris = self.baris, []
        return self.perintah, isi

    def setel_urutan(self, kursor):
        """The sequence goes on behind what was copied."""
        auto = self.meta.auto_field
        if auto is not None and auto in self.meta.local_concrete_fields and self.pk:
            kursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [self.meta.db_table, auto.column, self.pk]
            )


class Penyalin:
    """Copies batches of tables, each batch one transaction, in a thread beside the one that makes the rows.

    `with Penyalin(tabel…) as p: … p.kirim()`; an error of the database is raised at the next call.
    """

    def __init__(self, *tabel):
        self.tabel = tabel
        self.antre = queue.Queue(maxsize=2)
        self.galat = None
        self.utas = threading.Thread(target=self._kerja, daemon=True)

    def __enter__(self):
        self.utas.start()
        return self

    def __exit__(self, jenis, galat, jejak):
        self.antre.put(None)
        self.utas.join()
        if jenis is None:
            self._periksa()
            with connection.cursor() as kursor:
                for tabel in self.tabel:
                    tabel.setel_urutan(kursor)

    def kirim(self):
        """Hand over the rows made so far."""
        self._periksa()
        self.antre.put([t.ambil() for t in self.tabel if t.baris])

    def _periksa(self):
        if self.galat is not None:
            raise self.galat

    def _kerja(self):
        sambungan = connection.copy()
        try:
            with sambungan.cursor() as kursor:
                # A crash loses the seeds; they are made again. The measuring itself runs with the office's settings.
                kursor.execute("SET synchronous_commit = off")
            while (kelompok := self.antre.get()) is not None:
                if self.galat is None:
                    self._salin(sambungan, kelompok)
        finally:
            sambungan.close()

    def _salin(self, sambungan, kelompok):
        try:
            sambungan.set_autocommit(False)
            with sambungan.cursor() as kursor:
                for perintah, baris in kelompok:
                    kursor.cursor.copy_expert(perintah, io.StringIO("\n".join(baris) + "\n"))
            sambungan.commit()
        except Exception as galat:  # noqa: BLE001 - told to the other thread, which raises it
            self.galat = galat
            sambungan.rollback()
        finally:
            sambungan.set_autocommit(True)
