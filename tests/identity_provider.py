"""A small OpenID Connect provider on this computer, for tests: whoever asks is signed in as the person whom the test names."""

from __future__ import annotations

import base64
import json
import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "made-up-client", "made up secret of the client"


@dataclass
class Provider:
    """Its address, whom it signs in, and what it was asked."""

    address: str = ""
    person: Mapping[str, object] = field(default_factory=dict)
    """Claims; none: it refuses."""
    asked: list[str] = field(default_factory=list)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "made-up", "use": "sig"}))
    issued: dict[str, dict[str, str]] = field(default_factory=dict)

    def secrets_text(self, origin: str) -> str:
        """What Streamlit's `secrets.toml` says of it, for the app at that address."""
        return (
            f'[auth]\nredirect_uri = "{origin}/oauth2callback"\ncookie_secret = "made up to sign cookies"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\n'
            f'server_metadata_url = "{self.address}/.well-known/openid-configuration"\n'
        )

    def metadata(self) -> Mapping[str, object]:
        """What it says of itself."""
        paths = {"authorization": "authorize", "token": "token", "end_session": "logout"}
        return {
            "issuer": self.address,
            "jwks_uri": f"{self.address}/keys",
            **{f"{name}_endpoint": f"{self.address}/{path}" for name, path in paths.items()},
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def way_back(self, asked: Mapping[str, str]) -> str:
        """Back to who asks, with a code, or with a refusal."""
        given = {"error": "access_denied"}
        if self.person:
            code = secrets.token_urlsafe()
            self.issued[code], given = dict(asked), {"code": code}
        return f"{asked['redirect_uri']}?{urlencode({**given, 'state': asked['state']})}"

    def token(self, asked: Mapping[str, str], credentials: str) -> Mapping[str, object] | None:
        """For a code of ours, from who knows the client's secret and the word that the challenge was made of."""
        given = self.issued.pop(asked.get("code", ""), {})
        word = base64.urlsafe_b64encode(sha256(asked.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        known = base64.b64decode(credentials.removeprefix("Basic ")).decode() in (f"{CLIENT}:{SECRET}",)
        if not known or not given or given.get("code_challenge") != word:
            return None
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": given.get("nonce", "")}
        signed = jwt.encode({"alg": "RS256", "kid": "made-up"}, {**claims, **self.person}, self.key)
        return {"access_token": "made-up", "token_type": "Bearer", "expires_in": 300, "id_token": signed}


@contextmanager
def identity_provider() -> Iterator[Provider]:
    """It answers until the block ends."""
    provider = Provider()

    class Replies(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = dict(parse_qsl(parts.query))
            provider.asked.append(parts.path)
            if parts.path == "/.well-known/openid-configuration":
                self._say(provider.metadata())
            elif parts.path == "/keys":
                self._say({"keys": [provider.key.as_dict(private=False)]})
            else:
                back = provider.way_back(asked) if parts.path == "/authorize" else asked["post_logout_redirect_uri"]
                self.send_response(HTTPStatus.FOUND)
                self.send_header("Location", back)
                self.end_headers()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            provider.asked.append(self.path)
            self._say(provider.token(dict(parse_qsl(body)), self.headers.get("authorization", "")))

        def _say(self, what: Mapping[str, object] | None) -> None:
            self.send_response(HTTPStatus.BAD_REQUEST if what is None else HTTPStatus.OK)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(what or {"error": "invalid_grant"}).encode())

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Replies) as server:
        provider.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield provider
        server.shutdown()
