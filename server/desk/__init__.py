"""The desk: server-rendered pages of figures and of the records behind them."""

from server.desk.views import blueprint

__all__ = ["blueprint"]
