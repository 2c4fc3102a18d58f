"""Parameters that several routes share."""

from __future__ import annotations

from typing import Annotated

from fastapi import Header

CommandId = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="id of the command; the same id again does nothing and gives the first answer",
        examples=["6f1c7c52-6a55-4f5c-9a60-8f5b3a1d2c11"],
    ),
]
