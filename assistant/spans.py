"""Traces for whoever keeps Duiding running: which part of a question took how long, by OpenTelemetry.

Off unless ``OTEL_EXPORTER_OTLP_ENDPOINT`` or ``OTEL_EXPORTER_OTLP_TRACES_ENDPOINT`` says where they go (OTLP over
HTTP); then nothing is imported for it. Names of steps, outcomes, times and counts go into a trace; no question, figure,
query or user does.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

Value: TypeAlias = str | bool | int | float
#: Either one switches traces on; the exporter itself reads these and the other ``OTEL_…`` settings.
_ENDPOINTS = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")


@contextmanager
def span(name: str, **about: Value) -> Iterator[None]:
    """Trace the step within the block, where traces are on; also as a decorator of what is a step as a whole."""
    tracer = _tracer()
    if tracer is None:
        yield
        return
    # An exception's own text may hold a question: only its kind is told.
    with tracer.start_as_current_span(
        name, attributes=_dotted(about), record_exception=False, set_status_on_exception=False
    ):
        try:
            yield
        except BaseException as error:
            tell(error__type=type(error).__name__)
            raise


def tell(**about: Value) -> None:
    """Say something of the step under way; ``__`` in a name stands for the dot of OpenTelemetry's names."""
    if _tracer() is not None:
        from opentelemetry.trace import get_current_span

        get_current_span().set_attributes(_dotted(about))


def _dotted(about: dict[str, Value]) -> dict[str, Value]:
    return {name.replace("__", "."): value for name, value in about.items()}


@cache
def _tracer() -> Tracer | None:
    """Return what traces, with a provider of its own: other libraries' traces are not ours to send."""
    if not any(os.environ.get(name) for name in _ENDPOINTS):
        return None
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import OTELResourceDetector, Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    named = Resource({"service.name": "duiding"}).merge(OTELResourceDetector().detect())
    provider = TracerProvider(resource=Resource.create().merge(named))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider.get_tracer("duiding")
