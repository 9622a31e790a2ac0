"""What a stub says in its own way, for the pages of the API: `__new__`, and overloads without a function."""

from __future__ import annotations

from typing import Any

from griffe import Class, Extension, Function, Module


class Stubs(Extension):
    """Takes `__new__` for what makes an object, and the first of some overloads for the function itself."""

    def on_package(self, *, pkg: Module, **_: Any) -> None:
        """Completes the native module."""
        module = pkg["_native"]
        self._complete(module)
        for item in list(module.classes.values()):
            self._complete(item)
            if "__new__" in item.members and "__init__" not in item.members:
                made = item.members["__new__"]
                item.set_member("__init__", Function("__init__", parameters=made.parameters, parent=item))

    def _complete(self, scope: Module | Class) -> None:
        for name, overloads in scope.overloads.items():
            if name not in scope.members:
                first = overloads[0]
                function = Function(
                    name,
                    parameters=first.parameters,
                    returns=first.returns,
                    docstring=first.docstring,
                    lineno=first.lineno,
                )
                function.overloads = overloads
                scope.set_member(name, function)
