"""The embedded model, for workers too."""

from tests.ifbench.backends.conftest import smollm

__all__ = ["smollm"]
