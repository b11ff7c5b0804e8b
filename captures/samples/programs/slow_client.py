"""Usage: slow_client.py HOST BYTES — sends that many bytes to port 9001 as fast as it may."""

import socket
import sys

with socket.create_connection((sys.argv[1], 9001), timeout=15) as connection:
    print("sending")
    connection.sendall(bytes(int(sys.argv[2])))
    connection.shutdown(socket.SHUT_WR)
    connection.recv(1)
print("sent")
