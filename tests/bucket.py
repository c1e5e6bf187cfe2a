"""A server that speaks as much S3 as keeping files takes; everything is in memory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

KEY, SECRET = "AKIAEXAMPLE", "wJalrXUtnFEMI/K7MDENG"


class BucketServer:
    """One bucket, `desk`, for those who sign with the key."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.parts: dict[str, dict[int, bytes]] = {}
        self.is_away = False
        self.url = ""

    async def answer(self, request: web.Request) -> web.Response:
        if self.is_away:
            return web.Response(status=503)
        if f"Credential={KEY}/" not in request.headers.get("Authorization", ""):
            return web.Response(status=403, text="<Error><Code>AccessDenied</Code></Error>")
        bucket, _, key = request.path.removeprefix("/").partition("/")
        if bucket != "desk":
            return web.Response(status=404, text="<Error><Code>NoSuchBucket</Code></Error>")
        body = await request.read()
        match request.method:
            case "POST" if "uploads" in request.query:
                self.parts[key] = {}
                return xml("InitiateMultipartUploadResult", UploadId="1")
            case "POST" if "uploadId" in request.query:
                self.objects[key] = b"".join(part for _, part in sorted(self.parts[key].items()))
                return xml("CompleteMultipartUploadResult", ETag="1")
            case "PUT" if "partNumber" in request.query:
                self.parts[key][int(request.query["partNumber"])] = body
            case "PUT":
                self.objects[key] = body
            case "DELETE":
                self.objects.pop(key, None)
                return web.Response(status=204)
            case "GET" if key in self.objects:
                return web.Response(
                    body=self.objects[key],
                    headers={"ETag": "1", "Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT"},
                )
            case _:
                return web.Response(status=404, text="<Error><Code>NoSuchKey</Code></Error>")
        return web.Response(headers={"ETag": "1"})


def xml(name: str, **values: str) -> web.Response:
    inner = "".join(f"<{key}>{value}</{key}>" for key, value in values.items())
    return web.Response(text=f"<{name}>{inner}</{name}>", content_type="application/xml")


@asynccontextmanager
async def bucket_server() -> AsyncIterator[BucketServer]:
    server = BucketServer()
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_route("*", "/{path:.*}", server.answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield server
    finally:
        await runner.cleanup()
