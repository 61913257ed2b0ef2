"""One call to a model for a question: within what may be used, and taken down whatever comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from assistant.planning.model.calls import MOST_REPLY, CallLog, Failure, ModelCall, Prompt, Reply, Talker
from assistant.spans import span, tell

#: Letters of a prompt per token, as counted before a call; servers count for themselves after it.
_LETTERS = 3
_NOT_SENT = (Failure.SPENT.value, Failure.RESTING.value)
_Brought = TypeVar("_Brought")


def asked(
    talker: Talker,
    prompt: Prompt,
    log: CallLog,
    read: Callable[[Mapping[str, Any]], _Brought | None],
    *,
    brought: str,
    nothing: str = Failure.MALFORMED.value,
) -> _Brought | None:
    """Return what ``read`` makes of the reply; None when the call failed or nothing can be made of it.

    ``brought`` and ``nothing`` are how the log calls a reply of use and one of none.
    """
    provider, _, model = talker.name.partition(":")
    with span(
        f"chat {model}", gen_ai__operation__name="chat", gen_ai__provider__name=provider, gen_ai__request__model=model
    ):
        reply = _said(talker, prompt, log)
        value = read(reply.value) if isinstance(reply, Reply) else None
        call = _call(talker, prompt, reply, nothing if value is None else brought)
        log.end(call)
        tell(
            duiding__prompt=prompt.name,
            duiding__outcome=call.outcome,
            gen_ai__usage__input_tokens=call.told,
            gen_ai__usage__output_tokens=call.heard,
        )
    return value


def _said(talker: Talker, prompt: Prompt, log: CallLog) -> Reply | Failure:
    if log.left < _tokens(prompt.system + prompt.user) + MOST_REPLY:
        return Failure.SPENT
    log.begin()
    return talker.say(prompt, log.patience)


def _call(talker: Talker, prompt: Prompt, reply: Reply | Failure, outcome: str) -> ModelCall:
    """Return what left the house and what came of it."""
    outcome = reply.value if isinstance(reply, Failure) else outcome
    sent = "" if outcome in _NOT_SENT else f"{prompt.system}\n\n{prompt.user}"
    heard = reply if isinstance(reply, Reply) else Reply({}, "")
    return ModelCall(
        model=talker.name,
        prompt=prompt.name,
        version=prompt.version,
        sent=sent,
        received=heard.text,
        outcome=outcome,
        told=heard.told or _tokens(sent),
        heard=heard.heard or _tokens(heard.text),
    )


def _tokens(text: str) -> int:
    """Count as much as a text can hold, where the server does not say what it counted."""
    return -(-len(text) // _LETTERS)
