"""The old agenda comes in: a table of closed letters, each with the times somebody once wrote into a book.

`baca` a file (dokumen.tabel) → `kolom` says what its columns mean → `nilai` judges row by row → `rencana` is the whole
file judged → `tulis` writes it, all or nothing. `layanan` is what the screen, the worker and the command call.
"""
