"""Open data: figures that the department published, as files that anybody may use."""
