"""Marshmallow schemas that several views share.

The schemas of the exchange are there for the API's description only: sync/protocol reads and checks its bodies.
"""

import marshmallow as ma

from sync.protocol.problems import KINDS
from sync.protocol.transitions import VERBS

NAME = ma.validate.And(ma.validate.Length(min=1, max=200), ma.validate.Regexp(r"\s*\S"))
"""The check of a name: 1 to 200 characters, not only spaces."""


class Id(ma.fields.UUID):
    """A field for a UUID, which is loaded as text, not as a ``UUID`` object."""

    def _deserialize(self, value, attr, data, **kwargs):
        return str(super()._deserialize(value, attr, data, **kwargs))


class ProblemSchema(ma.Schema):
    """A refusal, as RFC 9457 shapes it; the codes are in sync/protocol/problems.py."""

    type = ma.fields.String()
    title = ma.fields.String()
    status = ma.fields.Integer()
    code = ma.fields.String(validate=ma.validate.OneOf(sorted(KINDS)))
    detail = ma.fields.String()
    fields_ = ma.fields.Dict(data_key="fields")


class CentralProblemSchema(ma.Schema):
    """A refusal under ``/v1``, as ODK Central words it."""

    message = ma.fields.String(required=True)
    code = ma.fields.Float(required=True, metadata={"description": "one of Central's, such as 404.1"})
    details = ma.fields.Dict(allow_none=True)


class PutMembers(ma.Schema):
    form = ma.fields.String(metadata={"description": "a register and its version: key@version"})
    set = ma.fields.Dict()
    add = ma.fields.Dict()
    remove = ma.fields.Dict()
    resolves = ma.fields.Dict()
    period = ma.fields.String()
    then = ma.fields.String(validate=ma.validate.Equal("submit"))


class MutationSchema(PutMembers):
    id = ma.fields.UUID(required=True, metadata={"description": "UUID version 7, made on the phone"})
    do = ma.fields.String(required=True, validate=ma.validate.OneOf(sorted(VERBS)))
    at = ma.fields.AwareDateTime(required=True)
    unit = ma.fields.UUID(required=True)
    record = ma.fields.UUID()
    base = ma.fields.String(metadata={"example": "402.Qm3x9A_c"})
    after = ma.fields.UUID()
    text = ma.fields.String()
    field = ma.fields.String()
    photo = ma.fields.String(metadata={"description": "of a consent: the SHA-256 of one of the record's photos"})
    given = ma.fields.Boolean(metadata={"description": "of a consent: whether it is given or withdrawn"})


class ExchangeSchema(ma.Schema):
    protocol = ma.fields.Integer(required=True, validate=ma.validate.Equal(1))
    nonce = ma.fields.String(required=True)
    app = ma.fields.String()
    now = ma.fields.AwareDateTime()
    cursor = ma.fields.String()
    confirm = ma.fields.Dict(values=ma.fields.List(ma.fields.String()))
    applied = ma.fields.Dict(values=ma.fields.String())
    mutations = ma.fields.List(ma.fields.Nested(MutationSchema))
    queue = ma.fields.Dict()
