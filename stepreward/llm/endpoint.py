"""An OpenAI-compatible endpoint, asked through the official client."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from stepreward.errors import EndpointError, MissingExtraError
from stepreward.llm.cache import Reply

if TYPE_CHECKING:
    import openai

_LOCAL_KEY = "none"  # what a server without keys is told
_MAX_SHOWN = 200  # characters of an endpoint's own message


class RefusedError(Exception):
    """One request was refused, or failed again and again; others may not be."""


class Endpoint:
    """A model behind an address; a failed request is tried again by the client, ever later.

    Raises MissingExtraError without the extra ``llm``, EndpointError without a key where one is
    needed.
    """

    def __init__(
        self, model: str, *, base_url: str | None, max_retries: int, timeout_s: float
    ) -> None:
        try:
            import openai
        except ModuleNotFoundError:
            raise MissingExtraError("asking a model for key steps", "llm") from None
        is_elsewhere = base_url is not None or "OPENAI_BASE_URL" in os.environ
        key = os.environ.get("OPENAI_API_KEY") or (_LOCAL_KEY if is_elsewhere else None)
        if key is None:
            raise EndpointError(
                "no address and no key: name a server with --base-url, or set OPENAI_API_KEY"
            )
        self._openai = openai
        self._model = model
        self._client: openai.OpenAI = openai.OpenAI(
            api_key=key, base_url=base_url, max_retries=max_retries, timeout=timeout_s
        )

    def ask(self, request: Mapping[str, Any]) -> Reply:
        """Send the messages and options of a request.

        Raises RefusedError where others may fare better, EndpointError where none would.
        """
        openai = self._openai
        try:
            answer = self._client.chat.completions.create(
                model=self._model, messages=request["messages"], extra_body=request["options"]
            )
        except (
            openai.AuthenticationError,
            openai.PermissionDeniedError,
            openai.NotFoundError,
        ) as error:
            raise EndpointError(
                f"{self._place}: {_said(error)}; check key, model and address"
            ) from None
        except openai.APITimeoutError:
            raise RefusedError("no answer in time; the same command tries again") from None
        except openai.APIConnectionError:
            raise EndpointError(f"{self._place}: cannot be reached; is the server up?") from None
        except openai.APIStatusError as error:
            raise RefusedError(_said(error)) from None
        except openai.OpenAIError as error:
            raise RefusedError(f"no answer that could be read: {_said(error)}") from None
        return _reply(answer)

    def close(self) -> None:
        """Close its connections."""
        self._client.close()

    @property
    def base_url(self) -> str:
        """Tell who is asked, also where the environment names it."""
        return str(self._client.base_url)

    @property
    def _place(self) -> str:
        return f"{self.base_url} ({self._model})"


def _reply(answer: Any) -> Reply:
    """Read an answer; servers that are compatible leave out what they like."""
    choices: Sequence[Any] = getattr(answer, "choices", None) or ()
    message = getattr(choices[0], "message", None) if choices else None
    usage = getattr(answer, "usage", None)
    return Reply(
        getattr(message, "content", None) or "",
        getattr(usage, "prompt_tokens", None) or 0,
        getattr(usage, "completion_tokens", None) or 0,
    )


def _said(error: Exception) -> str:
    """Repeat what an endpoint said, cut to a length that fits a message."""
    words = " ".join(str(error).split())
    return words if len(words) <= _MAX_SHOWN else f"{words[:_MAX_SHOWN]}…"
