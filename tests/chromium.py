"""Debian's Chromium without a window, told what to do through a pair of pipes (Chrome DevTools Protocol).

No driver and no library stand between: a message is JSON with a zero byte behind it.
"""

import base64
import json
import os
import selectors
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager

NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 60
"""Seconds after which what was waited for is not coming: far more than it takes on the slowest machine."""


class Browser:
    """One page in a browser."""

    def __init__(self, orders, answers, process):
        self._orders = orders
        self._answers = answers
        self._process = process
        self._ready = selectors.DefaultSelector()
        self._ready.register(answers, selectors.EVENT_READ)
        self._heard = b""
        self._number = 0
        self._session = None
        self.complaints = []
        target = self.say("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.say("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for part in ("Page", "Runtime", "Log", "Network"):
            self.say(f"{part}.enable")

    def say(self, method, **params):
        """Give an order and wait for its answer."""
        self._number += 1
        order = {"id": self._number, "method": method, "params": params}
        if self._session:
            order["sessionId"] = self._session
        os.write(self._orders, json.dumps(order).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._number:
                assert "error" not in told, (method, told["error"])
                return told["result"]

    def _next(self):
        while b"\0" not in self._heard:
            assert self._ready.select(PATIENCE), "the browser is silent"
            piece = os.read(self._answers, 1 << 20)
            assert piece, "the browser has ended"
            self._heard += piece
        message, _, self._heard = self._heard.partition(b"\0")
        told = json.loads(message)
        self._complain(told)
        return told

    def _complain(self, told):
        """Keep what the page said that it should not: exceptions, refused content, errors of its own."""
        method, params = told.get("method"), told.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.complaints.append(params["exceptionDetails"].get("exception", {}).get("description", "?"))
        elif method == "Log.entryAdded" and params["entry"]["level"] == "error":
            self.complaints.append(params["entry"]["text"])

    def open(self, address):
        """Go to an address."""
        self.say("Page.navigate", url=address)

    def ask(self, expression):
        """Give the value of an expression of the page's, once its promise is kept."""
        given = self.say("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in given, given["exceptionDetails"]
        return given["result"].get("value")

    def until(self, expression):
        """Wait until an expression is true, and give it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            given = self.say("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
            if "exceptionDetails" not in given and given["result"].get("value"):
                return given["result"]["value"]
            time.sleep(0.05)
        raise AssertionError(f"never true: {expression}\n{self.ask('document.body.innerText')[:2000]}")

    def size(self, width, height, ratio=1):
        """Make the window so large, in pixels of style sheets."""
        self.say(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=ratio,
            mobile=False,
        )

    def click(self, selector):
        """Press the mouse in the middle of the first element of that name, as a person would."""
        x, y = self.until(
            f"(() => {{ const one = document.querySelector({json.dumps(selector)});"
            " if (!one) return null; one.scrollIntoView({block: 'nearest'});"
            " const at = one.getBoundingClientRect();"
            " return at.width ? [at.x + at.width / 2, at.y + at.height / 2] : null; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.say("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def hover(self, x, y):
        """Move the mouse there."""
        self.say("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)

    def shot(self):
        """Give a picture of the window as a PNG."""
        return base64.b64decode(self.say("Page.captureScreenshot", format="png")["data"])


@contextmanager
def chromium():
    """Start a browser; it is gone at the end of the block."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "Chromium is missing; type: sudo apt-get install chromium"
    orders, mouth = os.pipe()
    ear, answers = os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        # The browser reads orders from descriptor 3 and answers on 4.
        script = f'exec "$0" "$@" 3<&{orders} 4>&{answers}'
        options = (
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--hide-scrollbars=false",
            "--remote-debugging-pipe",
            f"--user-data-dir={profile}",
        )
        process = subprocess.Popen(
            ["bash", "-c", script, found, *options],
            pass_fds=(orders, answers),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(orders)
        os.close(answers)
        try:
            browser = Browser(mouth, ear, process)
            browser.size(1400, 900)
            yield browser
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            os.close(mouth)
            os.close(ear)
