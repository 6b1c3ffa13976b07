"""An invented board with two cases, made through the services a person uses (building.py, walking.py)."""

from lif_desktop.demo.building import build, open_window

__all__ = ["build", "open_window"]
