"""The words of DCAT-AP-NL 3.0 that are used here, and the European lists that its values come from."""

from __future__ import annotations

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, PROV, RDF, SKOS, XSD

__all__ = ["ADMS", "DCAT", "DCTERMS", "FOAF", "OWL", "PROV", "RDF", "SKOS", "VCARD", "XSD", "bound"]

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
ADMS = Namespace("http://www.w3.org/ns/adms#")

_AUTHORITY = "http://publications.europa.eu/resource/authority/"
ACCESS = f"{_AUTHORITY}access-right/"
THEME = f"{_AUTHORITY}data-theme/"
LANGUAGE = {"nl": URIRef(f"{_AUTHORITY}language/NLD"), "en": URIRef(f"{_AUTHORITY}language/ENG")}
FREQUENCY = f"{_AUTHORITY}frequency/"

#: update_frequency of a dataset in the words of the European list.
FREQUENCIES = {
    "yearly": "ANNUAL",
    "quarterly": "QUARTERLY",
    "monthly": "MONTHLY",
    "weekly": "WEEKLY",
    "daily": "DAILY",
}

#: Licences that everybody knows by a short name, with the address that names them.
LICENCES = {
    "CC0-1.0": "http://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "http://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "http://creativecommons.org/licenses/by-sa/4.0/",
}


def bound() -> Graph:
    """Return an empty graph that writes the usual short names."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in (
        ("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF), ("vcard", VCARD), ("skos", SKOS), ("xsd", XSD),
    ):  # fmt: skip
        graph.bind(prefix, namespace)
    return graph
