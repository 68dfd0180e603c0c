"""JSON-LD read with contexts that are kept here: nothing is loaded from the network."""

from __future__ import annotations

from typing import Any

from pyld import jsonld

ANNOTATION = {
    **{"oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#"},
    **{"dc": "http://purl.org/dc/elements/1.1/", "dctypes": "http://purl.org/dc/dcmitype/"},
    **{"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#"},
    **{"foaf": "http://xmlns.com/foaf/0.1/", "schema": "http://schema.org/"},
    **{"id": "@id", "type": "@type"},
    **{name: f"oa:{name}" for name in ("Annotation", "TextualBody", "SpecificResource", "TimeState")},
    **{name: f"oa:{name}" for name in ("TextQuoteSelector", "TextPositionSelector")},
    **{name: f"oa:{name}" for name in ("classifying", "describing", "identifying", "linking", "tagging")},
    **{name: f"oa:{name}" for name in ("start", "end", "exact", "prefix", "suffix")},
    **{"Text": "dctypes:Text", "Software": "as:Application"},
    **{"AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage"},
    **{"total": "as:totalItems", "startIndex": "as:startIndex", "label": "rdfs:label", "name": "foaf:name"},
    **{"value": "rdf:value", "format": "dc:format", "language": "dc:language"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "state": {"@id": "oa:hasState", "@type": "@id"},
    "cached": {"@id": "oa:cachedSource", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "generator": {"@id": "as:generator", "@type": "@id"},
    "first": {"@id": "as:first", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
}
"""The terms that we use, as the Web Annotation Vocabulary's JSON-LD context (its appendix A) maps them."""

SCHEMA_ORG = {
    "@vocab": "https://schema.org/",
    "url": {"@type": "@id"},
    "datePublished": {"@type": "https://schema.org/Date"},
    "dateCreated": {"@type": "https://schema.org/Date"},
}
"""What the context of schema.org does to the terms that we use, but for its older http address."""

CONTEXTS = {"http://www.w3.org/ns/anno.jsonld": ANNOTATION, "https://schema.org": SCHEMA_ORG}


def expanded(document: Any) -> list[Any]:
    """Return a document expanded; a key that no context knows is an error, where JSON-LD would let it fall."""
    found: list[Any] = jsonld.expand(document, {"documentLoader": _load}, on_property_dropped=_refuse)
    return found


def _load(url: str, options: Any) -> dict[str, Any]:
    del options
    context = {"@context": CONTEXTS[url]}
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context}


def _refuse(key: str) -> None:
    raise AssertionError(f"no context knows {key!r}")
