"""The office's addresses, and beside them the bare page. Only bench.pengaturan names this module."""

from django.urls import include, path

from bench.polos import halaman_polos
from esurat import urls as kantor

handler400, handler403, handler404, handler500 = (
    kantor.handler400,
    kantor.handler403,
    kantor.handler404,
    kantor.handler500,
)

urlpatterns = [
    path("bench/polos/", halaman_polos),
    path("", include("esurat.urls")),
]
