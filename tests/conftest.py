"""What holds for every test: no network but this machine's own, and laws tried with the same examples each time."""

import socket
from ipaddress import ip_address
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("fanwire", deadline=None, derandomize=True)
settings.load_profile("fanwire")


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test that reaches for the network: Fanwire uses none unless asked."""
    connect = socket.socket.connect

    def connect_nearby(self: socket.socket, address: Any) -> None:  # noqa: ANN401 -- whatever a socket family takes
        if self.family in {socket.AF_INET, socket.AF_INET6} and not ip_address(address[0]).is_loopback:
            pytest.fail(f"a connection to {address[0]} was tried; nothing here may use the network")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_nearby)
