#!/usr/bin/env python3
# demo.py: a practice incident on a loopback IRC server, played on the real program in a pseudo-terminal.
"""Usage: demo.py WARROOM [--keep DIR]

At a terminal the screen is shown live and played at a pace one can follow; otherwise nothing waits but for facts.
Every step is checked in the journal, in the channel and on the screen; the last line says how many checks held.
"""
import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import time

DEADLINE = 30.0
LIVE = sys.stdout.isatty() and os.environ.get("CI") is None
CHANNEL = "#practice"


class Failed(Exception):
    pass


def wait_for(what, probe):
    """Waits for a fact; the deadline only bounds a failure."""
    until = time.monotonic() + DEADLINE
    while time.monotonic() < until:
        got = probe()
        if got:
            return got
    raise Failed("never came true: " + what)


class Server:
    """ngIRCd on a free loopback port."""

    def __init__(self, folder):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        path = os.path.join(folder, "ngircd.conf")
        with open(path, "w", encoding="utf-8") as f:
            f.write("[Global]\nName = irc.example.org\nInfo = practice\nListen = 127.0.0.1\nPorts = %d\n"
                    "[Limits]\nMaxConnectionsIP = 0\nMaxNickLength = 20\nMaxPenaltyTime = 0\n"
                    "[Options]\nDNS = no\nIdent = no\nPAM = no\n" % self.port)
        program = shutil.which("ngircd") or "/usr/sbin/ngircd"
        if not os.path.exists(program):
            raise Failed("ngircd is not installed (Debian package ngircd)")
        self.child = subprocess.Popen([program, "-n", "-f", path], stdin=subprocess.DEVNULL,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for("the IRC server listens", self.listens)

    def listens(self):
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
            return True
        except OSError:
            return False

    def stop(self):
        self.child.terminate()
        self.child.wait()


class Responder:
    """One person in the channel."""

    def __init__(self, port, nick):
        self.nick = nick
        self.heard = []
        self.rest = b""
        self.sock = socket.create_connection(("127.0.0.1", port), 5)
        self.send("NICK " + nick)
        self.send("USER %s 0 * :practice responder" % nick)
        wait_for(nick + " is greeted", lambda: self.hears(r" 001 "))
        self.send("JOIN " + CHANNEL)
        wait_for(nick + " is in the channel", lambda: self.hears(r" 366 "))

    def send(self, line):
        self.sock.sendall(line.encode() + b"\r\n")

    def say(self, text):
        self.send("PRIVMSG %s :%s" % (CHANNEL, text))

    def read(self):
        ready, _, _ = select.select([self.sock], [], [], 0.02)
        if not ready:
            return
        self.rest += self.sock.recv(65536)
        *lines, self.rest = self.rest.split(b"\n")
        for line in lines:
            text = line.decode("utf-8", "replace").rstrip("\r")
            if text.startswith("PING"):
                self.send("PONG" + text[4:])
            self.heard.append(text)

    def hears(self, pattern):
        self.read()
        return next((line for line in self.heard if re.search(pattern, line)), None)


class Console:
    """The real program in a pseudo-terminal of 100 by 30."""

    def __init__(self, program, env, log):
        self.log = open(log, "wb")
        self.bytes = b""
        pid, self.fd = pty.fork()
        if pid == 0:
            os.execve(program, [program], env)
        self.pid = pid
        self.resize()
        if LIVE:
            signal.signal(signal.SIGWINCH, lambda *_: self.resize())

    def resize(self):
        columns, rows = shutil.get_terminal_size((100, 30)) if LIVE else (100, 30)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, patience=0.02):
        ready, _, _ = select.select([self.fd], [], [], patience)
        if not ready:
            return
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return
        self.bytes += data
        self.log.write(data)
        if LIVE:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()

    def pause(self, seconds):
        """Lets a person at the screen follow; unattended it only drains what was drawn."""
        until = time.monotonic() + (seconds if LIVE else 0)
        self.read(0)
        while time.monotonic() < until:
            self.read()

    def type(self, line):
        for ch in line:
            os.write(self.fd, ch.encode())
            self.pause(0.02)
        self.pause(0.4)
        os.write(self.fd, b"\r")
        self.pause(1.2)

    def press(self, keys):
        os.write(self.fd, keys)
        self.pause(1.2)

    def shows(self, text):
        self.read()
        return text.encode() in self.bytes


