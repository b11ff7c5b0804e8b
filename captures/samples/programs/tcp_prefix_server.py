"""TCP at port 50007: sends back what it gets behind `Echo=>`."""

from tcp import serve


def talk(connection):
    while data := connection.recv(1024):
        connection.sendall(b"Echo=>" + data)


serve(50007, talk)
