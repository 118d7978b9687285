"""The demo province: invented people of real places, loaded through the exchange as they would have sent it."""
from server.demo.load import load

__all__ = ["load"]
