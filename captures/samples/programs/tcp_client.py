"""Usage: tcp_client.py HOST PORT MESSAGE ...

Sends each message when the one before has been answered, then its end, and reads to the server's end.
"""

import socket
import sys

host, port, *messages = sys.argv[1:]
with socket.create_connection((host, int(port)), timeout=10) as connection:
    for message in messages:
        connection.sendall(message.encode())
        print(connection.recv(1024).decode())
    connection.shutdown(socket.SHUT_WR)
    while data := connection.recv(1024):
        print(data.decode())
