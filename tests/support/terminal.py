# terminal.py: a program on a pseudo terminal; every byte it sends is parsed, and what is not on the list is a failure.
"""The list is what terminfo has for xterm-256color (cursor, erase, scrolling, attributes, screens, keypad), the title,
bracketed paste (2004), focus reports (1004) and the bell. Text must be UTF-8 without controls of any kind."""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import threading
import time
import unicodedata

DEADLINE = 30.0
MODES = (1, 7, 12, 25, 1004, 1049, 2004)
CSI = re.compile(rb"\x1b\[(\?)?([0-9;]*)([@A-Za-z`])")
OTHERS = re.compile(rb"\x1b(?:\([B0]|[=>78MH])")
TITLE = re.compile(rb"\x1b\]2;([^\x00-\x1f\x7f]{0,200})\x07")
STRAY = re.compile("[\u0080-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc"
                   "\U000e0000-\U000e007f]")
SIGNS = "@ABCDGHJKLMPSTXbdhlmrt"


class Forbidden(AssertionError):
    """A byte sequence that a terminal must not get from us."""


class Screen:
    """What the terminal shows. feed() raises Forbidden with the first sequence that is not on the list."""

    def __init__(self, columns=80, rows=24):
        self.columns, self.rows = columns, rows
        self.cells = [[" "] * columns for _ in range(rows)]
        self.x = self.y = 0
        self.top, self.bottom = 0, rows - 1
        self.rest, self.titles, self.frame, self.bells, self.modes = b"", set(), 0, 0, set()
        self.last = " "

    def text(self):
        return "\n".join("".join(row).rstrip() for row in self.cells)

    def feed(self, data):
        data, n = self.rest + data, 0
        while n < len(data):
            used = self.take(data, n)
            if not used:
                break
            n += used
        self.rest = data[n:]
        if len(self.rest) > 300:
            self.refuse("an endless sequence", self.rest)

    def refuse(self, what, data):
        raise Forbidden("%s: %r" % (what, data[:80]))

    def take(self, data, n):
        c = data[n]
        if c == 0x1B:
            return self.escape(data, n)
        if c < 0x20 or c == 0x7F:
            return self.control(data, n)
        end = re.compile(rb"[\x00-\x1f\x7f]").search(data, n)
        piece = data[n:end.start()] if end else data[n:]
        if not end:  # a character may be cut at the end of what was read
            for back in range(1, min(4, len(piece)) + 1):
                if piece[-back] >= 0xC0:
                    whole = 2 if piece[-back] < 0xE0 else 3 if piece[-back] < 0xF0 else 4
                    piece = piece[:-back] if back < whole else piece
                    break
                if piece[-back] < 0x80:
                    break
        self.write(piece)
        return len(piece)

    def write(self, piece):
        try:
            text = piece.decode("utf-8")
        except UnicodeDecodeError:
            self.refuse("no UTF-8", piece)
        if STRAY.search(text):
            self.refuse("an invisible or turning character", text.encode())
        for ch in text:
            self.put(ch)

    def put(self, ch):
        if unicodedata.combining(ch) or unicodedata.category(ch) in ("Mn", "Me"):
            x = max(self.x - 1, 0)
            self.cells[self.y][x] += ch
            return
        wide = 2 if unicodedata.east_asian_width(ch) in "WF" else 1
        if self.x + wide > self.columns:
            self.x = 0
            self.down()
        self.cells[self.y][self.x:self.x + wide] = [ch] + [""] * (wide - 1)
        self.x, self.last = self.x + wide, ch

    def down(self):
        if self.y == self.bottom:
            self.scroll(1)
        else:
            self.y = min(self.y + 1, self.rows - 1)

    def scroll(self, by, top=None):
        top = self.top if top is None else top
        part = self.cells[top:self.bottom + 1]
        blank = [[" "] * self.columns for _ in range(min(abs(by), len(part)))]
        part = part[by:] + blank if by > 0 else blank + part[:len(part) + by]
        self.cells[top:self.bottom + 1] = part

    def control(self, data, n):
        c = data[n]
        if c == 0x07:
            self.bells += 1
        elif c == 0x08:
            self.x = max(self.x - 1, 0)
        elif c == 0x09:
            self.x = min((self.x // 8 + 1) * 8, self.columns - 1)
        elif c == 0x0A:
            self.down()
        elif c == 0x0D:
            self.x = 0
        else:
            self.refuse("a control", data[max(n - 20, 0):n + 20])
        return 1

    def escape(self, data, n):
        m = OTHERS.match(data, n)
        if m:
            if m.group(0) == b"\x1bM":
                if self.y == self.top:
                    self.scroll(-1)
                else:
                    self.y -= 1
            return len(m.group(0))
        m = TITLE.match(data, n)
        if m:
            title = m.group(1).decode("utf-8")
            if STRAY.search(title):
                self.refuse("an invisible character in a title", m.group(0))
            if title.startswith("frame "):
                self.frame = int(title[6:])
            else:
                self.titles.add(title)
            return len(m.group(0))
        m = CSI.match(data, n)
        if m:
            self.csi(m)
            return len(m.group(0))
        if len(data) - n < 260 and re.fullmatch(rb"\x1b(\[\??[0-9;]*|\(|\]?|\]2|\]2;[^\x00-\x1f\x7f]*)", data[n:]):
            return 0  # the rest is still to come
        self.refuse("a sequence that is not on the list", data[n:])
        return 0

    def csi(self, m):
        private, sign = m.group(1), m.group(3).decode()
        numbers = [int(p) if p else 0 for p in m.group(2).split(b";")]
        first = numbers[0] or 1
        if sign not in SIGNS or private and sign not in "hl":
            self.refuse("a sequence that is not on the list", m.group(0))
        if private:
            if any(p not in MODES for p in numbers):
                self.refuse("a mode that is not on the list", m.group(0))
            self.modes = self.modes | set(numbers) if sign == "h" else self.modes - set(numbers)
        elif sign == "t" and numbers not in ([22, 0, 0], [23, 0, 0]) or sign in "hl" and numbers != [4]:
            self.refuse("a sequence that is not on the list", m.group(0))
        elif sign == "H":
            second = numbers[1] if len(numbers) > 1 and numbers[1] else 1
            self.y, self.x = min(first, self.rows) - 1, min(second, self.columns) - 1
        elif sign in "ABCDGd":
            self.move(sign, first)
        elif sign in "JKX":
            self.erase(sign, numbers[0])
        elif sign in "LMST@P":
            self.shift(sign, first)
        elif sign == "b":
            self.write((self.last * first).encode())
        elif sign == "r":
            self.top, self.bottom = first - 1, (numbers[1] if len(numbers) > 1 else self.rows) - 1
            self.x = self.y = 0

    def move(self, sign, by):
        if sign == "G":
            self.x = by - 1
        elif sign == "d":
            self.y = by - 1
        else:
            self.y += {"A": -by, "B": by}.get(sign, 0)
            self.x += {"D": -by, "C": by}.get(sign, 0)
        self.x, self.y = max(0, min(self.x, self.columns - 1)), max(0, min(self.y, self.rows - 1))

    def erase(self, sign, how):
        row = self.cells[self.y]
        if sign == "X":
            stop = min(self.x + (how or 1), self.columns)
            row[self.x:stop] = [" "] * (stop - self.x)
        elif sign == "K" and how == 1:
            row[:self.x + 1] = [" "] * (self.x + 1)
        else:
            row[self.x:] = [" "] * (self.columns - self.x)
            if how == 2:
                row[:] = [" "] * self.columns
        if sign == "J":
            for y in range(0 if how == 2 else self.y + 1, self.rows):
                self.cells[y] = [" "] * self.columns

    def shift(self, sign, by):
        row = self.cells[self.y]
        if sign in "ST":
            self.scroll(by if sign == "S" else -by)
        elif sign in "LM":
            self.scroll(-by if sign == "L" else by, self.y)
        elif sign == "@":
            row[self.x:] = ([" "] * by + row[self.x:])[:self.columns - self.x]
        else:
            row[self.x:] = (row[self.x + by:] + [" "] * by)[:self.columns - self.x]


class Terminal:
    """A program on a terminal; a thread reads what it sends. strict=False: for programs of others, bytes only."""

    def __init__(self, argv, env, columns=80, rows=24, strict=True, folder=None):
        self.raw, self.wrong, self.screen = bytearray(), None, Screen(columns, rows) if strict else None
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            try:
                os.chdir(folder or env["HOME"])
                os.execve(argv[0], argv, env)
            finally:
                os._exit(127)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.news = threading.Condition()
        self.ended = False
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        while True:
            try:
                got = os.read(self.fd, 65536)
            except OSError:
                got = b""
            with self.news:
                self.raw += got
                if got and self.screen and not self.wrong:
                    try:
                        self.screen.feed(got)
                    except Forbidden as e:
                        self.wrong = e
                self.ended = not got
                self.news.notify_all()
                if self.ended:
                    return

    def until(self, what, fact):
        limit = time.monotonic() + DEADLINE
        with self.news:
            while not fact():
                if self.wrong:
                    raise self.wrong
                assert not self.ended and time.monotonic() < limit, "waited in vain: %s\n%s" % (
                    what, self.screen.text() if self.screen else bytes(self.raw[-1500:]))
                self.news.wait(0.2)

    def shows(self, words):
        self.until("the screen to show %r" % words, lambda: words in self.screen.text())

    def type(self, keys):
        """Types and waits for the frame that follows."""
        with self.news:
            before = self.screen.frame if self.screen else 0
        os.write(self.fd, keys if isinstance(keys, bytes) else keys.encode())
        if self.screen:
            self.until("a frame after %r" % keys, lambda: self.screen.frame > before)

    def end(self, sign=signal.SIGTERM):
        """The status it left with."""
        try:
            os.kill(self.pid, sign)
        except ProcessLookupError:
            pass
        limit = time.monotonic() + DEADLINE
        status = None
        while status is None:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if not done:
                status = None
                if time.monotonic() > limit:
                    os.kill(self.pid, signal.SIGKILL)
                select.select([], [], [], 0.01)  # between two looks
        self.reader.join(5)
        os.close(self.fd)
        if self.wrong:
            raise self.wrong
        return status
