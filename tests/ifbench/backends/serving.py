"""A small HTTP server with OpenAI's protocol and bad manners, in a process of its own: `python serving.py`.

It prints its port. The last user message, or the prompt, says what it does: "say WORDS", "slow WORDS", "twice CODE"
(an error with Retry-After, then an answer), "always CODE", "hang", "no choices", "escapes", "html", "filtered",
"reasoning", "thought WORDS", "cut" ... GET /stats tells how often each was asked, the most requests at once, and the
headers.
"""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LOCK = threading.Lock()
STATS: dict[str, Any] = {"asked": {}, "now": 0, "most": 0, "keys": [], "bodies": []}
RETRY_AFTER = "0.3"
USAGE = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}

LISTED: dict[str, Any] = {"object": "list", "data": [{"id": "m", "object": "model", "owned_by": "vllm"}]}
NO_VERSION = {"noise": b"no HTTP\r\n\r\n", "short": b'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"v'}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path == "/stats":
            self.send(200, json.dumps(STATS))
        elif self.path == "/v1/models":
            [row] = LISTED["data"]
            self.send(200, json.dumps({**LISTED, "data": [{**row, "created": int(time.time() * 1000)}]}))
        elif self.path == "/html/models":
            self.send(200, "<html>welcome</html>", {"Content-Type": "text/html"})
        elif self.path == "/broken/models":
            self.send(200, '{"data": [')
        elif self.path == "/odd/models":
            self.send(200, '{"data": ["a", 1, null, {"id": "m", "object": "model", "meta": {"x": NaN}}]}')
        elif self.path == "/busy/models":
            self.send(503, json.dumps({"error": {"message": "Loading model"}}), {"Retry-After": RETRY_AFTER})
        elif self.path == "/closed/models":
            self.send(403, json.dumps({"error": {"message": "Missing scopes: api.model.read"}}))
        elif self.path.endswith("/models") and self.path.split("/")[1] in NO_VERSION:
            self.send(200, json.dumps(LISTED))
        elif self.path == "/version":
            self.send(200, json.dumps({"version": "0.32.0"}))
        elif self.path.endswith("/version") and self.path.split("/")[1] in NO_VERSION:
            self.wfile.write(NO_VERSION[self.path.split("/")[1]])
            self.close_connection = True
        else:
            self.send(404, json.dumps({"detail": "Not Found"}))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        wish = body["messages"][-1]["content"] if "messages" in body else body.get("prompt", "")
        with LOCK:
            times = STATS["asked"][wish] = STATS["asked"].get(wish, 0) + 1
            STATS["now"] += 1
            STATS["most"] = max(STATS["most"], STATS["now"])
            STATS["keys"].append(self.headers["Authorization"])
            STATS["bodies"].append(body)
        try:
            self.answer(wish, times, body)
        finally:
            with LOCK:
                STATS["now"] -= 1

    def answer(self, wish: str, times: int, body: dict[str, Any]) -> None:
        verb, _, rest = wish.partition(" ")
        if body["model"] == "nobody":
            self.send(404, json.dumps({"error": {"message": "The model `nobody` does not exist."}}))
        elif body["model"] == "locked":
            self.send(401, json.dumps({"error": {"message": f"wrong key {self.headers['Authorization']}"}}))
        elif not self.path.startswith("/v1/"):
            self.send(404, json.dumps({"detail": "Not Found"}))
        elif verb == "always" or (verb == "twice" and times < 3):
            error = json.dumps({"error": {"message": f"no luck with {self.headers['Authorization']}"}})
            self.send(int(rest), error, {"Retry-After": RETRY_AFTER})
        elif verb == "html":
            self.send(200, "<html>welcome</html>", {"Content-Type": "text/html"})
        elif verb == "none":
            self.send(200, json.dumps({"id": "x", "object": "chat.completion", "choices": []}))
        elif verb == "parts":
            self.say([{"type": "text", "text": "a"}])
        elif verb == "escapes":
            self.say("a\ud800b\x00c")
        elif verb == "filtered":
            self.say("half", finish="content_filter")
        elif verb == "cut":
            self.say("half", finish="length")
        elif verb == "empty":
            self.say(None, finish="length", reasoning_content="hm")
        elif verb == "reasoning":
            self.say("so", reasoning="hm")
        elif verb == "thought":
            self.say(f"\n\n{rest}", reasoning_content="hm")
        elif verb == "counts":
            self.say(rest, usage=dict.fromkeys(("prompt_tokens", "completion_tokens"), json.loads(rest)))
        else:
            time.sleep({"hang": 60.0, "slow": 0.4}.get(verb, 0.02))
            self.say(rest or "nothing")

    def say(self, text: Any, finish: str = "stop", usage: Any = USAGE, **more: Any) -> None:
        choice: dict[str, Any] = {"index": 0, "finish_reason": finish}
        choice |= {"message": {"role": "assistant", "content": text, **more}, "text": text}
        self.send(200, json.dumps({"id": "x", "object": "chat.completion", "choices": [choice], "usage": usage}))

    def send(self, code: int, body: str, headers: dict[str, str] | None = None) -> None:
        data = body.encode()
        self.send_response(code)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: Any) -> None:
        pass


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()
