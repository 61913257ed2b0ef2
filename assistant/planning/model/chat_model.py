"""Any chat model that LangChain can make, behind the one door; the only file that imports it for questions."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from assistant.errors import OperatorError
from assistant.planning.model.breaker import Breaker
from assistant.planning.model.calls import MOST_REPLY, Failure, Prompt, Reply
from assistant.planning.model.replies import length, reply
from assistant.planning.model.shapes import Shape, Shapes
from assistant.settings import ModelSettings
from assistant.stopping import on_stop

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_log = logging.getLogger(__name__)
#: Errors that no server causes: a fault in a library, or here.
_OURS = (TypeError, AttributeError, LookupError, AssertionError, NotImplementedError)
#: Letters that no reply to our prompts can need; what is longer is not read on.
_LONGEST = 20_000
#: Seconds before a second and a third try; a server that says when to come back is believed up to the time there is.
_PAUSES = (0.5, 1.5)
_BUSY, _SERVER_FAULT = 429, 500
#: How servers say that they do not know what a request asks for: not this shape of reply, perhaps another.
_NOT_TAKEN = (400, 422, 501)
_AT_ONCE = 8
#: What may be over in a moment.
_PASSING = (Failure.BUSY, Failure.BROKEN, Failure.FAULT)
#: Providers that count tokens of a streamed reply only when they are asked to.
_OPENAI = ("openai:", "azure_openai:")


class ChatModel:
    """A model with a time limit, retries, a limit on length, and a rest after repeated failure."""

    def __init__(self, settings: ModelSettings, breaker: Breaker | None = None) -> None:
        self.settings = settings
        self._breaker = breaker or Breaker()
        self._shapes = Shapes()
        self._made: BaseChatModel | None = None
        self._making = threading.Lock()
        self._beside = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="language-model")

    @property
    def name(self) -> str:
        """``provider:model``, as the setting names it."""
        return self.settings.name

    def warm(self) -> None:
        """Load the provider's library beside other work: the first who asks does not wait for that."""
        self._beside.submit(self._model)

    def ready(self) -> None:
        """Load the provider's library now, before time counts; :class:`OperatorError` says what is missing."""
        self._model()

    def say(self, prompt: Prompt, seconds: float) -> Reply | Failure:
        """Return the reply to ``prompt`` within ``seconds``."""
        if self._breaker.rests:
            return Failure.RESTING
        until = time.monotonic() + seconds
        outcome: Reply | Failure = Failure.TIMEOUT
        for pause in (0.0, *_PAUSES):
            if pause and (time.monotonic() + pause >= until or not self._breaker.waited(pause)):
                break
            outcome = self._shaped(prompt, until)
            if outcome not in _PASSING or (outcome is Failure.FAULT and not self._shapes.proven):
                break
        self._breaker.note(outcome in (*_PASSING, Failure.TIMEOUT, Failure.REFUSED))
        return outcome

    def _shaped(self, prompt: Prompt, until: float) -> Reply | Failure:
        """Call in the shape that this server is known to take; where it does not, in the next one."""
        outcome: Reply | Failure = Failure.REFUSED
        for shape in self._shapes.to_try():
            outcome = self._once(prompt, until, shape)
            if self._shapes.not_taken(outcome) and _speaks_openai(self._model()):
                continue
            if outcome is Failure.PROSE or isinstance(outcome, Reply):
                self._shapes.gave(shape, json=outcome is not Failure.PROSE)
            break
        return Failure.REFUSED if outcome is Failure.SHAPE else outcome

    def _once(self, prompt: Prompt, until: float, shape: Shape) -> Reply | Failure:
        """Call once. The call runs beside us, so that a server that drips or hangs does not hold us up."""
        heard: queue.Queue[Any] = queue.Queue()
        done = threading.Event()
        call = self._beside.submit(self._listen, prompt, shape, heard, done)
        # Whatever a provider's library raised is one of our outcomes.
        call.add_done_callback(lambda ended: heard.put(_failure(error) if (error := ended.exception()) else None))
        try:
            with on_stop(lambda: heard.put(Failure.STOPPED)):
                return _gathered(heard, until, prompt.schema["title"])
        finally:
            done.set()

    def _listen(self, prompt: Prompt, shape: Shape, heard: queue.Queue[Any], done: threading.Event) -> None:
        for part in _parts(self._model(), prompt, shape):
            heard.put(part)
            if done.is_set():
                return

    def _model(self) -> BaseChatModel:
        with self._making:
            if self._made is None:
                self._made = made(self.settings)
            return self._made


