"""Two at the same moment, on PostgreSQL: the first stands under the lock until the other has come to it."""

import threading

from django.db import connection, connections


def ada_yang_menunggu():
    with connection.cursor() as kursor:
        kursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return kursor.fetchone()[0] > 0


def tanpa_kunci(monkeypatch):
    """The negative control: the same code without a lock."""
    monkeypatch.setattr("django.db.models.query.QuerySet.select_for_update", lambda self, **_: self)


def bersama(monkeypatch, ruang, nama, *perbuatan):
    """What each of `perbuatan` gave, done at once: its answer, or the exception that it raised.

    `ruang.nama` is called under the lock, just before the writing: there each waits until another waits for the
    lock, or, when there is none, has come as far.
    """
    asli, tiba, hasil = getattr(ruang, nama), [], [None] * len(perbuatan)

    def menanti(*args, **kwargs):
        tiba.append(nama)
        while len(tiba) < len(perbuatan) and all(b.is_alive() for b in benang) and not ada_yang_menunggu():
            pass
        return asli(*args, **kwargs)

    def satu(ke):
        try:
            hasil[ke] = perbuatan[ke]()
        except Exception as galat:  # noqa: BLE001 - told to the test
            hasil[ke] = galat
        finally:
            connections.close_all()

    benang = [threading.Thread(target=satu, args=[ke]) for ke in range(len(perbuatan))]
    monkeypatch.setattr(ruang, nama, menanti)
    for b in benang:
        b.start()
    for b in benang:
        b.join()
    return hasil
