from django.urls import path

from laporan.views import agenda

urlpatterns = [
    path("laporan/buku-agenda/", agenda.buku_agenda, name="buku_agenda"),
]
