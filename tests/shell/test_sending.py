#!/usr/bin/env python3
# test_sending.py: updates leave through real servers, commands, files and mail, and every try is on record.
import contextlib
import email
import email.policy
import glob
import http.server
import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))

import serving  # noqa: E402
import shell  # noqa: E402
from shell import DECLARE, Room, main  # noqa: E402

TEXT = "Since 13:52 UTC card payments fail für about 40% of shoppers."
FAST = "failures\twait\n0\t12h\n1\t50ms\n3\t100ms\n1000\tstop\n"
SECRET = "hunter2-0f3a"


class Hooks:
    """A web server of this test; `plan` says what it does with one request after the other, the last of it for ever."""

    def __init__(self, *plan):
        self.plan, self.got, self.released = list(plan), [], threading.Event()
        hooks = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                hooks.got.append((self.path, dict(self.headers), body))
                what = hooks.plan.pop(0) if len(hooks.plan) > 1 else hooks.plan[0]
                if what == "hang":
                    hooks.released.wait(60)
                    return
                if what == "reset":
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.connection.close()
                    return
                self.send_response(what)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *ignored):
                pass

            def handle_one_request(self):
                with contextlib.suppress(OSError, ValueError):
                    super().handle_one_request()
                self.close_connection = True

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = "http://127.0.0.1:%d" % self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.released.set()
        self.server.shutdown()
        self.server.server_close()


class Serve:
    """`warroom serve` without IRC."""

    def __init__(self, room, config=""):
        self.room = room
        with open(room.path("serve.conf"), "w", encoding="utf-8") as f:
            f.write(config)
        self.out = open(room.path("serve.out"), "ab")
        self.child = subprocess.Popen([shell.PROGRAM, "--config", room.path("serve.conf"), "serve"], cwd=room.folder,
                                      stdin=subprocess.DEVNULL, stdout=self.out, stderr=self.out,
                                      env=room.env(NO_PROXY="127.0.0.1", no_proxy="127.0.0.1"))

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.end()

    def end(self, how=signal.SIGTERM):
        if self.child.poll() is None:
            self.child.send_signal(how)
        status = self.child.wait(serving.DEADLINE)
        self.out.close()
        return status


def fast(room):
    """Waits of milliseconds between two tries."""
    folder = room.path(".config/warroom/policy")
    os.makedirs(folder)
    with open(os.path.join(folder, "delivery.tsv"), "w", encoding="utf-8") as f:
        f.write(FAST)


def deliveries(room, channel=None):
    rows = serving.rows(room.journal, ("update.delivery",))
    return [body for _, _, body in rows if channel in (None, body["channel"])]


def said(room):
    with open(room.path("serve.out"), encoding="utf-8", errors="replace") as f:
        return f.read()


def until_state(room, channel, state):
    def reached():
        rows = deliveries(room, channel)
        return rows if rows and rows[-1]["state"] == state else None
    return serving.until(lambda: "%s over %s; there is %r; the server said %s" %
                         (state, channel, deliveries(room), said(room)), reached)


def whole_journal(room):
    return b"".join(open(p, "rb").read() for p in glob.glob(room.journal + "*"))


def told(room, audience="execs", text=TEXT):
    """Sent as it is: what a text must contain is no matter of sending it"""
    return room.must("update", "to=" + audience, "override=all", "reason=a text for this test", text)


def test_shell_says_that_deliveries_wait():
    """A verb waits for nobody: it says that a delivery waits when no console and no server runs"""
    with Room() as room:
        room.must("channel", "add", "log", "to=execs", "via=file", "target=" + room.path("log.txt"))
        room.must(*DECLARE)
        answer = told(room)
        assert "1 delivery waits until a console or `warroom serve` runs" in answer.out, answer
        assert "waits" not in told(room, "team").out
        with Serve(room, "set send.run on\n"):
            until_state(room, "log", "sent")
            assert "waits" not in told(room).out
            serving.until("the second row", lambda: len(deliveries(room, "log")) == 2)
        with open(room.path("log.txt"), encoding="utf-8") as f:
            assert f.read().count(TEXT) == 2


