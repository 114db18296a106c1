"""Calendars out of the house: the event of one letter, and the private feed that calendar programs fetch."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from disposisi.kalender import SEGARKAN, kalender_pegawai, kalender_surat
from disposisi.models import LanggananKalender
from disposisi.views.bersama import surat_saya

JENIS = "text/calendar; charset=utf-8"


@require_safe
def acara_surat(request, kode):
    """The event of a letter, for whoever reads its content."""
    surat = surat_saya(request, kode)
    if not surat.isi_terbuka or surat.acara_mulai is None:
        raise Http404
    jawaban = HttpResponse(kalender_surat(surat, request.user), content_type=JENIS)
    nomor = surat.nomor_lengkap.replace("/", "-")
    jawaban.headers["Content-Disposition"] = f'attachment; filename="acara-agenda-{nomor}.ics"'
    return jawaban


@login_not_required
@never_cache
@require_safe
def langganan(request, kode):
    """The feed of the one whose address this is. Throttled by settings.BATAS_PUBLIK; an unknown address is 404."""
    baris = (
        LanggananKalender.objects.select_related("pegawai")
        .filter(sidik=LanggananKalender.sidik_dari(kode), pegawai__is_active=True)
        .first()
    )
    if baris is None:
        raise Http404
    sekarang = timezone.now()
    if baris.dipakai_pada is None or sekarang - baris.dipakai_pada > SEGARKAN:
        LanggananKalender.objects.filter(pk=baris.pk).update(dipakai_pada=sekarang)
    jawaban = HttpResponse(kalender_pegawai(baris.pegawai), content_type=JENIS)
    jawaban.headers["X-Robots-Tag"] = "noindex"
    return jawaban
