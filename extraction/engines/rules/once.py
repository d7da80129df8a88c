"""Attributes worked out on first use, cheaper than those of `functools.cached_property`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - read like `property`, as a decorator
    """A property that is worked out when it is first asked for, and then an attribute like any other.

    Until Python 3.12, `functools.cached_property` takes a lock for that, and with it four times as long; a document has
    hundreds of these. Two threads may both work it out, to the same end.
    """

    def __init__(self, work: Callable[[Any], T]) -> None:
        """Work it out by `work`, which takes the object."""
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> once[T]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> once[T] | T:
        """Return what was worked out; asked only until the object has an attribute of that name."""
        if instance is None:
            return self
        result = instance.__dict__[self._name] = self._work(instance)
        return result
