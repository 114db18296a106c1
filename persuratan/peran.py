"""The circles of people around the register, each said once. What one may do with a letter: `permissions.py`."""

from organisasi.models import Peran

PENGELOLA_REGISTER = (Peran.AGENDARIS, Peran.PENGAWAS)
"""Those who keep the register and those who watch over it: senders, old agendas, the emergency book."""
PENGANTAR = (Peran.AGENDARIS, Peran.CARAKA)
"""Those who send letters on their way: the expedition book is theirs, and WhatsApp on their own phones."""
LOKET = (*PENGELOLA_REGISTER, Peran.CARAKA)
"""Posts at the counter: they hand the bearer his receipt, and mark letters for each other."""
PEMBACA_REGISTER = (*PENGELOLA_REGISTER, Peran.AUDITOR)
"""Posts that see the whole register; secret content stays closed to them unless they are in line."""
PEMBACA_EKSPEDISI = (*PEMBACA_REGISTER, Peran.CARAKA)
"""Posts that see the whole way of a letter they may know of, all units it went to among it: the expedition book."""
PEMBACA_TERBATAS = (Peran.PENGAWAS, Peran.AUDITOR)
"""Posts to which the content of a restricted letter (T) is open without being in line."""
PEMBACA_AGENDA = (Peran.PENDISPOSISI, Peran.AJUDAN, Peran.PENGAWAS)
"""Posts to which the officials' agenda of events always belongs; others find theirs there once they were invited."""
