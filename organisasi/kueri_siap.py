"""What is asked again and again, PostgreSQL reads and plans once for a connection, and afterwards only runs.

A page's ten queries are answered in a millisecond; reading and planning their long texts takes three. SQLite keeps
prepared statements by itself.
"""

import itertools

from django.db import connection

SERING = 3
"""Times a text is sent as it is before it is prepared: most are never asked for again."""
PALING_BANYAK = 200
"""Prepared texts of one connection; then they are all let go and begin anew."""
_nomor = itertools.count(1)


class KueriSiap:
    """One text with its parameters: `params` are (source, fixed value); where `source` is None the value is fixed."""

    def __init__(self, sql, params):
        self.sql, self.params = sql, params
        self.nama, self.dipakai = f"hafal_{next(_nomor)}", 0

    def isi(self, nilai):
        """(SQL, parameters) for a cursor; `nilai` gives the value of a source."""
        self.dipakai += 1
        if self.dipakai <= SERING or not _dapat_disiapkan():
            return self.sql, tuple(nilai(dari) if dari else tetap for dari, tetap in self.params)
        self._siapkan()
        berubah = tuple(nilai(dari) for dari, _ in self.params if dari)
        return f"EXECUTE {self.nama}" + (f" ({', '.join(['%s'] * len(berubah))})" if berubah else ""), berubah

    def _siapkan(self):
        siap = _siap()
        if self.nama in siap:
            return
        with connection.cursor() as kursor:
            if len(siap) >= PALING_BANYAK:
                kursor.execute("DEALLOCATE ALL")
                siap.clear()
            tempat = itertools.count(1)
            isi = tuple(
                f"${next(tempat)}" if dari else kursor.mogrify("%s", [tetap]).decode() for dari, tetap in self.params
            )
            kursor.execute(f"PREPARE {self.nama} AS {self.sql % isi}")
        siap.add(self.nama)


def _dapat_disiapkan():
    """Not behind a pooler that hands each transaction another connection, which Django is told of by this setting."""
    return connection.vendor == "postgresql" and not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")


def _siap():
    """Names prepared on this very connection; one that was opened anew knows none."""
    connection.ensure_connection()
    sambungan, siap = getattr(connection, "kueri_siap", (None, None))
    if sambungan is not connection.connection:
        connection.kueri_siap = sambungan, siap = connection.connection, set()
    return siap
