"""Bundles held against the published FHIR R4 definitions, by libraries that others wrote.

jsonschema holds a bundle against HL7's JSON schema. fhirclient reads it into its R4 models, strictly. And each element
is held against HL7's StructureDefinitions: how often it may stand there, the codes that it may have, and the rules
(invariants) of the definition, which fhirpathpy evaluates. References must lead to something in the bundle.
"""

import json
import lzma
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import fhirpathpy
from fhirclient.models.bundle import Bundle
from fhirclient.models.fhirabstractbase import FHIRValidationError
from fhirpathpy.engine.nodes import ResourceNode
from fhirpathpy.models import models
from jsonschema import Draft6Validator

DATA = Path(__file__).parents[1] / "data" / "fhir"
RESOURCES = (
    "Bundle",
    "DocumentReference",
    "Medication",
    "MedicationAdministration",
    "Organization",
    "Patient",
    "Practitioner",
)
"""All kinds of resource that a bundle of ours may hold."""

_ADVICE = {"dom-6"}
"""What HL7 calls good practice: each resource with a text of its own."""

_PRIMITIVE = {"uri", "string", "code", "date", "dateTime", "instant", "decimal", "integer", "boolean", "id", "url"}
_PRIMITIVE |= {"markdown", "unsignedInt", "positiveInt", "base64Binary", "canonical", "xhtml"}

Element = dict[str, Any]


def faults(data: bytes) -> list[str]:
    """Everything that is wrong with a bundle."""
    found: Element = json.loads(data)
    return [*_by_schema(found), *_by_models(found), *_by_structure(found), *_references(found)]


# HL7's JSON schema


@cache
def _schema() -> Draft6Validator:
    """The schema as published, save that only our kinds of resource are tried: the others take a second each time."""
    schema = json.loads(lzma.decompress((DATA / "fhir.schema.json.xz").read_bytes()))
    schema["definitions"]["ResourceList"]["oneOf"] = [{"$ref": f"#/definitions/{kind}"} for kind in RESOURCES]
    schema["oneOf"] = [{"$ref": "#/definitions/Bundle"}]
    return Draft6Validator(schema)


def _by_schema(bundle: Element) -> list[str]:
    return [f"schema: {error.json_path}: {error.message[:300]}" for error in _schema().iter_errors(bundle)]


# The models of fhirclient


def _by_models(bundle: Element) -> list[str]:
    try:
        again = Bundle(bundle).as_json()
    except FHIRValidationError as error:
        return [f"fhirclient: {error}"]
    return [] if again == bundle else ["fhirclient: reads something else than what stands there"]


# HL7's StructureDefinitions


@cache
def _definitions() -> dict[str, list[Element]]:
    """The elements of each type, its own first."""
    read = json.loads((DATA / "definitions.json").read_text("utf-8"))
    return {definition["type"]: definition["element"] for definition in read["definitions"]}


@cache
def _codes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads((DATA / "definitions.json").read_text("utf-8"))["valueSets"]
    return found


def _by_structure(bundle: Element) -> list[str]:
    return [f"definition: {fault}" for fault in _of_type(bundle, "Bundle", "Bundle", bundle)]


def _of_type(value: Any, kind: str, path: str, resource: Element) -> Iterator[str]:  # noqa: ANN401 - any element
    """Hold one value against the definition of its type, and all within it against theirs."""
    if kind not in _definitions():
        yield f"{path}: {kind} is not among the definitions"
        return
    own, *elements = _definitions()[kind]
    yield from _rules(own, value, path, resource, kind)
    if kind not in _PRIMITIVE:
        yield from _within(value, kind, elements, path, resource)


def _within(value: Element, base: str, elements: list[Element], path: str, resource: Element) -> Iterator[str]:
    """The parts of an object, each as often as it may stand there, and none that nobody defined."""
    known = {"resourceType"}
    for element in elements:
        name = element["path"].removeprefix(f"{base}.")
        if "." in name:
            continue
        for field, kind in _fields(element, name):
            known.add(field)
            if field in value:
                inner = [part for part in elements if part["path"].startswith(f"{element['path']}.")]
                yield from _field(value[field], kind, element, inner, f"{path}.{field}", resource)
        count = sum(_count(value.get(field)) for field, _ in _fields(element, name))
        most = element["max"]
        if count < element["min"] or (most != "*" and count > int(most)):
            yield f"{path}.{name}: stands there {count} times, not {element['min']} to {most}"
    yield from (f"{path}.{name}: nobody defined it" for name in value if name not in known)


