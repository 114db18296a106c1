from django.urls import path

from laporan.views import agenda, riwayat

urlpatterns = [
    path("laporan/buku-agenda/", agenda.buku_agenda, name="buku_agenda"),
    path("surat/<str:kode>/riwayat.pdf", riwayat.riwayat_perjalanan, name="riwayat_perjalanan"),
]
