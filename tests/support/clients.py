# clients.py: irssi and WeeChat as people use them, told what to say and read back from their own logs.
import glob
import os
import select
import shutil
import subprocess
import time

import terminal

IRSSI = """servers = ();
chatnets = {};
channels = ();
settings = {
  core = { real_name = "test"; user_name = "t"; nick = "%s"; };
  "irc/core" = { cmds_max_at_once = "1000"; cmd_queue_speed = "10msec"; };
  "fe-text" = { paste_verify_line_count = "0"; };
  "fe-common/core" = { autolog = "yes"; autolog_path = "%s/$0.log"; autolog_level = "ALL"; };
};
"""
WEECHAT = ("/set logger.file.flush_delay 0", "/set irc.server_default.autojoin_delay 0", "/server add t 127.0.0.1/%(port)d",
           "/set irc.server.t.nicks %(nick)s", "/set irc.server.t.autojoin %(channel)s", "/set irc.server.t.ssl off",
           "/set irc.server.t.anti_flood_prio_high 0", "/set irc.server.t.anti_flood_prio_low 0",
           "/set fifo.file.path %(folder)s/fifo", "/fifo enable", "/connect t")
DEADLINE = 30.0


class Client:
    """What both share: a nick, a channel, and a log that grows."""

    log_glob = None

    def log(self):
        text = ""
        for path in sorted(glob.glob(os.path.join(self.folder, self.log_glob), recursive=True)):
            with open(path, encoding="utf-8", errors="replace") as f:
                text += f.read()
        return text

    def wait_for(self, words, times=1):
        limit = time.monotonic() + DEADLINE
        while self.log().count(words) < times:
            assert time.monotonic() < limit, "%s did not log %r:\n%s" % (type(self).__name__, words, self.log()[-3000:])
            select.select([], [], [], 0.01)  # between two looks

    def ask(self, text, answer):
        """Says something and waits for the next answer that contains these words."""
        before = self.log().count(answer)
        self.say(text)
        self.wait_for(answer, before + 1)


class Irssi(Client):
    log_glob = "irssi/*.log"

    @staticmethod
    def missing():
        return None if shutil.which("irssi") else "irssi is not installed"

    def __init__(self, room, port, nick, channel):
        self.folder, self.nick, self.channel = room.folder, nick, channel
        home = room.path("irssi")
        os.mkdir(home)
        with open(os.path.join(home, "config"), "w", encoding="utf-8") as f:
            f.write(IRSSI % (nick, home))
        self.terminal = terminal.Terminal([shutil.which("irssi"), "--home=" + home, "-c", "127.0.0.1", "-p", str(port),
                                           "-n", nick], room.env(TERM="xterm-256color"), strict=False)
        self.terminal.until("irssi to be welcome", lambda: b"message of the day" in self.terminal.raw)
        self.say("/join " + channel)
        self.wait_for("[Users " + channel)

    def say(self, text):
        os.write(self.terminal.fd, text.encode() + b"\r")

    def end(self):
        self.terminal.end()


class WeeChat(Client):
    log_glob = "weechat/logs/*.weechatlog"

    @staticmethod
    def missing():
        if not shutil.which("weechat-headless"):
            return "weechat-headless is not installed"
        return None if glob.glob("/usr/lib/*/weechat/plugins/fifo.so") else "the fifo plugin of WeeChat is not installed"

    def __init__(self, room, port, nick, channel):
        self.folder, self.nick, self.channel = room.folder, nick, channel
        home = room.path("weechat")
        words = {"port": port, "nick": nick, "channel": channel, "folder": home}
        argv = ["weechat-headless", "-d", home]
        for line in WEECHAT:
            argv += ["-r", line % words]
        with open(room.path("weechat.out"), "wb") as out:
            self.child = subprocess.Popen(argv, env=room.env(), stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        self.wait_for("Channel %s: " % channel)

    def say(self, text):
        with open(os.path.join(self.folder, "weechat", "fifo"), "w", encoding="utf-8") as f:
            f.write("irc.t.%s *%s\n" % (self.channel, text))

    def end(self):
        self.child.terminate()
        self.child.wait(DEADLINE)
