"""Who may ask: the token, the rule for hosts beyond loopback, and the socket."""

from __future__ import annotations

import hmac
import ipaddress
import os
import socket
from collections.abc import Mapping
from pathlib import Path

from stepreward.errors import SettingError

TOKEN_VARIABLE = "STEPREWARD_TOKEN"  # noqa: S105 - the name of it
_MIN_TOKEN = 16  # characters
_BACKLOG = 2048  # connections that wait to be accepted


def read_token(path: Path | None, environment: Mapping[str, str] = os.environ) -> str | None:
    """Read the token from a file, else from the environment; None where there is neither.

    Raises SettingError for a file that cannot be read, and a token that is short or no plain text.
    """
    if path is None:
        token, where = environment.get(TOKEN_VARIABLE), f"${TOKEN_VARIABLE}"
        if token is None:
            return None
    else:
        token, where = _text_of(path), str(path)
    token = token.strip()
    if len(token) < _MIN_TOKEN:
        mend = f"use {_MIN_TOKEN} or more, such as openssl rand -hex 32 prints"
        raise SettingError(f"{where}: the token has {len(token)} characters; {mend}")
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise SettingError(f"{where}: the token goes into a header; use letters, digits and signs")
    return token


def is_token(given: str | None, token: str) -> bool:
    """Compare in a time that does not tell how much of it was right."""
    return hmac.compare_digest((given or "").encode("utf-8", "replace"), token.encode())


def listen(host: str, port: int, *, has_token: bool) -> socket.socket:
    """Open the port; raise SettingError where it is taken, or open to others without a token."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise SettingError(f"--host {host}: is no address of this machine: {error}") from None
    if not has_token and not ipaddress.ip_address(str(address[0]).partition("%")[0]).is_loopback:
        mend = f"set ${TOKEN_VARIABLE} or give --token-file FILE"
        raise SettingError(f"--host {host}: others can reach it, and there is no token; {mend}")
    try:
        return socket.create_server(address[:2], family=family, backlog=_BACKLOG)
    except OSError as error:
        mend = "give another --port, 0 for any that is free, or another --host"
        why = os.strerror(error.errno or 0).lower()
        raise SettingError(f"{host}:{port} cannot be listened on: {why}; {mend}") from None


def url_of(listening: socket.socket) -> str:
    """Write where a socket listens."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingError(f"--token-file {path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SettingError(f"--token-file {path}: is no text; put the token alone in it") from None
