"""The limited child program: parses what strangers sent, draws pages, prints sheets.

It runs as a process of its own (`python -m dokumen.anak PERINTAH JSON`), knows no Django and no database, is started
by `dokumen.proses`. Parsers of images and PDFs are attacked for a living: whatever goes wrong in here dies in here.
"""
