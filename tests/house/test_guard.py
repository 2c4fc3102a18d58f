"""The guard of tests/conftest.py keeps every test on this machine."""

import socket

import pytest

from tests.conftest import is_loopback

ELSEWHERE = ("192.0.2.1", 9)  # TEST-NET-1 of RFC 5737: never a real host


def test_connecting_elsewhere_is_refused() -> None:
    with (
        socket.socket() as door,
        pytest.raises(RuntimeError, match=r"socket\.connect to '192\.0\.2\.1'"),
    ):
        door.connect(ELSEWHERE)


def test_sending_elsewhere_is_refused() -> None:
    with (
        socket.socket(type=socket.SOCK_DGRAM) as door,
        pytest.raises(RuntimeError, match="only reach loopback"),
    ):
        door.sendto(b"x", ELSEWHERE)


def test_looking_up_a_foreign_name_is_refused() -> None:
    with pytest.raises(RuntimeError, match=r"example\.org"):
        socket.getaddrinfo("example.org", 80)


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        host, port = server.getsockname()
        with socket.create_connection((host, port)) as client:
            assert client.getpeername() == (host, port)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.1", "::1", "localhost", b"localhost", None])
def test_loopback_has_several_names(host: str | bytes | None) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["10.0.0.1", "example.org", "fe80::1", "2001:db8::1"])
def test_other_hosts_are_not_loopback(host: str) -> None:
    assert not is_loopback(host)