class Play:
    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.checks = 0
        self.journal = os.path.join(folder, "journal.db")
        self.config = os.path.join(folder, "config", "warroom")
        os.makedirs(self.config)
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("WARROOM_")}
        self.env.update(WARROOM_JOURNAL=self.journal, XDG_CONFIG_HOME=os.path.dirname(self.config),
                        XDG_DATA_HOME=folder, LC_ALL="C.UTF-8")
        self.env.setdefault("TERM", "xterm-256color")
        if not LIVE:
            self.env["TERM"] = "xterm-256color"

    def warroom(self, *words):
        got = subprocess.run([self.program, *words], env=self.env, stdin=subprocess.DEVNULL, capture_output=True,
                             text=True, check=False)
        return got.returncode, got.stdout, got.stderr

    def rows(self):
        status, out, _ = self.warroom("timeline", "chat=yes", "format=json")
        return [json.loads(line) for line in out.splitlines()] if status == 0 else []

    def has(self, kind, words):
        self.console.read(0)
        for each in self.people:
            each.read()
        return next((r for r in self.rows() if r["kind"] == kind and words in r["text"]), None)

    def check(self, what, probe):
        got = wait_for(what, probe)
        self.checks += 1
        if not LIVE:
            print("ok %d - %s" % (self.checks, what), flush=True)
        return got

    def run(self):
        server = Server(self.folder)
        try:
            with open(os.path.join(self.config, "warroom.conf"), "w", encoding="utf-8") as f:
                f.write("irc connect 127.0.0.1:%d %s\nirc trust nicks\nset irc.burst 50\nset irc.rate 10ms\n" % (server.port, CHANNEL))
            self.people = []
            self.console = Console(self.program, self.env, os.path.join(self.folder, "screen.log"))
            try:
                self.incident(server)
            finally:
                os.kill(self.console.pid, signal.SIGTERM)
                os.waitpid(self.console.pid, 0)
        finally:
            server.stop()

    def incident(self, server):
        screen = self.console
        self.check("the home screen opens", lambda: screen.shows("warroom"))
        screen.pause(1.5)
        screen.type('/declare "Checkout errors, cards fail" journey=critical degradation=partial users=12% '
                    'safety=none exposure=none data=none')
        self.check("one line declares a SEV2", lambda: self.has("declare", "SEV2"))
        screen.type("/irc join " + CHANNEL)
        ops, comms = Responder(server.port, "ops1"), Responder(server.port, "comms1")
        self.people = [ops, comms]
        self.check("the bridge is in the channel",
                   lambda: ops.hears(r" 353 .*warroom") or ops.hears(r":warroom\S* JOIN"))
        self.check("the topic tells severity", lambda: ops.hears(r"(332|TOPIC) .*INC-1 SEV2"))
        ops.say("pool on db-3 is full since the 13:10 release, 5xx on checkout")
        self.check("what is said in the channel is in the journal", lambda: self.has("chat.in", "pool on db-3"))
        self.check("and on the screen", lambda: screen.shows("pool on db-3"))
        ops.say("!status")
        self.check("a responder can ask for the status", lambda: ops.hears(r"PRIVMSG .*INC-1 SEV2"))
        ops.say("!impact degradation=unavailable users=45%")
        self.check("a responder's figure raises the severity", lambda: self.has("severity.set", "SEV1"))
        self.check("the screen shows it", lambda: screen.shows("SEV1"))
        self.check("the channel hears it", lambda: comms.hears(r"SEV1"))
        screen.type("/role comms @comms1")
        screen.type("ops1: who can roll back?")
        self.check("the console speaks in the channel", lambda: ops.hears(r"PRIVMSG .*who can roll back"))
        ops.say("!log rolled back to the release before")
        self.check("a log line from the channel", lambda: self.has("note", "rolled back"))
        at = time.strftime("%H:%M", time.gmtime(time.time() + 1200))
        comms.say("!update to=public Since 13:10 UTC card payments fail for about half of the shoppers. "
                  "Next update by %s UTC." % at)
        self.check("a text for the public waits for the commander", lambda: self.has("update.draft", "card payments"))
        self.check("the screen says so", lambda: screen.shows("approve draft C-1"))
        screen.type("/comms approve C-1")
        self.check("a second person has read it", lambda: self.has("update.approve", "customers_public"))
        comms.say("!comms send C-1")
        self.check("an update from the channel", lambda: self.has("update.sent", "card payments"))
        ops.say('!action add "Alert when the pool is over 80%" @ops1 due=+14d done="the page fires in the drill"')
        self.check("an action with owner and date", lambda: self.has("followup.create", "A-1"))
        screen.type("/impact degradation=intermittent users=3% note=\"errors fall after the rollback\"")
        self.check("milder figures do not lower it at once", lambda: self.has("severity.computed", "SEV"))
        screen.type("/mark mitigated")
        screen.type("/check \"checkout probe\" pass evidence=\"200 of 200 orders in five minutes\"")
        self.check("a check of the signal that showed it", lambda: self.has("verify.pass", "checkout probe"))
        screen.type("/status resolved")
        self.check("what it would change is shown first", lambda: screen.shows("nothing is recorded yet"))
        screen.press(b"\t\r")
        self.check("resolved", lambda: self.has("status.set", "resolved"))
        screen.type("/learned well the channel worked while single sign-on did not")
        screen.type("/close verified on the checkout probe")
        screen.type("1")  # the number of the incident; ten seconds later it is closed
        self.check("closed", lambda: self.has("close", "verified"))
        screen.pause(2)
        self.afterwards()

    def afterwards(self):
        for form, sign in (("md", "# INC-1"), ("html", "<svg"), ("json", "warroom-postmortem-1")):
            path = os.path.join(self.folder, "postmortem." + form)
            status, _, err = self.warroom("-i", "1", "export", "postmortem", "format=" + form, "out=" + path)
            self.check("exported as %s%s" % (form, err.strip()),
                       lambda: status == 0 and sign in open(path, encoding="utf-8").read())
        status, out, _ = self.warroom("verify")
        self.check("the journal verifies", lambda: status == 0 and "chain intact" in out)


def main():
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    keep = sys.argv[3] if len(sys.argv) > 3 and sys.argv[2] == "--keep" else None
    folder = keep or tempfile.mkdtemp(prefix="warroom-practice-")
    os.makedirs(folder, exist_ok=True)
    play = Play(os.path.abspath(sys.argv[1]), folder)
    try:
        play.run()
    except Failed as why:
        print("\nnot ok - %s\nwhat was written is in %s" % (why, folder))
        return 1
    print("%s%d checks held. The post-mortem is %s/postmortem.html" % ("\n" if LIVE else "", play.checks, folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