def test_webhook_recovers():
    """A server that answers 500 twice and then 200: two failures and a success are on record, under one id"""
    with Room() as room, Hooks(500, 503, 200) as hooks:
        fast(room)
        with open(room.path("secret"), "w", encoding="utf-8") as f:
            f.write("Authorization: Bearer %s\nnot this\n" % SECRET)
        room.must(*DECLARE)
        room.must("channel", "add", "hook", "to=execs", "via=webhook", "target=%s/hidden/place" % hooks.url,
                  "secret=" + room.path("secret"))
        told(room)
        with Serve(room):
            rows = until_state(room, "hook", "sent")
        assert [(r["state"], r["http"], r["attempt"]) for r in rows] == [
            ("failed", 500, 1), ("failed", 503, 2), ("sent", 200, 3)], rows
        assert rows[0]["why"] == "HTTP 500" and rows[0]["next"] != "?" and rows[2]["next"] == "?", rows
        assert len(hooks.got) == 3 and len({h["Idempotency-Key"] for _, h, _ in hooks.got}) == 1
        path, headers, body = hooks.got[-1]
        sent = json.loads(body, object_pairs_hook=shell.unique)
        assert path == "/hidden/place" and headers["Authorization"] == "Bearer " + SECRET, headers
        assert headers["Content-Type"] == "application/json"
        assert sent["text"] == TEXT and sent["incident"] == "INC-1" and sent["level"] == 1, sent
        assert sent["id"] == headers["Idempotency-Key"] and sent["test"] is False
        assert SECRET.encode() not in whole_journal(room)
        shown = room.must("timeline").out + room.must("channel", "list").out + room.must("channel", "list", "format=json").out
        assert hooks.url in shown and "hidden" not in shown and SECRET not in shown
        room.verified()


def test_webhook_hangs_and_resets():
    """A server that never answers and one that hangs up are failures with a reason; then it goes through"""
    with Room() as room, Hooks("hang", "reset", 200) as hooks:
        fast(room)
        room.must(*DECLARE)
        room.must("channel", "add", "hook", "to=execs", "via=webhook", "target=" + hooks.url)
        told(room)
        with Serve(room, "set send.limit 500ms\n"):
            rows = until_state(room, "hook", "sent")
        assert [r["state"] for r in rows] == ["failed", "failed", "sent"], rows
        assert "timed out" in rows[0]["why"].lower() and rows[0]["took_ms"] >= 450, rows
        assert rows[1]["why"] and rows[1]["http"] == 0, rows


def test_red_until_somebody_decides():
    """A refused connection is red in next and show until it is given up, and `retry` tries at once"""
    with Room() as room, Hooks(200) as hooks:
        room.must(*DECLARE)
        with socket.socket() as s:  # a port where nobody listens
            s.bind(("127.0.0.1", 0))
            dead = "http://127.0.0.1:%d/x" % s.getsockname()[1]
        room.must("channel", "add", "hook", "to=execs", "via=webhook", "target=" + dead)
        told(room)
        with Serve(room):
            until_state(room, "hook", "failed")
            answer = room.must("next")
            assert re.search(r"Not delivered +E-\d+ over hook failed after 1 try: .*`channel retry hook`", answer.out), answer
            room.must("channel", "giveup", "hook")
            assert "Not delivered" not in room.must("next").out
            update = str(deliveries(room, "hook")[-1]["update"])
            room.must("channel", "add", "hook", "to=execs", "via=webhook", "target=" + hooks.url)
            room.must("channel", "retry", "hook", "E-" + update)
            until_state(room, "hook", "sent")
        pages = room.must("export", "postmortem").out
        assert re.search(r"E-%s +\| hook +\| sent" % update, pages), pages
        made = json.loads(room.must("export", "postmortem", "format=json").out)["deliveries"]
        assert [(d["channel"], d["state"]) for d in made] == [("hook", "sent")], made


def test_address_in_a_file():
    """An address that is a secret itself stands in a file, and nowhere else"""
    with Room() as room, Hooks(200) as hooks:
        with open(room.path("url"), "w", encoding="utf-8") as f:
            f.write("%s/%s\n" % (hooks.url, SECRET))
        room.must(*DECLARE)
        room.must("channel", "add", "hook", "to=execs", "via=webhook", "target=@" + room.path("url"))
        told(room)
        with Serve(room):
            until_state(room, "hook", "sent")
        assert hooks.got[0][0] == "/" + SECRET
        assert SECRET.encode() not in whole_journal(room)
        os.remove(room.path("url"))
        room.must("channel", "test", "hook")
        with Serve(room):
            rows = until_state(room, "hook", "failed")
        assert "there is no" in rows[-1]["why"], rows


