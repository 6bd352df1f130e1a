"""Servers between the portal and a real OpenID Connect provider, who meddle."""

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests


@contextmanager
def token_swapper(
    provider: str, swap: Callable[[str], str] = str, *, name: str = ""
) -> Iterator[str]:
    """Hands everything on to the provider, and changes the sealed token in its answers, or the
    name by which it calls itself."""

    class Handler(_Quiet):
        def do_GET(self) -> None:
            self._on("GET", None)

        def do_POST(self) -> None:
            self._on("POST", self.rfile.read(int(self.headers["Content-Length"])))

        def _on(self, method: str, body: bytes | None) -> None:
            # With the name by which it was asked, the provider tells addresses of this server.
            found = requests.request(
                method,
                provider + self.path,
                data=body,
                headers=dict(self.headers),
                allow_redirects=False,
                timeout=5,
            )
            content = found.content
            if "json" in found.headers.get("Content-Type", ""):
                content = json.dumps(_swapped(found.json(), swap, name)).encode()
            self.answer(found.status_code, content, found.headers)

    with _serving(Handler) as here:
        yield here


@contextmanager
def sending_on() -> Iterator[str]:
    """Says of every address that it moved."""

    class Handler(_Quiet):
        def do_GET(self) -> None:
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()

    with _serving(Handler) as here:
        yield here


def _swapped(told: dict[str, Any], swap: Callable[[str], str], name: str) -> dict[str, Any]:
    if "id_token" in told:
        return {**told, "id_token": swap(told["id_token"])}
    return {**told, "issuer": name} if name and "issuer" in told else told


class _Quiet(BaseHTTPRequestHandler):
    def answer(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name in ("Content-Type", "Location"):
            if name in headers:
                self.send_header(name, headers[name])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: Any) -> None:
        """Nobody reads it."""


@contextmanager
def _serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
