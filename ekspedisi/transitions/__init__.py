from ekspedisi.transitions.pengiriman import BUKA, KEMBALIKAN, KIRIM, TARIK, TERIMA

__all__ = ["BUKA", "KEMBALIKAN", "KIRIM", "TARIK", "TERIMA"]
