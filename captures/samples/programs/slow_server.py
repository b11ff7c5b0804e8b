"""TCP at port 9001: takes a connection, but reads from it only after a line of input."""

import socket
import sys

with socket.create_server(("0.0.0.0", 9001)) as listener:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
    print("ready")
    connection, _ = listener.accept()
    with connection:
        sys.stdin.readline()
        while connection.recv(65536):
            pass
