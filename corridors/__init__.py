"""The ground floor of landbridge: the records, the data and the network. It searches nothing and draws nothing."""

from corridors.network import Network, load

__all__ = ["Network", "load"]
