"""Usage: udp_client.py HOST PORT MESSAGE ...

Sends each message as one datagram and waits for the answer. A message `@3000` is 3000 bytes of letters.
"""

import socket
import sys

host, port, *messages = sys.argv[1:]
family = socket.AF_INET6 if ":" in host else socket.AF_INET
with socket.socket(family, socket.SOCK_DGRAM) as client:
    client.settimeout(10)
    client.connect((host, int(port)))
    for message in messages:
        if message.startswith("@"):
            data = bytes(ord("a") + i % 26 for i in range(int(message[1:])))
        else:
            data = message.encode()
        client.send(data)
        try:
            print(client.recv(65535)[:40].decode())
        except ConnectionRefusedError:
            print("port unreachable")
