"""Datasets that somebody else describes in DCAT (any profile) as documents of our own."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.sax import SAXException

from rdflib import Graph, Literal, URIRef
from rdflib.exceptions import ParserError
from rdflib.term import Node

from assistant.catalog.text import Language
from assistant.errors import SourceError
from assistant.workbench.cbs.naming import snake
from assistant.workbench.cbs.overlay import Document
from assistant.workbench.exchange.dcat.ckan import ckan_record, read_ckan
from assistant.workbench.exchange.dcat.terms import DCAT, DCTERMS, FOAF, FREQUENCIES, LICENCES, RDF, VCARD
from assistant.workbench.exchange.described import Described
from assistant.workbench.exchange.told import Told

_SYNTAX = {
    ".ttl": "turtle",
    ".n3": "n3",
    ".nt": "nt",
    ".rdf": "xml",
    ".xml": "xml",
    ".jsonld": "json-ld",
    ".json": "json-ld",
}
_OUR_FREQUENCY = {theirs: ours for ours, theirs in FREQUENCIES.items()}
_OUR_LICENCE = {address.rstrip("/").split("://")[1]: name for name, address in LICENCES.items()}
#: What the parsers of rdflib raise at text that is something else.
_UNREADABLE = (
    SAXException,
    SyntaxError,
    ValueError,
    ParserError,
    RecursionError,
    AssertionError,
    LookupError,
    TypeError,
)
_HANDLED = {
    RDF.type, DCTERMS.title, DCTERMS.description, DCTERMS.identifier, DCTERMS.publisher, DCTERMS.creator,
    DCTERMS.modified, DCTERMS.accrualPeriodicity, DCTERMS.accessRights, DCTERMS.language, DCTERMS.license,
    DCAT.keyword, DCAT.contactPoint, DCAT.landingPage, DCAT.distribution, DCAT.theme,
}  # fmt: skip


def read_dcat(text: str, name: str, language: Language, told: Told) -> Described:
    """Return the datasets of a DCAT document in Turtle, JSON-LD or RDF/XML, or of a CKAN record in JSON."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in _SYNTAX:
        raise SourceError(
            f"{name}: {suffix or 'no ending'} is no DCAT that can be read here", hint=f"use {', '.join(_SYNTAX)}"
        )
    if suffix == ".json" and (record := ckan_record(text)) is not None:
        return Described({}, (read_ckan(record, language, told),))
    graph = _parsed(text, _SYNTAX[suffix], name)
    nodes = sorted(graph.subjects(RDF.type, DCAT.Dataset), key=str)
    if not nodes:
        raise SourceError(f"{name} describes no dcat:Dataset")
    return Described(_head(graph, language), tuple(_dataset(graph, node, language, told) for node in nodes))


def _parsed(text: str, syntax: str, name: str) -> Graph:
    graph = Graph(bind_namespaces="none")
    if syntax == "json-ld":
        _no_remote_context(text, name)
    if syntax == "xml" and "<!ENTITY" in text:
        raise SourceError(f"{name} defines entities of its own, which are not read", hint="save it as Turtle")
    try:
        graph.parse(data=text, format=syntax)
    except _UNREADABLE as error:
        raise SourceError(f"{name} is no readable {syntax}: {' '.join(str(error).split())[:200]}") from error
    return graph


