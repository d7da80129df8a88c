"""WHAT is extracted: one pydantic model a file in `schemas.kinds`, the value types and the base record beside them."""
