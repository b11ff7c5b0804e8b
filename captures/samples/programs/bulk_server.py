"""TCP at port 9000: reads to the client's end and says how much it was."""

from tcp import serve


def talk(connection):
    total = 0
    while data := connection.recv(65536):
        total += len(data)
    connection.sendall(f"{total} bytes".encode())


serve(9000, talk)