def made(settings: ModelSettings) -> BaseChatModel:
    """Return LangChain's model; :class:`OperatorError` says which package or setting is missing."""
    from langchain.chat_models import init_chat_model
    from openai import OpenAIError

    given: dict[str, Any] = {"temperature": 0, "max_retries": 0, "timeout": settings.seconds, "max_tokens": MOST_REPLY}
    if settings.base_url:
        given["base_url"] = settings.base_url
    if settings.key:
        given["api_key"] = settings.key
    if settings.name.startswith(_OPENAI):
        given["stream_usage"] = True
    try:
        model: BaseChatModel = init_chat_model(settings.name, **given)
    except ImportError as error:
        raise OperatorError(
            f"the language model {settings.name!r} needs a package that is not installed",
            hint="install the LangChain package of its provider, such as langchain-ollama or langchain-mistralai",
        ) from error
    except (ValueError, TypeError, OSError, OpenAIError) as error:
        # A wrong name or a missing key: most libraries check these as values, that of OpenAI has an error of its own.
        raise OperatorError(
            f"the language model {settings.name!r} cannot be made: {type(error).__name__}",
            hint="DUIDING_MODEL is provider:model (openai:…, mistralai:…, ollama:…); is DUIDING_MODEL_KEY set?",
        ) from error
    return model


def _parts(model: BaseChatModel, prompt: Prompt, shape: Shape) -> Iterator[Any]:
    """Yield the pieces of the reply as they come, in the shape that the prompt wants.

    Over the OpenAI protocol the shape goes into the request itself: LangChain's own way holds every piece back until
    the reply is whole, and an endless one then never shows.
    """
    messages = [("system", prompt.system), ("human", prompt.user)]
    if _speaks_openai(model):
        yield from model.stream(messages, extra_body=shape.asked(prompt))
        return
    for part in model.with_structured_output(dict(prompt.schema), include_raw=True).stream(messages):
        if isinstance(part, dict) and part.get("raw") is not None:
            yield part["raw"]


def _speaks_openai(model: BaseChatModel) -> bool:
    from langchain_openai.chat_models.base import BaseChatOpenAI

    return isinstance(model, BaseChatOpenAI)


def _gathered(heard: queue.Queue[Any], until: float, tool: str) -> Reply | Failure:
    """Put the parts of a reply together until it ends, runs on too long, or time is up."""
    raw: Any = None
    while True:
        try:
            part = heard.get(timeout=max(0.0, until - time.monotonic()))
        except queue.Empty:
            return Failure.TIMEOUT
        if isinstance(part, Failure):
            return part
        if part is None:
            return reply(raw, tool) if raw is not None else Failure.MALFORMED
        raw = part if raw is None else raw + part
        if length(raw) > _LONGEST:
            return Failure.ENDLESS


def _failure(error: BaseException) -> Failure:
    status = getattr(error, "status_code", None) or getattr(getattr(error, "response", None), "status_code", None)
    if isinstance(error, OperatorError):
        return Failure.REFUSED
    if isinstance(error, TimeoutError) or "timeout" in type(error).__name__.lower():
        return Failure.TIMEOUT
    if status == _BUSY:
        return Failure.BUSY
    if status in _NOT_TAKEN:
        return Failure.SHAPE
    if status is not None and status < _SERVER_FAULT:
        return Failure.REFUSED
    if status == _SERVER_FAULT:
        return Failure.FAULT
    if isinstance(error, ValueError) and status is None:
        return Failure.MALFORMED
    if status is None and isinstance(error, _OURS):
        # Readers get the embedded answer; whoever keeps this running should know that it is no fault of a server.
        # An error's own text may hold a question.
        _log.error("the call of a language model broke off: %s", type(error).__name__)
    return Failure.BROKEN
