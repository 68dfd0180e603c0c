"""The record for programs: JSON over HTTP, each object as in `onrecord export --format json`.

`routes` answers, `openapi` describes it in OpenAPI 3.1.
"""
