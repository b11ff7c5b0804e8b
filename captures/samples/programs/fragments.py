"""Usage: fragments.py SOURCE TARGET IDENTIFICATION ORDER

Cuts a UDP datagram to port 7 into four fragments and sends those named in ORDER: `3120` sends the last one
first, `023` leaves one out (RFC 791 3.2, RFC 8200 4.5).
"""

import socket
import struct
import sys

from checksum import with_checksum

UDP, FRAGMENT = 17, 44
PIECE = 400

source, target, identification, order = sys.argv[1:]
family = socket.AF_INET6 if ":" in target else socket.AF_INET
addresses = socket.inet_pton(family, source) + socket.inet_pton(family, target)
text = b"".join(b"line %03d of a datagram in four pieces.\n" % i for i in range(38))
datagram = struct.pack("!HHHH", 50000, 7, 8 + len(text), 0) + text
pseudo_length = struct.pack("!HH", UDP, len(datagram)) if family == socket.AF_INET else struct.pack("!II", len(datagram), UDP)
datagram = with_checksum(datagram, 6, addresses + pseudo_length)


def packet(number):
    start = number * PIECE
    piece = datagram[start : start + PIECE]
    more = start + PIECE < len(datagram)
    if family == socket.AF_INET6:
        fragment = struct.pack("!BBHI", UDP, 0, start | more, int(identification))
        return struct.pack("!IHBB", 6 << 28, len(fragment + piece), FRAGMENT, 64) + addresses + fragment + piece
    flags = (0x2000 if more else 0) | start // 8
    header = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(piece), int(identification), flags, 64, UDP, 0) + addresses
    return with_checksum(header, 10) + piece


with socket.socket(family, socket.SOCK_DGRAM) as receiver:
    receiver.bind((source, 50000))  # so that the answer meets an open port
    receiver.settimeout(5)
    with socket.socket(family, socket.SOCK_RAW, socket.IPPROTO_RAW) as raw:
        for number in order:
            raw.sendto(packet(int(number)), (target, 0))
    if set(order) == set("0123"):
        assert receiver.recv(65535) == text
