"""A learner as the hub sees one: signs in, opens a notebook, runs its cells, works its cards. For the load figures and the tests."""
import json
import time
import uuid
from pathlib import Path

import requests
import websocket

WAIT = 120


class Learner:
    """One browser's worth of requests and one kernel's WebSocket, through the hub's address."""

    def __init__(self, url, name, password):
        self.url, self.name, self.password = url, name, password
        self.web = requests.Session()
        self.web.trust_env = False
        self.web.headers["Sec-Fetch-Mode"] = "navigate"
        self.socket = self.kernel = None
        self.comms = {}  # comm id -> its state, as the kernel opened it

    def sign_in(self):
        """The page after signing in; its status tells how it went."""
        self.web.get(f"{self.url}/hub/login", timeout=WAIT)
        data = {"username": self.name, "password": self.password, "_xsrf": self.token("/hub/")}
        return self.web.post(f"{self.url}/hub/login", data=data, timeout=WAIT, allow_redirects=False)

    def token(self, path):
        found = {cookie.path: cookie.value for cookie in self.web.cookies if cookie.name == "_xsrf"}
        return found.get(path) or next(iter(found.values()), "")

    @property
    def home(self):
        return f"{self.url}/user/{self.name}"

    def open_server(self):
        """Start the server, and wait until it lets this learner in; gives the seconds it took."""
        begun = time.monotonic()
        self.web.get(f"{self.url}/hub/spawn", timeout=WAIT)
        while time.monotonic() - begun < WAIT:
            page = self.web.get(f"{self.home}/lab", timeout=WAIT)
            if page.ok and page.url.startswith(self.home):
                return time.monotonic() - begun
            time.sleep(0.5)
        raise TimeoutError(f"{self.name}: no server in {WAIT} s")

    def ask(self, method, path, whose=None, **more):
        """A request to a server's own interface: this learner's, or another's."""
        base = f"{self.url}/user/{whose or self.name}"
        headers = {"X-XSRFToken": self.token(f"/user/{whose or self.name}/"), "Sec-Fetch-Mode": "cors"}
        return self.web.request(method, base + path, headers=headers, timeout=WAIT, allow_redirects=False, **more)

    def open_kernel(self, notebook):
        """A session for a notebook, as JupyterLab makes one, and its WebSocket."""
        body = {"kernel": {"name": "python3"}, "name": "", "path": notebook, "type": "notebook"}
        made = self.ask("POST", "/api/sessions", json=body)
        made.raise_for_status()
        self.kernel = made.json()["kernel"]["id"]
        self.connect()

    def connect(self):
        """The WebSocket to the kernel; once more after it was cut."""
        cookies = "; ".join(f"{c.name}={c.value}" for c in self.web.cookies if f"/user/{self.name}/".startswith(c.path))
        address = f"{self.home.replace('http', 'ws', 1)}/api/kernels/{self.kernel}/channels"
        self.socket = websocket.create_connection(address, cookie=cookies, timeout=WAIT, origin=self.url, sslopt={"cert_reqs": 0})

    def send(self, kind, content, channel="shell"):
        number = uuid.uuid4().hex
        header = {"msg_id": number, "session": self.name, "username": "", "msg_type": kind, "version": "5.3"}
        self.socket.send(json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": channel, "buffers": []}))
        return number

    def messages(self, number, until=WAIT):
        """What the kernel says in answer to this message, until it is idle again."""
        end = time.monotonic() + until
        while time.monotonic() < end:
            told = self.socket.recv()
            message = json.loads(told) if isinstance(told, str) else framed(told)
            if message["msg_type"] == "comm_open":
                self.comms[message["content"]["comm_id"]] = message["content"]["data"].get("state", {})
            if message["msg_type"] == "comm_msg" and message["content"]["data"].get("method") == "update":
                self.comms.setdefault(message["content"]["comm_id"], {}).update(message["content"]["data"]["state"])
            if message["parent_header"].get("msg_id") != number:
                continue
            yield message
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return
        raise TimeoutError(f"{self.name}: no answer in {until} s")

    def run(self, code, until=WAIT):
        """Run a cell; gives (seconds, text of its streams and errors)."""
        begun, said = time.monotonic(), []
        for message in self.messages(self.send("execute_request", {"code": code, "silent": False, "store_history": True, "user_expressions": {},
                                                                   "allow_stdin": False, "stop_on_error": True}), until):
            content = message["content"]
            if message["msg_type"] == "stream":
                said.append(content["text"])
            elif message["msg_type"] == "error":
                said.append(f"{content['ename']}: {content['evalue']}")
        return time.monotonic() - begun, "".join(said)

    def card(self, comm, message):
        """Send one message of a card's front end and take its reply; gives (seconds, reply)."""
        begun, reply = time.monotonic(), None
        for one in self.messages(self.send("comm_msg", {"comm_id": comm, "data": {"method": "custom", "content": {**message, "n": 1}}})):
            if one["msg_type"] == "comm_msg" and one["content"]["data"].get("method") == "custom":
                reply = one["content"]["data"]["content"]
                break
        return time.monotonic() - begun, reply

    def panels(self):
        """Comm id -> the spec of each panel that these cells showed."""
        return {comm: state["spec"] for comm, state in self.comms.items() if "controls" in state.get("spec", {})}

    def leave(self):
        if self.socket:
            self.socket.close()


def framed(data):
    """A message of the kernel that carries buffers: offsets first, then the parts."""
    count = int.from_bytes(data[:4], "big")
    starts = [int.from_bytes(data[4 * n:4 * n + 4], "big") for n in range(1, count + 1)] + [len(data)]
    return json.loads(data[starts[0]:starts[1]])


def cells(notebook):
    """The sources of a notebook's code cells."""
    found = json.loads(Path(notebook).read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in found if cell["cell_type"] == "code"]