COMMAND = """#!/bin/sh
env | grep '^WARROOM_' | sort > "$1/env.txt"
cat > "$1/text.txt"
if [ -e "$1/broken" ]; then echo "the wire is cut" >&2; exit 7; fi
"""


def test_command():
    """A command gets the text and the facts; its exit status and its first words say what came of it"""
    with Room() as room:
        fast(room)
        with open(room.path("tell"), "w", encoding="utf-8") as f:
            f.write(COMMAND)
        os.chmod(room.path("tell"), 0o755)
        open(room.path("broken"), "w", encoding="utf-8").close()
        room.must(*DECLARE)
        line = "channel add tell to=execs via=command target=\"%s %s\"\n" % (room.path("tell"), room.folder)
        with Serve(room, line):
            serving.until("the channel", lambda: "tell" in room.must("channel", "list").out)
            told(room)
            rows = until_state(room, "tell", "failed")
            assert rows[0]["why"] == "exit status 7: the wire is cut", rows
            os.remove(room.path("broken"))
            until_state(room, "tell", "sent")
        with open(room.path("text.txt"), encoding="utf-8") as f:
            assert f.read() == TEXT + "\n"
        with open(room.path("env.txt"), encoding="utf-8") as f:
            env = dict(line.rstrip("\n").split("=", 1) for line in f)
        assert env["WARROOM_INCIDENT"] == "INC-1" and env["WARROOM_AUDIENCE"] == "executives", env
        assert "WARROOM_JOURNAL" not in env and "WARROOM_USER" not in env, env


def test_a_journal_runs_nothing_by_itself():
    """A command that only the journal names is not run; the row says what to do"""
    with Room() as room:
        fast(room)
        room.must("channel", "add", "touch", "to=execs", "via=command", "target=/usr/bin/touch " + room.path("ran"))
        room.must(*DECLARE)
        told(room)
        with Serve(room):
            rows = until_state(room, "touch", "failed")
            assert "set send.run on" in rows[-1]["why"], rows
        assert not os.path.exists(room.path("ran"))
        with Serve(room, "set send.run on\n"):
            until_state(room, "touch", "sent")
        assert os.path.exists(room.path("ran"))


def test_files():
    """A file is added to or replaced whole, and a folder in its place is a failure that says so"""
    with Room() as room:
        fast(room)
        room.must(*DECLARE)
        os.mkdir(room.path("odd"))
        config = "".join("channel add %s to=execs via=file target=%s %s\n" % (n, room.path(n), more)
                         for n, more in (("all", ""), ("last", "mode=replace"), ("odd", "")))
        with Serve(room, config):
            serving.until("the channels", lambda: "odd" in room.must("channel", "list").out)
            told(room)
            until_state(room, "odd", "failed")
            until_state(room, "last", "sent")
            told(room, text="Cards work again.")
            serving.until("both", lambda: len(deliveries(room, "all")) == 2 and len(deliveries(room, "last")) == 2)
        with open(room.path("all"), encoding="utf-8") as f:
            blocks = f.read().split("\n\n")
        assert len(blocks) == 3 and TEXT in blocks[0] and blocks[1].endswith("Cards work again."), blocks
        with open(room.path("last"), encoding="utf-8") as f:
            assert f.read() == "Cards work again.\n"
        assert not glob.glob(room.path("*.tmp")) and os.listdir(room.path("odd")) == []


def test_mail():
    """The mail command gets one whole message, which a mail reader reads back"""
    with Room() as room:
        room.must(*DECLARE)
        room.must("channel", "add", "mail", "to=execs", "via=mail", "target=a@example.org,b@example.org")
        told(room, text=TEXT + "\nBcc: everybody@example.org\n.\nFrom here on: ok")
        with Serve(room, ""):
            rows = until_state(room, "mail", "failed")
            assert "set mail.command" in rows[0]["why"], rows
            room.must("channel", "giveup", "mail")
        told(room, text=TEXT + "\nBcc: everybody@example.org\n.\nFrom here on: ok")
        with Serve(room, "set mail.command \"/usr/bin/tee %s\"\nset mail.from \"Status <status@example.org>\"\n"
                   % room.path("mail.txt")):
            until_state(room, "mail", "sent")
        with open(room.path("mail.txt"), "rb") as f:
            raw = f.read()
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        assert not mail.defects, mail.defects
        assert mail["To"] == "a@example.org, b@example.org" and mail["From"] == "Status <status@example.org>"
        assert mail["Bcc"] is None and mail["Subject"] == "[INC-1 SEV1 investigating] Checkout errors"
        assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", mail["Message-ID"])
        assert mail["Date"].datetime.tzinfo is not None
        assert TEXT + "\nBcc: everybody@example.org\n.\nFrom here on: ok\n" in mail.get_content()
        assert max(len(line) for line in raw.split(b"\n")) <= 78


