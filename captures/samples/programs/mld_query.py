"""Usage: mld_query.py VERSION — asks all nodes on eth0 for the groups they are in (RFC 2710, 3810)."""

import socket
import struct
import sys

LISTENER_QUERY = 130
MILLISECONDS_TO_ANSWER = 200
IPV6_HOPOPTS = 54
ROUTER_ALERT = bytes([0, 0, 5, 2, 0, 0, 1, 0])  # RFC 2711, in a hop-by-hop header padded with PadN

query = struct.pack("!BBHHH16s", LISTENER_QUERY, 0, 0, MILLISECONDS_TO_ANSWER, 0, bytes(16))
if sys.argv[1] == "2":
    query += struct.pack("!BBH", 2, 125, 0)  # robustness 2, every 125 s, no sources
with socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6) as router:
    router.setsockopt(socket.IPPROTO_IPV6, IPV6_HOPOPTS, ROUTER_ALERT)
    router.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 1)
    router.sendto(query, ("ff02::1", 0, 0, socket.if_nametoindex("eth0")))
