from ekspedisi.transitions.pengiriman import BUKA, KEMBALIKAN, KIRIM, TERIMA

__all__ = ["BUKA", "KEMBALIKAN", "KIRIM", "TERIMA"]
