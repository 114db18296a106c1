"""Receiving an upload: stop writing at the limit, and let the form answer with a sentence instead of a broken page.

Django reads the whole request before the view runs. A hundred megabytes would fill the disk first and be refused
later; a full disk would end in an error page and the loss of everything typed. So the handler writes at most the
limit, into the store's own incoming folder, and marks the file: `gudang.simpan_sementara` raises what `file.ditolak`
holds. The form key is looked for in the body before any view asks who is there: of a stranger nothing is written at
all, or everybody could fill the disk.
"""

import contextlib
import errno
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.db import Error

from dokumen.alasan import tolak
from dokumen.rak import cadangan_terpakai

MAKS_BERKAS_SEKALI = 20
"""Files of the largest size one request may carry; more is cut off before it is read."""


class BerkasTerunggah(UploadedFile):
    """An upload on disk, or what is left of a refused one; `ditolak` is None or the BerkasDitolak to raise."""

    ditolak = None


class PenerimaUnggahan(FileUploadHandler):
    """The only upload handler: streams to `incoming/`, at most BERKAS_MAKS bytes a file."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803
        if content_length > settings.BERKAS_MAKS * MAKS_BERKAS_SEKALI:
            raise RequestDataTooBig("Upload too large")

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.ditolak, self.ukuran, self.isi = None, 0, None
        if self.orang_asing():
            self.ditolak = tolak("gangguan")
            return
        try:
            folder = Path(settings.BERKAS_DIR) / "incoming"
            folder.mkdir(parents=True, exist_ok=True)
            # Deleted by the object itself when it is closed; a killed process leaves it to the janitor.
            self.isi = tempfile.NamedTemporaryFile(prefix="unggah-", dir=folder)  # noqa: SIM115
        except OSError as galat:
            self.tolak(galat)

    def receive_data_chunk(self, raw_data, start):
        self.ukuran += len(raw_data)
        if self.ditolak is None and self.ukuran > settings.BERKAS_MAKS:
            self.ditolak = tolak("terlalu_besar", maks=settings.BERKAS_MAKS // 1_000_000)
        if self.ditolak is None:
            try:
                if cadangan_terpakai():  # many at once would eat what is kept for the database
                    raise OSError(errno.ENOSPC, "Reserve reached")
                self.isi.write(raw_data)
            except OSError as galat:
                self.tolak(galat)
        elif self.isi is not None:
            self.buang()

    def orang_asing(self):
        """Nobody is logged in, or nobody can say: then nothing will be saved either.

        A view without a login may say for itself whose bytes it takes: `view.izin_tamu(**address parameters)`.
        """
        try:
            cocok = getattr(self.request, "resolver_match", None)
            if cocok and (izin := getattr(cocok.func, "izin_tamu", None)):
                return not izin(**cocok.kwargs)
            pegawai = getattr(self.request, "user", None)
            return pegawai is not None and not pegawai.is_authenticated
        except Error:  # the answer shows what was typed; it must not fail here
            return True

    def tolak(self, galat):
        self.ditolak = tolak("penuh" if galat.errno in {errno.ENOSPC, errno.EDQUOT} else "gangguan")
        self.buang()

    def buang(self):
        """Give the space back at once; what still comes in is read and forgotten, so that the form can answer."""
        if self.isi is not None:
            with contextlib.suppress(OSError):  # closing flushes what the full disk refused
                self.isi.close()
            self.isi = None

    def file_complete(self, file_size):
        if self.isi is not None:
            try:
                self.isi.seek(0)
            except OSError as galat:  # seeking flushes
                self.tolak(galat)
        berkas = BerkasTerunggah(
            file=self.isi or open(os.devnull, "rb"),  # noqa: SIM115 -- closed with the request, like every upload
            name=self.file_name,
            content_type=self.content_type,
            size=self.ukuran,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
        berkas.ditolak = self.ditolak
        return berkas

    def upload_interrupted(self):
        self.buang()
