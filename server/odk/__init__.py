"""Records in the shape that ODK Central gives them, for tools that know it: forms, OData, CSV."""
