"""Where the desk keeps files of its own: a folder, or a bucket that speaks S3.

Each is named by the SHA-256 of what is in it, never by a person, so that it may be put there
twice, and whoever takes it knows whether it is whole.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

NOTHING: Mapping[str, str] = {}
NAME = re.compile(r"[0-9a-f]{64}")


class ShelfAway(Exception):
    """Files can neither be put there nor had at the moment; the message says why."""


class NotThere(Exception):
    """There is no such file, or what is there is not what it was."""


class Shelf(Protocol):
    """Keeps contents by their hash."""

    def incoming(self) -> Path:
        """Return a file of its own, readable by nobody else, for what is just arriving."""

    async def put(self, sha256: str, source: Path) -> None:
        """Keep the content of `source`, which goes; raises ShelfAway. Nothing is there by half."""

    async def get(self, sha256: str) -> bytes:
        """Return a content; raises NotThere or ShelfAway."""

    async def delete(self, sha256: str) -> None:
        """Delete a content if it is there; raises ShelfAway."""

    async def tidy(self) -> None:
        """Delete what arrived by half and was left behind when a process died."""

    async def check(self) -> None:
        """Write and delete something; raises ShelfAway with a sentence."""


@dataclass(frozen=True)
class Bucket:
    """What an address like `s3://key:secret@bucket/prefix?endpoint=https://…` says."""

    name: str
    prefix: str
    key: str | None
    secret: str | None
    endpoint: str | None
    region: str | None


def parse(where: str) -> Path | Bucket:
    """Return what KEEP_FILES means; raises ValueError."""
    if "://" not in where:
        if not where or "\0" in where:
            raise ValueError("no path")
        return Path(where)
    parts = urlsplit(where)
    more = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
    if parts.scheme != "s3" or not parts.hostname or parts.port or parts.fragment:
        raise ValueError("no bucket")
    if not more.keys() <= {"endpoint", "region"} or bool(parts.username) != bool(parts.password):
        raise ValueError("more than is known")
    endpoint = more.get("endpoint", [None])[-1]
    if endpoint is not None:
        server = urlsplit(endpoint)
        if server.scheme not in ("http", "https") or not server.hostname or server.username:
            raise ValueError("no server")
    return Bucket(
        name=parts.hostname,
        prefix=parts.path.strip("/"),
        key=unquote(parts.username) if parts.username else None,
        secret=unquote(parts.password) if parts.password else None,
        endpoint=endpoint,
        region=more.get("region", [None])[-1],
    )


def shown(where: str) -> str:
    """Return KEEP_FILES as it may be shown: without its secrets."""
    meant = parse(where)
    if isinstance(meant, Path):
        return str(meant)
    return f"s3://{meant.name}/{meant.prefix}".rstrip("/")


def open_shelf(where: str, more: Mapping[str, str] = NOTHING) -> Shelf:
    """Return the shelf that KEEP_FILES means; raises ShelfAway if it cannot be one at all.

    `more` is what the AWS_* variables say: of a bucket, where its address says nothing.
    """
    meant = parse(where)
    if isinstance(meant, Path):
        from bot.shelf.folder import Folder

        return Folder(meant)
    try:
        from bot.shelf.bucket import S3
    except ImportError:
        raise ShelfAway(
            "KEEP_FILES names a bucket, which needs one more library: "
            "pip install 'telegram-helpdesk[s3]'"
        ) from None
    return S3(meant, more)


def key_of(sha256: str) -> str:
    """Return the name under which a content is kept."""
    if not NAME.fullmatch(sha256):
        raise ValueError(f"{sha256!r} is no hash")
    return f"{sha256[:2]}/{sha256}"


def checked(sha256: str, content: bytes) -> bytes:
    """Return a content if it is what it is named by; raises NotThere."""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise NotThere(f"the kept file {sha256} is damaged")
    return content
