# people.py: a real ngIRCd on a free port and people in its channels, each on a connection of its own.
"""Nobody here waits for time: a line is known to be through when its speaker's PING behind it is answered."""
import os
import select
import socket
import subprocess
import time

DEADLINE = 30.0
CONFIG = """[Global]
Name = irc.test
Info = test
Listen = 127.0.0.1
Ports = %d
MotdPhrase = "room for tests"
ServerUID = %d
ServerGID = %d
[Limits]
MaxConnections = 0
MaxConnectionsIP = 0
MaxJoins = 0
MaxNickLength = 31
MaxPenaltyTime = 0
PingTimeout = 3600
[Options]
DNS = no
Ident = no
PAM = no
"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Server:
    """ngIRCd without penalties for fast speakers; killed by its process id at the end."""

    def __init__(self, folder):
        self.port = free_port()
        self.folder = folder
        with open(os.path.join(folder, "ngircd.conf"), "w", encoding="utf-8") as f:
            f.write(CONFIG % (self.port, os.getuid(), os.getgid()))
        self.again()

    def again(self):
        """Starts it, on the same port each time."""
        with open(os.path.join(self.folder, "ngircd.log"), "ab") as log:
            self.child = subprocess.Popen(["/usr/sbin/ngircd", "-n", "-f", os.path.join(self.folder, "ngircd.conf")],
                                          stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        until = time.monotonic() + DEADLINE
        while not self.accepts():
            assert self.child.poll() is None and time.monotonic() < until, "ngircd does not accept connections"
            select.select([], [], [], 0.002)  # between two looks

    def accepts(self):
        with socket.socket() as s:
            return s.connect_ex(("127.0.0.1", self.port)) == 0

    def end(self):
        self.child.kill()
        self.child.wait()


class Crowd:
    """All people of a test; whoever waits for one lets all of them hear."""

    def __init__(self, port):
        self.port, self.people, self.spoken = port, {}, 0
        self.poll = select.epoll()

    def person(self, nick, **more):
        return Person(self, nick, **more)

    def turn(self, wait=1.0):
        for fd, _ in self.poll.poll(wait):
            if fd in self.people:
                self.people[fd].hear()

    def tidy(self):
        """Now and then everybody hears what was said, so that no socket fills."""
        self.spoken += 1
        if self.spoken % 100 == 0:
            self.turn(0)

    def until(self, what, fact):
        limit = time.monotonic() + DEADLINE
        while not fact():
            assert time.monotonic() < limit, "waited in vain: %s" % (what() if callable(what) else what)
            self.turn()

    def end(self):
        for person in list(self.people.values()):
            person.leave()
        self.poll.close()


class Person:
    """One connection. What it hears is kept as bytes, a line each, when `keeps` says so."""

    def __init__(self, crowd, nick, keeps=True):
        self.crowd, self.nick, self.keeps = crowd, nick, keeps
        self.heard, self.rest, self.answered, self.asked = [], b"", 0, 0
        self.welcome = self.gone = False
        self.refusals = []
        self.socket = socket.create_connection(("127.0.0.1", crowd.port), timeout=DEADLINE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.fd = self.socket.fileno()
        crowd.people[self.fd] = self
        crowd.poll.register(self.fd, select.EPOLLIN)
        raw = nick if isinstance(nick, bytes) else nick.encode()
        self.send(b"NICK " + raw, b"USER t 0 * :test")
        while not self.welcome and not self.refusals and not self.gone:
            self.hear()

    def hear(self):
        try:
            got = self.socket.recv(262144)
        except socket.timeout:
            raise AssertionError("%r waited in vain; last heard %r" % (self.nick, self.heard[-5:])) from None
        except ConnectionError:
            got = b""
        if not got:
            self.forget()
            return
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        lines = (self.rest + got).split(b"\r\n")
        self.rest = lines.pop()
        for line in lines:
            self.take(line)

    def take(self, line):
        word = line.split(b" ", 2)[1:2]
        if line.startswith(b"PING"):
            self.send(b"PONG" + line[4:])
        elif word == [b"PONG"]:
            self.answered += 1
        elif word == [b"001"]:
            self.welcome = True
        elif word and word[0].isdigit() and 400 <= int(word[0]) < 600 and word != [b"422"]:
            self.refusals.append(line)
        if self.keeps:
            self.heard.append(line)

    def send(self, *lines):
        try:
            self.socket.sendall(b"".join(line + b"\r\n" for line in lines))
        except OSError:
            self.forget()

    def through(self, *lines):
        """Says the lines and waits until the server has dealt with them."""
        self.asked += 1
        # Acknowledged late, what this person was told before would hold the server's answer back.
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        self.send(*lines, b"PING :through")
        while self.answered < self.asked and not self.gone:
            self.hear()  # what the others hear waits in their sockets
        self.crowd.tidy()

    def say(self, channel, text):
        self.through(b"PRIVMSG " + channel + b" :" + (text if isinstance(text, bytes) else text.encode()))

    def hears(self, words, since=0):
        words = words if isinstance(words, bytes) else words.encode()
        return next((line for line in self.heard[since:] if words in line), None)

    def wait_for(self, words, since=0):
        def last():
            heard = b"\n".join(self.heard[-12:]).decode("utf-8", "replace")
            return "%r to hear %r; last heard: %s" % (self.nick, words, heard)
        self.crowd.until(last, lambda: self.hears(words, since))
        return self.hears(words, since)

    def forget(self):
        if not self.gone:
            self.gone = True
            self.crowd.people.pop(self.fd, None)
            self.crowd.poll.unregister(self.fd)
            self.socket.close()

    def leave(self):
        if not self.gone:
            self.send(b"QUIT :gone")
        self.forget()
