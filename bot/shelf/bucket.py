"""Files in a bucket of Amazon S3, or of any server that speaks its language."""

import asyncio
import tempfile
import uuid
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from bot.shelf import Bucket, NotThere, ShelfAway, checked, key_of

# Some of the library's errors are Python's own.
MISSING = (NotFoundError, FileNotFoundError)
TROUBLE = (BaseError, OSError, ValueError)
ANSWER_S = 60  # of one request; a large file goes in several


class S3:
    """An object for each content; a server makes it only of what has come whole."""

    def __init__(self, bucket: Bucket, more: Mapping[str, str]) -> None:
        self._name = bucket.name
        own = {
            "access_key_id": bucket.key,
            "secret_access_key": bucket.secret,
            "endpoint": bucket.endpoint,
            "region": bucket.region,
        }
        # What nobody says comes from the machine: its role, other variables.
        said: dict[str, Any] = {**more, **{name: value for name, value in own.items() if value}}
        try:
            self._store = S3Store(
                bucket.name,
                prefix=bucket.prefix or None,
                disable_bulk_delete=True,  # not every server knows it
                client_options={
                    "allow_http": said.get("endpoint", "").startswith("http://"),
                    "timeout": timedelta(seconds=ANSWER_S),
                },
                retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=ANSWER_S)},
                **said,
            )
        except TROUBLE as error:
            raise ShelfAway(self._sentence(error)) from None

    def incoming(self) -> Path:
        """Return a new empty file of the system's temporary folder."""
        number, name = tempfile.mkstemp(prefix="helpdesk-")
        with open(number, "wb"):
            return Path(name)

    async def put(self, sha256: str, source: Path) -> None:
        """Upload it; several parts become one object at the end, or none."""
        key = key_of(sha256)
        try:
            await obstore.put_async(self._store, key, source)
        except TROUBLE as error:
            raise ShelfAway(self._sentence(error)) from None
        await asyncio.to_thread(source.unlink, missing_ok=True)

    async def get(self, sha256: str) -> bytes:
        """Return a content."""
        key = key_of(sha256)
        try:
            found = await obstore.get_async(self._store, key)
            content = bytes(await found.bytes_async())
        except MISSING:
            raise NotThere(f"the kept file {sha256} is not there") from None
        except TROUBLE as error:
            raise ShelfAway(self._sentence(error)) from None
        return checked(sha256, content)

    async def delete(self, sha256: str) -> None:
        """Delete a content if it is there."""
        await self._delete(key_of(sha256))

    async def _delete(self, key: str) -> None:
        try:
            await obstore.delete_async(self._store, key)
        except MISSING:
            return
        except TROUBLE as error:
            raise ShelfAway(self._sentence(error)) from None

    async def tidy(self) -> None:
        """Leave it to the system, which empties its temporary folder."""

    async def check(self) -> None:
        """Write something and delete it."""
        key = f"check-{uuid.uuid4().hex}"
        try:
            await obstore.put_async(self._store, key, b"helpdesk")
        except TROUBLE as error:
            raise ShelfAway(self._sentence(error)) from None
        await self._delete(key)

    def _sentence(self, error: Exception) -> str:
        """Say what kind of trouble it is; the library's own words may name addresses and keys."""
        kind = type(error).__name__.removesuffix("Error")
        kinds = {
            "PermissionDenied": "the key may not do this there",
            "Unauthenticated": "the key is not accepted",
            "FileNotFound": "there is no such bucket",
        }
        return f"the bucket {self._name} cannot be used: {kinds.get(kind, f'{kind} error')}"
