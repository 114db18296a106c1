"""What every page is compared with: Django's own work and nothing of ours."""

from django.shortcuts import render


def halaman_polos(request):
    """A bare page: the session and the person are read, a ten-line template greets them by name."""
    return render(request, "polos.html", {"nama": request.user.nama})
