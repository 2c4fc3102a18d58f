"""A running session, asked over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

import httpx

from tradewright.ports.errors import Conflict, Invalid, NotFound
from tradewright.wire.messages import Problem

if TYPE_CHECKING:
    from types import TracebackType

TIMEOUT_S: Final = 10.0


class RemoteSession:
    """What `tradewright up` serves, as its clients see it.

    Parameters
    ----------
    url : of the server, without a path.
    token : the access token, where it needs one.
    transport : of the requests; None is the network.
    """

    def __init__(
        self, url: str, token: str | None = None, transport: httpx.BaseTransport | None = None
    ) -> None:
        self.url = url
        headers = {} if token is None else {"authorization": f"Bearer {token}"}
        self._client = httpx.Client(
            base_url=url, headers=headers, timeout=TIMEOUT_S, transport=transport, trust_env=False
        )

    def __enter__(self) -> RemoteSession:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._client.close()

    def guardian(self) -> dict[str, object]:
        """What protects its account: a `GuardianState`."""
        return self._asked("GET", "/api/guardian")

    def set_guardian(self, document: object) -> dict[str, object]:
        """Protect its account by another guardian."""
        return self._asked("PUT", "/api/guardian", document)

    def rearm_guardian(self) -> dict[str, object]:
        """End a breach of its account's limits."""
        return self._asked("POST", "/api/guardian/rearm")

    def _asked(self, method: str, path: str, body: object = None) -> dict[str, object]:
        """The answer to a request.

        Raises
        ------
        NotFound
            If nobody answers there, or not what was asked for.
        Conflict, Invalid
            As the session says.
        """
        try:
            answer = self._client.request(method, path, json=body)
        except httpx.HTTPError as error:
            message = (
                f"no session answers at {self.url} ({error}): start it with `tradewright up`, or "
                "name its address with --url"
            )
            raise NotFound(message) from error
        return _read(answer, self.url)


def _read(answer: httpx.Response, url: str) -> dict[str, object]:
    try:
        said = cast("dict[str, Any]", answer.json())
    except ValueError as error:
        message = f"{url} is no Tradewright session: it answers {answer.status_code} without JSON"
        raise NotFound(message) from error
    if answer.is_success:
        return said
    detail = said.get("detail", answer.reason_phrase)
    match answer.status_code:
        case 409:
            raise Conflict(str(detail))
        case 422 if isinstance(detail, list):
            faults = cast("list[dict[str, str]]", detail)
            raise Invalid([Problem(**fault) for fault in faults])
        case 401:
            message = f"{url} asks for the access token: set access_token, or name --data-dir"
            raise NotFound(message)
        case _:
            message = f"{url} answers {answer.status_code}: {detail}"
            raise NotFound(message)
