"""What is sent of examples."""

import marshmallow as ma

from server.api.schemas import Id

RECTANGLE = {"description": "left, top, width, height, each in ten-thousandths of the photo's"}


class Records(ma.Schema):
    records = ma.fields.List(Id(), required=True, metadata={"description": "approved ones, at most 20"})


class ChosenPhotoSchema(ma.Schema):
    record = Id(required=True)
    sha256 = ma.fields.String(required=True)
    alt = ma.fields.String(required=True, metadata={"description": "what it shows, for who does not see it"})
    crop = ma.fields.List(
        ma.fields.Integer(strict=True), required=True, allow_none=True, metadata=RECTANGLE | {"nullable": True}
    )
    blurs = ma.fields.List(ma.fields.List(ma.fields.Integer(strict=True), metadata=RECTANGLE), required=True)


class ContentSchema(ma.Schema):
    title = ma.fields.String(required=True)
    story = ma.fields.String(required=True, metadata={"description": "plain text; an empty line ends a paragraph"})
    credit = ma.fields.String(required=True)
    photos = ma.fields.List(ma.fields.Nested(ChosenPhotoSchema), required=True)


class Reason(ma.Schema):
    reason = ma.fields.String(required=True)


class Announcement(ma.Schema):
    link = ma.fields.String(required=True, metadata={"description": "https; empty: it was not announced"})
    day = ma.fields.Date(required=True, allow_none=True)
