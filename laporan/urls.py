from django.urls import path

from laporan.views import agenda, riwayat, terlambat

urlpatterns = [
    path("terlambat/", terlambat.terlambat, name="terlambat"),
    path("terlambat/daftar/", terlambat.terlambat_daftar, name="terlambat_daftar"),
    path("laporan/buku-agenda/", agenda.buku_agenda, name="buku_agenda"),
    path("surat/<str:kode>/riwayat.pdf", riwayat.riwayat_perjalanan, name="riwayat_perjalanan"),
]
