"""Usage: igmp_query.py VERSION — asks all hosts on eth0 for the groups they are in (RFC 1112, 2236, 3376)."""

import socket
import struct
import sys

from checksum import with_checksum

MEMBERSHIP_QUERY = 0x11
TENTHS_TO_ANSWER = 2
ROUTER_ALERT = bytes([148, 4, 0, 0])  # RFC 2113

version = int(sys.argv[1])
query = struct.pack("!BBH4s", MEMBERSHIP_QUERY, 0 if version == 1 else TENTHS_TO_ANSWER, 0, bytes(4))
if version == 3:
    query += struct.pack("!BBH", 2, 125, 0)  # robustness 2, every 125 s, no sources
with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_IGMP) as router:
    router.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
    router.setsockopt(socket.IPPROTO_IP, socket.IP_TOS, 0xC0)
    if version > 1:
        router.setsockopt(socket.IPPROTO_IP, socket.IP_OPTIONS, ROUTER_ALERT)
    index = struct.pack("@4s4si", bytes(4), bytes(4), socket.if_nametoindex("eth0"))
    router.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, index)
    router.sendto(with_checksum(query, 2), ("224.0.0.1", 0))
