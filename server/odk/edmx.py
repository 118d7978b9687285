"""The documents by which OData's clients learn what a form holds: the service document, and ``$metadata`` (CSDL)."""

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

from server.odk.entities import PARENT
from server.odk.names import SUBMISSIONS, identifier
from server.odk.schema import REPEAT, STRUCTURE, FormField, form_fields, repeats
from sync.registers import Register

ROOT = "org.opendatakit.user"
TYPES = {"int": "Edm.Int64", "decimal": "Edm.Decimal", "boolean": "Edm.Boolean", "date": "Edm.Date"}
TYPES |= {"dateTime": "Edm.DateTimeOffset", "geopoint": "Edm.GeographyPoint"}
TYPES |= dict.fromkeys(("string", "time", "barcode"), "Edm.String")
_MOMENTS = ("submissionDate", "updatedAt", "deletedAt")
_SYSTEM = (
    *((name, "Edm.DateTimeOffset") for name in _MOMENTS),
    *(("submitterId", "Edm.String"), ("submitterName", "Edm.String")),
    *(("attachmentsPresent", "Edm.Int64"), ("attachmentsExpected", "Edm.Int64")),
    *(("status", "org.opendatakit.submission.Status"), ("reviewState", "org.opendatakit.submission.ReviewState")),
    *(("deviceId", "Edm.String"), ("edits", "Edm.Int64"), ("formVersion", "Edm.String")),
)
_ENUMS = {
    "Status": ("notDecrypted", "missingEncryptedFormData"),
    "ReviewState": ("hasIssues", "edited", "rejected", "approved"),
}


def service_document(register: Register, root: str) -> dict[str, object]:
    """The tables of a form; ``root``: the address of its service."""
    tables = [SUBMISSIONS, *(f"{SUBMISSIONS}.{identifier(field.name)}" for field in repeats(register))]
    return {
        "@odata.context": f"{root}/$metadata",
        "value": [{"name": name, "kind": "EntitySet", "url": name} for name in tables],
    }


def metadata(register: Register) -> str:
    """The form's ``$metadata``: types of its tables and groups, in the order of its fields."""
    base = f"{ROOT}.{identifier(register.key)}"
    fields = form_fields(register)
    structures = [field for field in fields if field.type == STRUCTURE]
    entities = [(SUBMISSIONS, _of(fields, ""), True)]
    entities += [
        (f"{SUBMISSIONS}.{field.name}", _of(fields, field.path), False) for field in fields if field.type == REPEAT
    ]
    sets = "".join(f'<EntitySet Name="{name}" EntityType="{base}.{name}"/>' for name, _, _ in entities)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<edmx:Edmx xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx" Version="4.0"><edmx:DataServices>'
        + _submission_schema()
        + f'<Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="{base}">'
        + "".join(_entity(base, name, inner, primary) for name, inner, primary in entities)
        + "".join(
            f'<ComplexType Name="{one.name}">{_properties(base, _of(fields, one.path))}</ComplexType>'
            for one in structures
        )
        + f"<EntityContainer Name={quoteattr(identifier(register.key))}>{sets}</EntityContainer>"
        + "</Schema></edmx:DataServices></edmx:Edmx>"
    )


def _submission_schema() -> str:
    """What is the same of every form: the type of ``__system``."""
    members = "".join(f'<Property Name="{name}" Type="{type_}"/>' for name, type_ in _SYSTEM)
    enums = "".join(
        f'<EnumType Name="{name}">'
        + "".join(f'<Member Name="{one}" Value="{at}"/>' for at, one in enumerate(values))
        + "</EnumType>"
        for name, values in _ENUMS.items()
    )
    return (
        '<Schema xmlns="http://docs.oasis-open.org/odata/ns/edm" Namespace="org.opendatakit.submission">'
        f'<ComplexType Name="metadata">{members}</ComplexType>{enums}</Schema>'
    )


def _entity(base: str, name: str, inner: Iterable[FormField], primary: bool) -> str:
    key = '<Key><PropertyRef Name="__id"/></Key><Property Name="__id" Type="Edm.String" Nullable="false"/>'
    system = '<Property Name="__system" Type="org.opendatakit.submission.metadata"/>' if primary else ""
    parent = "" if primary else f'<Property Name="{PARENT}" Type="Edm.String"/>'
    return f'<EntityType Name="{name}">{key}{system}{parent}{_properties(base, inner)}</EntityType>'


def _properties(base: str, inner: Iterable[FormField]) -> str:
    out = []
    for one in inner:
        name = identifier(one.name)
        if one.type == REPEAT:
            out.append(f'<NavigationProperty Name="{name}" Type="Collection({base}.{SUBMISSIONS}.{name})"/>')
        else:
            type_ = f"{base}.{name}" if one.type == STRUCTURE else TYPES[one.type]
            out.append(f'<Property Name="{name}" Type="{type_}"/>')
    return "".join(out)


def _of(fields: Iterable[FormField], path: str) -> list[FormField]:
    """The fields right below a path."""
    return [one for one in fields if one.parent == path]
