"""A mail server at port 25 that takes any message and forgets it (RFC 5321)."""

from tcp import serve


def talk(connection):
    def reply(text):
        connection.sendall(text.encode() + b"\r\n")

    reply("220 mail.example.org ESMTP")
    lines = connection.makefile("r", newline="\r\n")
    for line in lines:
        verb = line[:4].upper()
        if verb == "EHLO":
            reply("250-mail.example.org\r\n250-8BITMIME\r\n250 SIZE 1000000")
        elif verb in ("MAIL", "RCPT"):
            reply("250 OK")
        elif verb == "DATA":
            reply("354 End data with <CR><LF>.<CR><LF>")
            for text in lines:
                if text == ".\r\n":
                    break
            reply("250 Accepted")
        elif verb == "QUIT":
            reply("221 Bye")
            return
        else:
            reply("502 Command not implemented")


serve(25, talk)
