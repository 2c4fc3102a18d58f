"""The product as a person starts it: `tradewright up` in a process of its own."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import sysconfig
import threading
import urllib.request
from pathlib import Path
from typing import Final, cast

STARTED: Final = re.compile(r"http://127\.0\.0\.1:\d+")
START_SECONDS: Final = 90
STOP_SECONDS: Final = 20


def free_port() -> int:
    """A port nobody listens to now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Program:
    """`tradewright up` on one data directory and port; may be started again after `stop`."""

    def __init__(self, data_dir: Path, speed: str = "60") -> None:
        self.data_dir = data_dir
        self.speed = speed
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.said: list[str] = []
        self._process: subprocess.Popen[str] | None = None
        self._listener: threading.Thread | None = None

    def start(self) -> None:
        """Start it and wait until it says where it listens."""
        script = Path(sysconfig.get_path("scripts")) / "tradewright"
        words = ["up", "--no-browser", "--port", str(self.port), "--speed", self.speed]
        self._process = subprocess.Popen(
            [str(script), *words, "--data-dir", str(self.data_dir)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | {"NO_COLOR": "1", "PYTHONUNBUFFERED": "1"},
            start_new_session=True,  # Ctrl-C in the test's terminal is not meant for it
        )
        self.said.clear()
        ready = threading.Event()
        self._listener = threading.Thread(
            target=self._listen, args=(self._process, ready), daemon=True
        )
        self._listener.start()
        ready.wait(START_SECONDS)
        if not any(STARTED.search(line) for line in self.said):
            self._process.kill()
            self._process.wait()
            self._listener.join()
            message = f"`tradewright up` did not say where it listens in {START_SECONDS} s:\n"
            raise AssertionError(message + "".join(self.said))

    def stop(self) -> int:
        """Ctrl-C, and its exit code."""
        if self._process is None:
            return 0
        self._process.send_signal(signal.SIGINT)
        code = self._process.wait(STOP_SECONDS)
        self._process = None
        if self._listener is not None:
            self._listener.join()
        return code

    def freeze(self) -> None:
        """Let it stand still without closing its sockets, as a machine that sleeps."""
        self._signal("SIGSTOP")

    def thaw(self) -> None:
        """Let it go on."""
        self._signal("SIGCONT")

    def get(self, path: str) -> object:
        """The JSON answer of an address."""
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:  # noqa: S310  # loopback
            return cast("object", json.load(answer))

    def _signal(self, name: str) -> None:
        if sys.platform == "win32" or self._process is None:
            message = "only a running program on POSIX can be frozen"
            raise AssertionError(message)
        self._process.send_signal(getattr(signal, name))

    def _listen(self, process: subprocess.Popen[str], ready: threading.Event) -> None:
        if process.stdout is None:
            return
        with process.stdout as lines:
            for line in lines:
                self.said.append(line)
                if STARTED.search(line):
                    ready.set()
        ready.set()
