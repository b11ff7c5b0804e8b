"""Usage: mark.py DEVICE — sends the frame that tells a recording's end."""

import socket
import struct
import sys

ARPHRD_NONE = 0xFFFE
MARK_TYPE, MARK = 0x88B5, b"strata: end of recording"
EXPERIMENT = 253  # RFC 3692, IP protocol for experiments

with socket.socket(socket.AF_PACKET, socket.SOCK_RAW) as device:
    device.bind((sys.argv[1], 0))
    if device.getsockname()[3] == ARPHRD_NONE:
        ends = socket.inet_aton("192.0.2.1") * 2
        header = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(MARK), 0, 0, 1, EXPERIMENT, 0) + ends
    else:
        header = bytes(12) + MARK_TYPE.to_bytes(2, "big")
    device.send(header + MARK)
