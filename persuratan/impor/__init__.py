"""The old agenda comes in: a table of closed letters, each with the times somebody once wrote into a book.

`baca_tabel` (dokumen.tabel) reads a file → `kolom` says what its columns mean → `nilai` judges row by row, with
`tahap` (which moments a row tells) and `perjalanan` (the closed Tugas of it) → `rencana` is the whole file
judged → `tulis` writes it, all or nothing. `layanan` is what the screen, the worker and the command call.
"""
