"""Usage: bulk_client.py HOST BYTES — sends that many bytes to port 9000 and waits for the receipt."""

import socket
import sys

host, size = sys.argv[1], int(sys.argv[2])
with socket.create_connection((host, 9000), timeout=15) as connection:
    connection.sendall(bytes(i % 251 for i in range(size)))
    connection.shutdown(socket.SHUT_WR)
    receipt = connection.recv(1024).decode()
    assert receipt == f"{size} bytes", receipt