def _no_remote_context(text: str, name: str) -> None:
    """Refuse JSON-LD whose words are defined elsewhere: reading a file asks nothing of the network."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{name} is no readable JSON: {error}") from error
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            contexts = item.get("@context", [])
            for context in contexts if isinstance(contexts, list) else [contexts]:
                if isinstance(context, str) or (isinstance(context, dict) and "@import" in context):
                    raise SourceError(
                        f"{name} takes its words from {context}", hint="save it as Turtle, or write the @context out"
                    )
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item


def _head(graph: Graph, language: Language) -> Document:
    node = next(iter(sorted(graph.subjects(RDF.type, DCAT.Catalog), key=str)), None)
    if node is None:
        return {}
    found = _text(graph, node, "title", DCTERMS.title, language)
    found |= _text(graph, node, "description", DCTERMS.description, language)
    publisher = _agent(graph, graph.value(node, DCTERMS.publisher))
    contact = graph.value(node, DCAT.contactPoint)
    if publisher:
        found["publisher"] = {"name": publisher} | _reached(graph, contact)
    return found | _licence(graph.value(node, DCTERMS.license))


def _dataset(graph: Graph, node: Node, language: Language, told: Told) -> Document:
    found: Document = {"name": _name(graph, node, language)}
    found |= _text(graph, node, "title", DCTERMS.title, language)
    found |= _text(graph, node, "description", DCTERMS.description, language)
    if words := _keywords(graph, node, language):
        found["synonyms"] = words
    if (contact := graph.value(node, DCAT.contactPoint)) and (fn := graph.value(contact, VCARD.fn)):
        found["owner"] = {"name": str(fn)} | _reached(graph, contact)
    if provenance := _provenance(graph, node):
        found["provenance"] = provenance
    if day := _day(graph.value(node, DCTERMS.modified)):
        found["updated"] = day
    frequency = str(graph.value(node, DCTERMS.accrualPeriodicity) or "").rpartition("/")[2]
    if frequency in _OUR_FREQUENCY:
        found["update_frequency"] = _OUR_FREQUENCY[frequency]
    for place in sorted(graph.objects(node, DCAT.distribution), key=str):
        address = graph.value(place, DCAT.downloadURL)
        if address:
            told.of_lost("download", name=found["name"], address=address)
    extra = {str(key).rpartition("/")[2].rpartition("#")[2] for key in graph.predicates(node) if key not in _HANDLED}
    for key in sorted(extra):
        told.of_lost("property", name=found["name"], key=key)
    return found


def _name(graph: Graph, node: Node, language: Language) -> str:
    last = unquote(urlsplit(str(node)).path.rstrip("/").rpartition("/")[2]) if isinstance(node, URIRef) else ""
    title = _text(graph, node, "title", DCTERMS.title, language).get("title", {})
    said = next(iter(title.values()), "")
    # An address may end in a number or a UUID; people know a dataset by its title then.
    return last if last and snake(last, "dataset") == last else snake(said or last, "dataset")


def _text(graph: Graph, node: Node, key: str, predicate: URIRef, language: Language) -> Document:
    found: dict[str, str] = {}
    for value in sorted(graph.objects(node, predicate), key=str):
        if isinstance(value, Literal) and str(value).strip():
            spoken = (value.language or language).partition("-")[0].lower()
            if spoken in ("nl", "en"):
                found.setdefault(spoken, str(value))
    return {key: {one: found[one] for one in ("nl", "en") if one in found}} if found else {}


def _keywords(graph: Graph, node: Node, language: Language) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for value in sorted(graph.objects(node, DCAT.keyword), key=str):
        if isinstance(value, Literal) and (spoken := (value.language or language).partition("-")[0]) in ("nl", "en"):
            found.setdefault(spoken, []).append(str(value))
    return {one: found[one] for one in ("nl", "en") if one in found}


def _provenance(graph: Graph, node: Node) -> Document:
    found: Document = {}
    if publisher := _agent(graph, graph.value(node, DCTERMS.creator) or graph.value(node, DCTERMS.publisher)):
        found["publisher"] = publisher
    identifier = graph.value(node, DCTERMS.identifier)
    if identifier and str(identifier) != str(node):
        found["identifier"] = str(identifier)
    if page := graph.value(node, DCAT.landingPage):
        found["url"] = str(page)
    places = sorted(graph.objects(node, DCAT.distribution), key=str)
    licences = [graph.value(place, DCTERMS.license) for place in places] + [graph.value(node, DCTERMS.license)]
    return found | _licence(next((one for one in licences if one is not None), None), graph)


def _agent(graph: Graph, node: Node | None) -> str | None:
    if node is None:
        return None
    name = graph.value(node, FOAF.name)
    return str(name) if name else str(node)


def _reached(graph: Graph, node: Node | None) -> Document:
    found: Document = {}
    if node is not None and (email := graph.value(node, VCARD.hasEmail)):
        found["email"] = unquote(str(email).removeprefix("mailto:"))
    if node is not None and (page := graph.value(node, VCARD.hasURL)):
        found["url"] = str(page)
    return found


def _licence(node: Node | None, graph: Graph | None = None) -> Document:
    if node is None:
        return {}
    title = graph.value(node, DCTERMS.title) if graph is not None else None
    address = str(node)
    known = _OUR_LICENCE.get(address.partition("://")[2].rstrip("/"))
    if known or not isinstance(node, URIRef):
        return {"license": known or str(title)} if known or title else {}
    return {"license": address}


def _day(value: Any) -> str | None:
    try:
        return dt.date.fromisoformat(str(value)[:10]).isoformat() if value is not None else None
    except ValueError:
        return None
