"""What is sent of people and their roles."""

import marshmallow as ma

from server.access.people import HEIGHT
from server.api.schemas import NAME, Id

REASON = ma.validate.And(ma.validate.Length(min=1, max=200), ma.validate.Regexp(r"\s*\S"))
USERNAME = ma.validate.Regexp(r"[\w.@-]{3,60}\Z")


class RoleSchema(ma.Schema):
    unit = Id(required=True)
    role = ma.fields.String(required=True, validate=ma.validate.OneOf(sorted(HEIGHT)))
    since = ma.fields.Date(metadata={"description": "the first day; today by default"})
    until = ma.fields.Date(allow_none=True, metadata={"description": "the first day that is no longer in it"})
    deputy = ma.fields.Boolean(metadata={"description": "a leader who stands in, until a day"})


class NewPerson(ma.Schema):
    name = ma.fields.String(required=True, validate=NAME)
    username = ma.fields.String(required=True, validate=USERNAME)
    role = ma.fields.Nested(RoleSchema, required=True)


class Change(ma.Schema):
    name = ma.fields.String(validate=NAME)
    username = ma.fields.String(validate=USERNAME)


class On(ma.Schema):
    on = ma.fields.Date(allow_none=True, load_default=None, metadata={"description": "the first day without it"})


class Transfer(ma.Schema):
    unit = Id(required=True)
    role = ma.fields.String(validate=ma.validate.OneOf(sorted(HEIGHT)))
    on = ma.fields.Date(allow_none=True, load_default=None, metadata={"description": "the first day there"})


class Disabling(ma.Schema):
    reason = ma.fields.String(required=True, validate=REASON, metadata={"description": "read by who looks after them"})


class CodeAsked(ma.Schema):
    revoke = ma.fields.Boolean(load_default=False, metadata={"description": "sign all their devices out too"})
