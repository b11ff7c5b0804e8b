"""An FTP server at port 21 that knows one user and one file (RFC 959): passive mode only."""

import socket

from tcp import serve

FILE = b"Layer by layer.\r\n"
LISTING = b"-r--r--r--   1 ftp  ftp        17 Jan 01  2024 layers.txt\r\n"


class Session:
    def __init__(self, connection):
        self.control = connection
        self.data = None

    def reply(self, text):
        self.control.sendall(text.encode() + b"\r\n")

    def talk(self):
        self.reply("220 Samples FTP server ready.")
        for line in self.control.makefile("r", newline="\r\n"):
            verb, _, argument = line.strip().partition(" ")
            if self.obey(verb.upper(), argument) == "QUIT":
                return

    def obey(self, verb, argument):
        if verb == "PASV":
            self.data = socket.create_server((self.control.getsockname()[0], 2020))
            host = self.data.getsockname()[0].replace(".", ",")
            self.reply(f"227 Entering Passive Mode ({host},{2020 // 256},{2020 % 256}).")
        elif verb in ("LIST", "RETR"):
            self.send(LISTING if verb == "LIST" else FILE)
        else:
            self.reply({
                "USER": "331 Please give the password.",
                "PASS": "230 Logged in.",
                "SYST": "215 UNIX Type: L8",
                "PWD": '257 "/" is the current directory.',
                "TYPE": "200 Type set.",
                "QUIT": "221 Goodbye.",
            }.get(verb, "502 Command not implemented."))
        return verb

    def send(self, content):
        self.reply("150 Opening data connection.")
        with self.data, self.data.accept()[0] as transfer:
            transfer.sendall(content)
        self.reply("226 Transfer complete.")


serve(21, lambda connection: Session(connection).talk())
