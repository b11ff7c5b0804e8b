"""TCP echo at port 8888: sends back what it gets, and `Hello, client!` once the client has sent its end."""

from tcp import serve


def talk(connection):
    while data := connection.recv(1024):
        connection.sendall(data)
    connection.sendall(b"Hello, client!")


serve(8888, talk)
