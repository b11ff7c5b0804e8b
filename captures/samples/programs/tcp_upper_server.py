"""TCP at port 3234: sends back what it gets in upper case."""

from tcp import serve


def talk(connection):
    while data := connection.recv(1024):
        connection.sendall(data.upper())


serve(3234, talk)