def _fields(element: Element, name: str) -> list[tuple[str, str]]:
    """What an element may be called in JSON, and the type that it then has."""
    types = element.get("type", [{"code": "BackboneElement"}])  # else defined elsewhere, and none of ours
    kinds = [kind["code"].replace("http://hl7.org/fhirpath/System.String", "string") for kind in types]
    if name.endswith("[x]"):
        return [(name.removesuffix("[x]") + kind[0].upper() + kind[1:], kind) for kind in kinds]
    return [(name, kinds[0])]


def _field(
    value: Any,  # noqa: ANN401 - any element
    kind: str,
    element: Element,
    inner: list[Element],
    path: str,
    resource: Element,
) -> Iterator[str]:
    if isinstance(value, list) is not (element["max"] == "*"):
        yield f"{path}: a list where one is expected, or the other way round"
        return
    for item in value if isinstance(value, list) else [value]:
        yield from _rules(element, item, path, resource, element["path"] if inner else kind)
        yield from _binding(element, item, path)
        if kind == "Resource":
            yield from _of_type(item, item["resourceType"], path, item)
        elif inner:  # an element of its own, defined where it stands
            yield from _within(item, element["path"], inner, path, resource)
        else:
            yield from _of_type(item, kind, path, resource)


def _rules(element: Element, value: Any, path: str, resource: Element, kind: str) -> Iterator[str]:  # noqa: ANN401 - any element
    """The invariants of a definition that the value breaks."""
    for rule in element.get("constraint", ()):
        if rule["key"] not in _ADVICE and _evaluated(rule["expression"], value, kind, resource) != [True]:
            yield f"{path}: {rule['key']}: {rule['human']}"


def _evaluated(expression: str, value: Any, kind: str, resource: Element) -> Any:  # noqa: ANN401 - any element
    node = ResourceNode(value, kind)
    return _compiled(expression)(node, {"resource": resource, "rootResource": resource})


@cache
def _compiled(expression: str) -> Any:  # noqa: ANN401 - fhirpathpy is untyped
    # Two slips of R4, as later releases write them: `as` of several elements, and a reference that has only a name.
    expression = expression.replace(".as(", ".ofType(")
    if expression.startswith("reference.startsWith('#')"):
        expression = f"reference.exists() implies ({expression})"
    return fhirpathpy.compile(expression, models["r4"], {"userInvocationTable": _FUNCTIONS, "traceFn": _quiet})


def _quiet(*_: object) -> None:
    """HL7's rules say how they were evaluated, which nobody reads here."""


def _is_xhtml(text: str) -> bool:
    """Whether a text of a resource is what FHIR allows, as far as ours go: a `div` of paragraphs."""
    try:
        div = ElementTree.fromstring(text)  # noqa: S314 - our own text
    except ElementTree.ParseError:
        return False
    space = "{http://www.w3.org/1999/xhtml}"
    return div.tag == f"{space}div" and {part.tag for part in div} <= {f"{space}p"} and bool("".join(div.itertext()))


_FUNCTIONS = {
    "hasValue": {"fn": lambda values: [len(values) == 1 and not isinstance(values[0], dict)], "arity": {0: []}},
    "htmlChecks": {"fn": lambda values: [_is_xhtml(values[0])], "arity": {0: []}},
}
"""What FHIR adds to FHIRPath, and fhirpathpy lacks."""


def _binding(element: Element, value: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - any element
    """Codes that must be of a value set; media types are all the world's."""
    wanted = element.get("binding", {}).get("valueSet", "").partition("|")[0]
    if wanted in _codes() and value not in _codes()[wanted]:
        yield f"{path}: {value} is not in {wanted}"


def _count(value: object) -> int:
    return len(value) if isinstance(value, list) else int(value is not None)


# References


def _references(bundle: Element) -> Iterator[str]:
    """Each reference leads to a resource of the bundle or within its own, of a kind that may stand there."""
    entries = {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}
    for own, resource in entries.items():
        known = entries | {f"#{part['id']}": part for part in resource.get("contained", ())}
        for reference in _all(resource, "reference"):
            if reference not in known:
                yield f"{own}: leads nowhere: {reference}"


def _all(value: object, name: str) -> Iterator[str]:
    """The texts of this name, however deep."""
    if isinstance(value, dict):
        for field, inner in value.items():
            if field == name and isinstance(inner, str):
                yield inner
            yield from _all(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _all(inner, name)
