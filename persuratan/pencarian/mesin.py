"""Which full-text backend the database at hand has; both answer `teks`, `di_sampul`, `di_antara` and `kata`."""

from django.db import connection

from persuratan.pencarian import pg, sqlite


def mesin():
    return pg if connection.vendor == "postgresql" else sqlite
