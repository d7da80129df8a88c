"""A landing log beside a warehouse, as the tests of the warehouse have it."""

from tests.warehouse.conftest import house

__all__ = ["house"]
