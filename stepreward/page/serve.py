"""Show a page on this machine, to this machine alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from stepreward.errors import SettingError
from stepreward.page.sheet import policy

HOST = "127.0.0.1"
_TIMEOUT_S = 30  # of a connection that says nothing
_NAMES = ("127.0.0.1", "localhost")


def serve_page(page: bytes, port: int, say: Callable[[str], None]) -> None:
    """Serve a page on loopback until Ctrl-C; ``say`` is told the address. Port 0 is any free one.

    Raises SettingError where the port is taken.
    """
    with _listening(page, port) as server:
        say(f"page: http://{HOST}:{server.server_port}/ (Ctrl-C ends)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("stopped")


def _listening(page: bytes, port: int) -> ThreadingHTTPServer:
    try:
        return _Server((HOST, port), page)
    except OSError as error:
        why = os.strerror(error.errno or 0).lower()
        mend = "give another --port, or 0 for any that is free"
        raise SettingError(f"{HOST}:{port} cannot be listened on: {why}; {mend}") from None


class _Server(ThreadingHTTPServer):
    """A server that knows its page, and by which names it may be called."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], page: bytes) -> None:
        super().__init__(address, _Handler)
        self.page = page
        self.names = {f"{name}:{self.server_port}" for name in _NAMES}
        if self.server_port == 80:
            self.names |= set(_NAMES)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a browser that went away."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    """Answer for the page, and for nothing else."""

    server: _Server
    timeout = _TIMEOUT_S
    server_version = "stepreward"
    sys_version = ""

    def do_GET(self) -> None:
        """Send the page."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Send the headers of the page."""
        self._answer(with_body=False)

    def log_message(self, *_: Any) -> None:
        """Say nothing of requests."""

    def _answer(self, *, with_body: bool) -> None:
        if self.headers.get("Host") not in self.server.names:
            self._send(421, b"another host was asked for\n", "text/plain", with_body=with_body)
        elif self.path.partition("?")[0] != "/":
            self._send(404, b"there is one page here: /\n", "text/plain", with_body=with_body)
        else:
            self._send(200, self.server.page, "text/html", with_body=with_body)

    def _send(self, status: int, body: bytes, kind: str, *, with_body: bool) -> None:
        self.send_response(status)
        for name, value in (
            ("Content-Type", f"{kind}; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Content-Security-Policy", f"{policy()}; frame-ancestors 'none'"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Cache-Control", "no-store"),
        ):
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(body)
