"""UDP echo at port 7, over IPv4 and IPv6 (RFC 862)."""

import socket

with socket.socket(socket.AF_INET6 if socket.has_dualstack_ipv6() else socket.AF_INET, socket.SOCK_DGRAM) as echo:
    if echo.family == socket.AF_INET6:
        echo.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
    echo.bind(("", 7))
    print("ready")
    while True:
        data, sender = echo.recvfrom(65535)
        echo.sendto(data, sender)
