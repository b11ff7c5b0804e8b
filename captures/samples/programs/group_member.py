"""Usage: group_member.py GROUP [SOURCE]

Joins a multicast group on eth0 (from one source only, if given) and says `ready`; leaves when its input ends.
"""

import socket
import struct
import sys

IP_ADD_SOURCE_MEMBERSHIP = 39  # linux/in.h; not in the socket module of older Pythons

group, *source = sys.argv[1:]
index = socket.if_nametoindex("eth0")
if ":" in group:
    member = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    request = socket.inet_pton(socket.AF_INET6, group) + struct.pack("@I", index)
    member.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, request)
elif source:
    member = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    request = socket.inet_aton(group) + socket.inet_aton("192.0.2.1") + socket.inet_aton(source[0])
    member.setsockopt(socket.IPPROTO_IP, IP_ADD_SOURCE_MEMBERSHIP, request)
else:
    member = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    request = socket.inet_aton(group) + struct.pack("@4si", bytes(4), index)
    member.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, request)
with member:
    print("ready")
    sys.stdin.read()
print("left")
