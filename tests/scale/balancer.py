"""A balancer that asks the next process when one does not answer, as `proxy_next_upstream` does."""

import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx2

Upstream = tuple["subprocess.Popen[bytes]", str]
"""A process and its URL."""


@contextmanager
def balanced(upstreams: Sequence[Upstream], *, lost: Sequence[Any] = ()) -> Iterator[str]:
    """Serve one URL for all, the first of them preferred.

    A process that is `lost` is killed when its answer is here, and the answer thrown away: it dies
    between its commit and its answer.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            for process, url in upstreams:
                try:
                    answer = httpx2.post(
                        url + self.path, content=body, headers=dict(self.headers), timeout=30
                    )
                except httpx2.TransportError:
                    continue
                if process in lost:
                    process.send_signal(signal.SIGKILL)
                    process.wait()
                    continue
                self._answer(answer)
                return

        def _answer(self, answer: httpx2.Response) -> None:
            self.send_response(answer.status_code)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
