"""Schemas of records from workbooks: mappings as they are checked, and answers as the API describes them."""

import marshmallow as ma

from server.api.schemas import Id
from server.imports.records.planned import STATES

MOST_FIELDS, MOST_ROW, MOST_COLUMN, LONGEST_CELL = 1_000, 1_048_576, 16_383, 2_000
AT = ma.validate.Range(0, MOST_COLUMN)


class FieldSourceSchema(ma.Schema):
    field = ma.fields.String(required=True, metadata={"description": "a field's name, or rows_field.column"})
    column = ma.fields.Integer(validate=AT, allow_none=True, metadata={"description": "its place from 0"})
    value = ma.fields.Raw(allow_none=True, metadata={"description": "without a column: the answer in all rows"})
    values = ma.fields.Dict(
        keys=ma.fields.String(validate=ma.validate.Length(max=LONGEST_CELL)),
        validate=ma.validate.Length(max=MOST_FIELDS),
        metadata={"description": "what stands in a cell → the answer that it means"},
    )


class MappingSchema(ma.Schema):
    sheet = ma.fields.Integer(required=True, validate=ma.validate.Range(0, 100))
    header = ma.fields.Integer(required=True, validate=ma.validate.Range(0, MOST_ROW))
    register = ma.fields.String(required=True)
    unit = Id(load_default=None, allow_none=True, metadata={"description": "whose all rows are"})
    unit_column = ma.fields.Integer(load_default=None, allow_none=True, validate=AT)
    units = ma.fields.Dict(
        keys=ma.fields.String(validate=ma.validate.Length(max=LONGEST_CELL)),
        values=Id(),
        load_default=dict,
        validate=ma.validate.Length(max=MOST_FIELDS),
        metadata={"description": "what stands in a cell → the id of the unit that it means"},
    )
    period = ma.fields.String(load_default=None, allow_none=True, metadata={"description": "a key, of all rows"})
    period_column = ma.fields.Integer(load_default=None, allow_none=True, validate=AT)
    key_column = ma.fields.Integer(
        load_default=None, allow_none=True, validate=AT, metadata={"description": "what tells rows apart"}
    )
    totals = ma.fields.Boolean(load_default=False, metadata={"description": "whether totals are records, too"})
    skip = ma.fields.List(
        ma.fields.Integer(validate=ma.validate.Range(1, MOST_ROW)),
        load_default=list,
        validate=ma.validate.Length(max=5_000),
        metadata={"description": "numbers of rows that are left out"},
    )
    fields_ = ma.fields.List(
        ma.fields.Nested(FieldSourceSchema),
        required=True,
        data_key="fields",
        attribute="fields",
        validate=ma.validate.Length(max=MOST_FIELDS),
    )


class ColumnSchema(ma.Schema):
    at = ma.fields.Integer()
    title = ma.fields.String()
    samples = ma.fields.List(ma.fields.String())


class TextSchema(ma.Schema):
    vi = ma.fields.String()
    en = ma.fields.String()


class SheetSchema(ma.Schema):
    name = ma.fields.String()
    rows = ma.fields.Integer()
    header = ma.fields.Integer(metadata={"description": "the row with the headings; 0 if none was found"})
    columns = ma.fields.List(ma.fields.Nested(ColumnSchema))
    fault = ma.fields.Nested(TextSchema, allow_none=True)


class ProposalSchema(ma.Schema):
    mapping = ma.fields.Nested(MappingSchema)
    columns = ma.fields.List(ma.fields.Nested(ColumnSchema))


class CellFaultSchema(TextSchema):
    code = ma.fields.String()
    column = ma.fields.Integer()
    field = ma.fields.String()
    value = ma.fields.String()
    units = ma.fields.List(ma.fields.List(ma.fields.String()), metadata={"description": "id and name, to choose from"})


class BriefImportSchema(ma.Schema):
    id = ma.fields.UUID()
    name = ma.fields.String()
    made = ma.fields.AwareDateTime()
    applied = ma.fields.AwareDateTime(allow_none=True)
    register = ma.fields.String(allow_none=True)
    counts = ma.fields.Dict(values=ma.fields.Integer(), metadata={"description": f"by state: {', '.join(STATES)}"})


class BriefImportsSchema(ma.Schema):
    imports = ma.fields.List(ma.fields.Nested(BriefImportSchema))


class RecordImportSchema(BriefImportSchema):
    class Meta:
        exclude = ("register",)

    sheets = ma.fields.List(ma.fields.Nested(SheetSchema))
    mapping = ma.fields.Nested(MappingSchema, allow_none=True)
    digest = ma.fields.String(allow_none=True, metadata={"description": "of what would be made"})
    fault = ma.fields.Nested(CellFaultSchema, allow_none=True)
    again = ma.fields.Boolean(metadata={"description": "nothing was done: rows become something else by now"})


class RemarkSchema(TextSchema):
    code = ma.fields.String()


class PlannedRowSchema(ma.Schema):
    row = ma.fields.Integer()
    state = ma.fields.String(validate=ma.validate.OneOf(STATES))
    unit = ma.fields.UUID(allow_none=True)
    unit_name = ma.fields.String(allow_none=True)
    period = ma.fields.String(allow_none=True)
    record = ma.fields.UUID(allow_none=True)
    set = ma.fields.Dict()
    faults = ma.fields.List(ma.fields.Nested(CellFaultSchema))
    remarks = ma.fields.List(ma.fields.Nested(RemarkSchema))


class PlannedRowsSchema(ma.Schema):
    rows = ma.fields.List(ma.fields.Nested(PlannedRowSchema))
    next = ma.fields.Integer(allow_none=True, metadata={"description": "where the next page begins"})
    total = ma.fields.Integer()


class AgreementSchema(ma.Schema):
    digest = ma.fields.String(required=True, validate=ma.validate.Length(equal=64))
