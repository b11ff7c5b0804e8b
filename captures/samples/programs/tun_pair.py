"""Makes two tun devices, tun0 and tun1, and carries every packet from one to the other."""

import fcntl
import os
import select
import struct

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 1, 0x1000


def tun(name):
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", name, IFF_TUN | IFF_NO_PI))
    return device


left, right = tun(b"tun0"), tun(b"tun1")
other = {left: right, right: left}
print("ready")
while True:
    for device in select.select([left, right], [], [])[0]:
        try:
            os.write(other[device], os.read(device, 65535))
        except OSError:
            pass  # the other end is down: the packet is lost, as on a wire
