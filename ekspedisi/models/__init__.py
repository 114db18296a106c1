from ekspedisi.models.pengiriman import Pengiriman

__all__ = ["Pengiriman"]
