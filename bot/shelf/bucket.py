"""Files in a bucket of Amazon S3, or of any server that speaks its language."""

import asyncio
import tempfile
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from bot.shelf import Bucket, NotThere, ShelfAway, checked, key_of

ANSWER_S = 60  # of one request; a large file goes in several


class S3:
    """An object for each content; a server makes it only of what has come whole."""

    def __init__(self, bucket: Bucket) -> None:
        self._name = bucket.name
        # What is not said here is taken from the usual AWS_* variables, or the machine's role.
        said: dict[str, Any] = {
            "access_key_id": bucket.key,
            "secret_access_key": bucket.secret,
            "endpoint": bucket.endpoint,
            "region": bucket.region,
        }
        try:
            self._store = S3Store(
                bucket.name,
                prefix=bucket.prefix or None,
                client_options={
                    "allow_http": (bucket.endpoint or "").startswith("http://"),
                    "timeout": timedelta(seconds=ANSWER_S),
                },
                retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=ANSWER_S)},
                **{key: value for key, value in said.items() if value is not None},
            )
        except (BaseError, ValueError) as error:
            raise ShelfAway(self._sentence(error)) from None

    def incoming(self) -> Path:
        """Return a new empty file of the system's temporary folder."""
        number, name = tempfile.mkstemp(prefix="helpdesk-")
        with open(number, "wb"):
            return Path(name)

    async def put(self, sha256: str, source: Path) -> None:
        """Upload it; several parts become one object at the end, or none."""
        try:
            await obstore.put_async(self._store, key_of(sha256), source)
        except BaseError as error:
            raise ShelfAway(self._sentence(error)) from None
        await asyncio.to_thread(source.unlink, missing_ok=True)

    async def get(self, sha256: str) -> bytes:
        """Return a content."""
        try:
            found = await obstore.get_async(self._store, key_of(sha256))
            content = bytes(await found.bytes_async())
        except (NotFoundError, FileNotFoundError):
            raise NotThere(f"the kept file {sha256} is not there") from None
        except BaseError as error:
            raise ShelfAway(self._sentence(error)) from None
        return checked(sha256, content)

    async def delete(self, sha256: str) -> None:
        """Delete a content if it is there."""
        await self._delete(key_of(sha256))

    async def _delete(self, key: str) -> None:
        try:
            await obstore.delete_async(self._store, key)
        except (NotFoundError, FileNotFoundError):
            return
        except BaseError as error:
            raise ShelfAway(self._sentence(error)) from None

    async def tidy(self) -> None:
        """Leave it to the system, which empties its temporary folder."""

    async def check(self) -> None:
        """Write something and delete it."""
        key = f"check-{uuid.uuid4().hex}"
        try:
            await obstore.put_async(self._store, key, b"helpdesk")
        except BaseError as error:
            raise ShelfAway(self._sentence(error)) from None
        await self._delete(key)

    def _sentence(self, error: Exception) -> str:
        """Say what kind of trouble it is; the library's own words may name addresses and keys."""
        kind = type(error).__name__.removesuffix("Error")
        kinds = {
            "PermissionDenied": "the key may not do this there",
            "Unauthenticated": "the key is not accepted",
            "NotFound": "there is no such bucket",
        }
        return f"the bucket {self._name} cannot be used: {kinds.get(kind, f'{kind} error')}"
