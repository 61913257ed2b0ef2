"""How the API answers: JSON as the command line writes it, and errors as one sentence."""

from __future__ import annotations

import json
import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from assistant.entrance import Barred
from assistant.errors import DuidingError, InputError, OperatorError
from assistant.records import EditConflict, UnknownEntry

_log = logging.getLogger("duiding.web")


class Wrong(BaseModel):
    """What was wrong, in a sentence."""

    error: str = Field(examples=["this token is not known, or was taken back"])


#: What a route answers, for its description.
Responses = dict[int | str, dict[str, Any]]


def gives(model: type[BaseModel], headers: dict[str, str] | None = None, status: int = 200) -> Responses:
    """Describe what a route answers when all is well; the JSON itself is not made of the model, nor checked by it."""
    told = {name: {"description": said, "schema": {"type": "string"}} for name, said in (headers or {}).items()}
    return {
        status: {"model": model, "description": (model.__doc__ or "").split("\n")[0]}
        | ({"headers": told} if told else {})
    }


def replied(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Return JSON, the same bytes as on the command line; NaN and infinity are no JSON and never leave."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return Response(text.encode("utf-8", "backslashreplace"), status, headers, "application/json")


def say_errors(app: FastAPI) -> None:
    """Have every error of ``app`` answered with a sentence; what nobody foresaw is in the log only."""
    app.add_exception_handler(Barred, _barred)
    app.add_exception_handler(DuidingError, _failed)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


async def _barred(request: Request, error: Exception) -> Response:
    assert isinstance(error, Barred)
    return replied({"error": str(error)}, error.status)


async def _failed(request: Request, error: Exception) -> Response:
    if isinstance(error, UnknownEntry):
        return replied({"error": str(error)}, 404)
    if isinstance(error, EditConflict):
        return replied({"error": str(error)}, 409)
    if isinstance(error, InputError):
        return replied({"error": str(error)}, 400)
    _log.error("a request failed: %s", error)
    if isinstance(error, OperatorError):
        return replied({"error": "this cannot be done at the moment; try again later"}, 503)
    return replied({"error": "something went wrong on our side"}, 500)


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = []
    for one in error.errors():
        where = ".".join(str(part) for part in one["loc"][1:] if not isinstance(part, int))
        told.append(f"{where}: {one['msg']}" if where else str(one["msg"]))
    return replied({"error": "; ".join(told)}, 422)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = "there is nothing at this address" if error.status_code == 404 else str(error.detail)
    return replied({"error": said}, error.status_code, dict(error.headers or {}))


async def _unforeseen(request: Request, error: Exception) -> Response:
    _log.error("a request failed", exc_info=error)
    return replied({"error": "something went wrong on our side"}, 500)
