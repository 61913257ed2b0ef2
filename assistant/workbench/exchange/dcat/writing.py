"""A catalogue as DCAT-AP-NL 3.0: what is published about its datasets, for other people's catalogues."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node

from assistant.catalog.catalog import Catalog
from assistant.catalog.dataset import Contact, Dataset
from assistant.catalog.text import LANGUAGES, Synonyms, Text
from assistant.errors import InputError
from assistant.workbench.exchange.dcat.terms import (
    ACCESS,
    DCAT,
    DCTERMS,
    FOAF,
    FREQUENCIES,
    FREQUENCY,
    LANGUAGE,
    LICENCES,
    RDF,
    SKOS,
    THEME,
    VCARD,
    XSD,
    bound,
)
from assistant.workbench.exchange.told import Told, phrases


@dataclass(frozen=True, slots=True)
class Publication:
    """Where the catalogue is published, and the code of the European theme that its datasets get."""

    base_url: str
    theme: str = "GOVE"


def dcat_graph(catalog: Catalog, publication: Publication, told: Told) -> Graph:
    """Return the description of the catalogue; raises :class:`InputError` with all that the standard misses."""
    address = urlsplit(publication.base_url)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise InputError(
            f"{publication.base_url!r} is no address of a catalogue",
            hint="DCAT names each dataset by its address: --base-url https://data.example.org",
        )
    if lacking := _lacking(catalog):
        raise InputError("DCAT-AP-NL asks for more than is documented: " + "; ".join(lacking))
    return _Writer(catalog, publication, told).graph()


def _lacking(catalog: Catalog) -> list[str]:
    found = [] if catalog.publisher else ["catalog.yaml has no publisher"]
    found += [] if catalog.datasets else ["there is no dataset"]
    for dataset in catalog.datasets:
        if dataset.title is None or dataset.description is None:
            found.append(f"{dataset.name} has no {'description' if dataset.title else 'title'}")
    return found


class _Writer:
    def __init__(self, catalog: Catalog, publication: Publication, told: Told) -> None:
        self.catalog, self.publication, self.told = catalog, publication, told
        self.base = publication.base_url.rstrip("/")
        self.g = bound()

    def graph(self) -> Graph:
        g, catalog, node = self.g, self.catalog, URIRef(f"{self.base}/")
        publisher = catalog.publisher or Contact(name=catalog.name)
        g.add((node, RDF.type, DCAT.Catalog))
        self._text(node, DCTERMS.title, catalog.title or Text(nl=catalog.name))
        self._text(node, DCTERMS.description, catalog.description or catalog.title or Text(nl=catalog.name))
        agent = self._agent(publisher)
        g.add((node, DCTERMS.publisher, agent))
        g.add((node, DCTERMS.creator, agent))
        g.add((node, DCAT.contactPoint, self._contact(publisher)))
        self._languages(node)
        if catalog.license:
            g.add((node, DCTERMS.license, self._licence(catalog.license)))
        self.told.of_assumed("theme", theme=self.publication.theme)
        for dataset in catalog.datasets:
            found = self._dataset(dataset, publisher)
            g.add((node, DCAT.dataset, found))
        return g

    def _dataset(self, dataset: Dataset, publisher: Contact) -> URIRef:
        g, node = self.g, URIRef(f"{self.base}/{quote(dataset.name)}")
        source = dataset.provenance
        g.add((node, RDF.type, DCAT.Dataset))
        self._text(node, DCTERMS.title, dataset.title or Text(nl=dataset.name))
        self._text(node, DCTERMS.description, dataset.description or Text(nl=dataset.name))
        identifier = source.identifier if source and source.identifier else str(node)
        g.add((node, DCTERMS.identifier, Literal(identifier)))
        g.add((node, DCTERMS.publisher, self._agent(publisher)))
        g.add(
            (
                node,
                DCTERMS.creator,
                self._agent(Contact(name=source.publisher) if source and source.publisher else publisher),
            )
        )
        g.add((node, DCAT.contactPoint, self._contact(dataset.owner or publisher)))
        g.add((node, DCAT.theme, self._theme()))
        self._keywords(node, dataset.synonyms)
        self._languages(node)
        licence = source.license if source and source.license else self.catalog.license
        g.add((node, DCTERMS.accessRights, self._access(dataset, licence)))
        if dataset.updated:
            g.add((node, DCTERMS.modified, Literal(dataset.updated.isoformat(), datatype=XSD.date)))
        if dataset.update_frequency in FREQUENCIES:
            frequency = URIRef(FREQUENCY + FREQUENCIES[dataset.update_frequency])
            g.add((frequency, RDF.type, DCTERMS.Frequency))
            g.add((node, DCTERMS.accrualPeriodicity, frequency))
        if source and source.url:
            page = URIRef(source.url)
            g.add((page, RDF.type, FOAF.Document))
            g.add((node, DCAT.landingPage, page))
        if licence:
            self._distribution(node, dataset, licence)
        self.told.of_lost("columns")
        return node

    def _distribution(self, node: URIRef, dataset: Dataset, licence: str) -> None:
        # A fixed name of its own, so that every export says the same.
        found = URIRef(f"{node}/distribution")
        self.g.add((node, DCAT.distribution, found))
        self.g.add((found, RDF.type, DCAT.Distribution))
        self.g.add((found, DCAT.accessURL, node))
        self.g.add((found, DCTERMS.license, self._licence(licence)))
        self._text(found, DCTERMS.title, dataset.title or Text(nl=dataset.name))

    def _text(self, node: Node, key: URIRef, text: Text) -> None:
        for language in LANGUAGES:
            if words := getattr(text, language):
                self.g.add((node, key, Literal(words, lang=language)))

    def _keywords(self, node: URIRef, synonyms: Synonyms) -> None:
        for language in LANGUAGES:
            for word in getattr(synonyms, language):
                self.g.add((node, DCAT.keyword, Literal(word, lang=language)))

    def _languages(self, node: URIRef) -> None:
        language = LANGUAGE[self.catalog.language]
        self.g.add((language, RDF.type, DCTERMS.LinguisticSystem))
        self.g.add((node, DCTERMS.language, language))

    def _agent(self, contact: Contact) -> Node:
        node = URIRef(contact.url) if contact.url else URIRef(f"{self.base}/agents/{quote(contact.name, safe='')}")
        self.g.add((node, RDF.type, FOAF.Agent))
        self.g.add((node, FOAF.name, Literal(contact.name)))
        return node

    def _contact(self, contact: Contact) -> Node:
        node = URIRef(f"{self.base}/contacts/{quote(contact.name, safe='')}")
        self.g.add((node, RDF.type, VCARD.Kind))
        self.g.add((node, VCARD.fn, Literal(contact.name)))
        if contact.email:
            self.g.add((node, VCARD.hasEmail, URIRef(f"mailto:{quote(contact.email, safe='@+')}")))
        if contact.url:
            self.g.add((node, VCARD.hasURL, URIRef(contact.url)))
        return node

    def _theme(self) -> URIRef:
        node = URIRef(THEME + self.publication.theme)
        self.g.add((node, RDF.type, SKOS.Concept))
        for language in LANGUAGES:
            self.g.add(
                (
                    node,
                    SKOS.prefLabel,
                    Literal(
                        phrases()["theme"].get(self.publication.theme, {}).get(language, self.publication.theme),
                        lang=language,
                    ),
                )
            )
        return node

    def _licence(self, text: str) -> Node:
        address = LICENCES.get(text, text)
        node: Node = URIRef(address) if "://" in address else BNode(f"licence-{quote(text, safe='')}")
        self.g.add((node, RDF.type, DCTERMS.LicenseDocument))
        if "://" not in address:
            self.g.add((node, DCTERMS.title, Literal(text)))
        return node

    def _access(self, dataset: Dataset, licence: str | None) -> URIRef:
        """Return who may have the data: open by licence, for some roles, or (not said) not public."""
        kind = (
            "RESTRICTED" if dataset.access or dataset.row_filter else "PUBLIC" if licence in LICENCES else "NON_PUBLIC"
        )
        self.told.of_assumed(f"access_{kind.lower()}", name=dataset.name)
        node = URIRef(ACCESS + kind)
        self.g.add((node, RDF.type, DCTERMS.RightsStatement))
        return node
