"""TCP at port 8001: answers `1` with `welcome to server!` and anything else with `please go out!`."""

from tcp import serve


def talk(connection):
    while data := connection.recv(1024):
        connection.sendall(b"welcome to server!" if data == b"1" else b"please go out!")


serve(8001, talk)
