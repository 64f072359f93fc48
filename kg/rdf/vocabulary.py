"""Every name of the graph's vocabulary as a plain string; nothing here is slow to import.

The graph's own terms (``rd:``, ``rdc:``) are defined in ``ontology/renda.ttl`` and ``ontology/codes.ttl``;
the reused ones belong to the W3C, Dublin Core, FOAF and schema.org.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

RD = "https://w3id.org/rendakg/def#"
RDC = "https://w3id.org/rendakg/code/"
ID = "https://w3id.org/rendakg/id/"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
XSD = "http://www.w3.org/2001/XMLSchema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
ORG = "http://www.w3.org/ns/org#"
FOAF = "http://xmlns.com/foaf/0.1/"
SCHEMA = "https://schema.org/"
TIME = "http://www.w3.org/2006/time#"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "dcterms": DCTERMS,
        "foaf": FOAF,
        "oa": OA,
        "org": ORG,
        "owl": OWL,
        "prov": PROV,
        "rd": RD,
        "rdc": RDC,
        "rdf": RDF,
        "rdfs": RDFS,
        "schema": SCHEMA,
        "skos": SKOS,
        "time": TIME,
        "xsd": XSD,
    }
)

TYPE = RDF + "type"
LABEL = RDFS + "label"
TITLE = DCTERMS + "title"
IDENTIFIER = DCTERMS + "identifier"
CREATOR = DCTERMS + "creator"
IS_PART_OF = DCTERMS + "isPartOf"
MEMBER = ORG + "member"
ORGANIZATION = ORG + "organization"
NAME = FOAF + "name"
VALUE = SCHEMA + "value"
MIN_VALUE = SCHEMA + "minValue"
MAX_VALUE = SCHEMA + "maxValue"
START_DATE = SCHEMA + "startDate"
END_DATE = SCHEMA + "endDate"
INTERVAL = TIME + "ProperInterval"
EXACT = OA + "exact"
START = OA + "start"
END = OA + "end"


def rd(name: str) -> str:
    """Return the IRI of a class or property of the graph's own vocabulary.

    >>> rd("enacted")
    'https://w3id.org/rendakg/def#enacted'
    """
    return RD + name


def rdc(name: str) -> str:
    """Return the IRI of a concept of the code lists.

    >>> rdc("adoption")
    'https://w3id.org/rendakg/code/adoption'
    """
    return RDC + name