def test_killed_courier():
    """A courier killed while it sends: another takes over and sends again, under the same id, and records it once"""
    with Room() as room, Hooks("hang", 200) as hooks:
        room.must(*DECLARE)
        room.must("channel", "add", "hook", "to=execs", "via=webhook", "target=" + hooks.url)
        told(room)
        first = Serve(room)
        serving.until("the first request", lambda: len(hooks.got) == 1)
        with Serve(room) as second:
            first.end(signal.SIGKILL)
            until_state(room, "hook", "sent")
            assert second.child.poll() is None
        assert len(hooks.got) == 2
        assert hooks.got[0][1]["Idempotency-Key"] == hooks.got[1][1]["Idempotency-Key"]
        assert [r["state"] for r in deliveries(room)] == ["sent"], deliveries(room)
        leases = [b["holder"] for _, _, b in serving.rows(room.journal, ("lease.taken",)) if b["lease"] == "courier"]
        assert len(leases) == 2 and leases[0] != leases[1], leases
        room.verified()


def test_ends_cleanly_while_sending():
    """SIGTERM while a server hangs and a command runs: it leaves at once, records nothing, leaves no child behind"""
    with Room() as room, Hooks("hang") as hooks:
        room.must(*DECLARE)
        config = ("channel add hook to=execs via=webhook target=%s\nchannel add slow to=execs via=command "
                  "target=\"/bin/sh -c 'echo $$ > %s; exec tail -f /dev/null'\"\n" % (hooks.url, room.path("pid")))
        serve = Serve(room, config)
        serving.until("the channels", lambda: "slow" in room.must("channel", "list").out)
        told(room)
        serving.until("the request", lambda: len(hooks.got) == 1)
        serving.until("the command", lambda: os.path.exists(room.path("pid")) and os.path.getsize(room.path("pid")))
        assert serve.end() == 0
        assert deliveries(room) == []
        with open(room.path("pid"), encoding="utf-8") as f:
            assert not os.path.exists("/proc/" + f.read().strip())


def test_late_and_overtaken():
    """What is too old, and what a later update has overtaken, is not sent; the record says so"""
    with Room(clock="2026-11-22T02:00:00Z") as room:
        room.must("channel", "add", "log", "to=execs", "via=file", "target=" + room.path("log.txt"))
        room.must(*DECLARE)
        told(room, text="Old words.")
        room.at("2026-11-22T14:30:00Z")
        told(room, text="New words.")
        with Serve(room, "set send.run on\n"):
            serving.until("both", lambda: len(deliveries(room)) == 2)
        rows = deliveries(room)
        assert rows[0]["state"] == "given-up" and rows[0]["open"] and "while it was new" in rows[0]["why"], rows
        assert rows[1]["state"] == "sent", rows
        with open(room.path("log.txt"), encoding="utf-8") as f:
            assert "Old" not in f.read()


def test_config_line_is_written_once():
    """The channel of a configuration file is one row, however many verbs read the file"""
    with Room() as room:
        os.makedirs(room.path(".config/warroom"))
        with open(room.path(".config/warroom/warroom.conf"), "w", encoding="utf-8") as f:
            f.write("channel add log to=execs via=file target=/srv/log.txt\nset status.page /srv/status\n"
                    "channel add bad to=execs via=file target=relative\n")
        answer = room.must(*DECLARE)
        assert "warroom.conf:3: name the whole path" in answer.err, answer
        for _ in range(3):
            room.must("log", "something")
        assert len(serving.rows(room.journal, ("channel.set",))) == 2


if __name__ == "__main__":
    main(globals())
