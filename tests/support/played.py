# played.py: an IRC server that a test plays: greets, lets into one channel, notes when it heard what, falls silent when told.
import contextlib
import select
import socket
import threading
import time

DEADLINE = 30.0


class Played:
    """Every connection is greeted and let into the channel it asks for. `heard` is (time, connection number, line)."""

    def __init__(self, people=(b"ops1",)):
        self.people = people
        self.heard, self.links = [], {}
        self.answers_pings = True
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.count, self.open = 0, True
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.open = False
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), 1).close()  # so that it looks
        self.thread.join(DEADLINE)
        self.listener.close()
        for link in self.links.values():
            link["socket"].close()

    # ---- the server's own thread ----

    def run(self):
        while self.open:
            socks = [self.listener] + [link["socket"] for link in self.links.values() if link["open"]]
            for sock in select.select(socks, [], [], 1.0)[0]:
                if sock is self.listener:
                    self.count += 1
                    self.links[self.count] = {"socket": sock.accept()[0], "open": True, "rest": b"", "nick": b"*",
                                              "ended": None}
                else:
                    self.read(next(n for n, link in self.links.items() if link["socket"] is sock))

    def read(self, number):
        link = self.links[number]
        try:
            data = link["socket"].recv(65536)
        except OSError as e:
            link["open"], link["ended"] = False, e
            return
        if not data:
            link["open"], link["ended"] = False, "closed"
            return
        *lines, link["rest"] = (link["rest"] + data).split(b"\r\n")
        for line in lines:
            with self.lock:
                self.heard.append((time.time(), number, line))
            self.answer(number, link, line)

    def answer(self, number, link, line):
        word, _, rest = line.partition(b" ")
        if word == b"NICK":
            link["nick"] = rest.lstrip(b":")
        elif word == b"USER":
            self.say(b":irc.test 001 %s :Welcome\r\n:irc.test 005 %s CASEMAPPING=ascii NICKLEN=30 :are supported\r\n"
                     b":irc.test 422 %s :no motd" % ((link["nick"],) * 3), number)
        elif word == b"JOIN":
            self.say(b":%s!w@localhost JOIN %s\r\n:irc.test 353 %s = %s :%s %s\r\n:irc.test 366 %s %s :end" %
                     (link["nick"], rest, link["nick"], rest, link["nick"], b" ".join(self.people), link["nick"], rest),
                     number)
        elif word == b"PING" and self.answers_pings:
            self.say(b":irc.test PONG irc.test :" + rest.lstrip(b":"), number)

    # ---- for the test ----

    def say(self, line, number=None):
        """To one connection, or to the newest."""
        with contextlib.suppress(OSError):
            self.links[number or self.count]["socket"].sendall(line + b"\r\n")

    def drop(self, number=None):
        """Closes a connection without a word."""
        self.links[number or self.count]["socket"].shutdown(socket.SHUT_RDWR)

    def lines(self, words, number=None):
        with self.lock:
            return [(at, n, line) for at, n, line in self.heard if words in line and number in (None, n)]

    def until(self, words, times=1, number=None):
        """When the words were heard for the n-th time, on which connection, and the whole line."""
        limit = time.monotonic() + DEADLINE
        while len(self.lines(words, number)) < times:
            assert time.monotonic() < limit, "never heard %r but %r" % (words, [x[1:] for x in self.heard[-30:]])
            select.select([], [], [], 0.005)  # between two looks
        return self.lines(words, number)[times - 1]
