"""The list of what the program is made of, for machines: CycloneDX, the same bytes for the same program."""

import datetime
import os
import uuid
from collections.abc import Mapping

from cyclonedx.factory.license import LicenseFactory
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from inventory import Part
from packageurl import PackageURL

_OURS = uuid.UUID("6f1e0a52-7f0a-4c0e-9b55-2354a7c0de00")
"""Under which the lists of this program are numbered."""


TEXTS = "vialnote:licence-texts"
"""The property that names files in the folder `licences`; the window shows them."""


def write(path: str, version: str, found: Mapping[Part, list[str]]) -> None:
    """Write the list.

    Args:
        path: of the file.
        version: of the program.
        found: the works of others in it, each with where its licence's texts lie.

    Raises:
        ValueError: the list breaks CycloneDX's own schema.
    """
    program = Component(name="Vialnote", version=version, type=ComponentType.APPLICATION, bom_ref="vialnote")
    components = [_component(part, found) for part in found if not _is_inside(part, found)]
    number = uuid.uuid5(_OURS, f"{version} {[part._replace(texts=()) for part in found]}")
    bom = Bom(components=components, serial_number=number)
    bom.metadata.component = program
    bom.metadata.timestamp = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.UTC)
    bom.register_dependency(program, components)
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    if wrong := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(wrong)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(f"{text}\n")


def _is_inside(part: Part, found: Mapping[Part, list[str]]) -> bool:
    return any(other.name == part.within for other in found)


def _component(part: Part, found: Mapping[Part, list[str]]) -> Component:
    """A work, with those inside it."""
    address = PackageURL(part.kind, "debian" if part.kind == "deb" else None, part.name, part.version or None)
    licences = [LicenseFactory().make_from_string(part.licence)] if part.licence else []
    inside = [_component(other, found) for other in found if other.within == part.name]
    return Component(
        name=part.name,
        version=part.version or None,
        type=ComponentType.LIBRARY,
        bom_ref=f"{part.within} {address}".strip(),
        purl=address,
        author=part.by or None,
        licenses=licences,
        properties=[Property(name=TEXTS, value="; ".join(found[part]))],
        components=inside,
    )
