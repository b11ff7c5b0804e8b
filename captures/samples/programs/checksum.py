"""The Internet checksum (RFC 1071)."""


def checksum(data):
    data += bytes(len(data) % 2)
    total = sum(data[i] << 8 | data[i + 1] for i in range(0, len(data), 2))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def with_checksum(data, at, before=b""):
    """The data with its checksum written at an offset where it has two zero bytes."""
    return data[:at] + checksum(before + data).to_bytes(2, "big") + data[at + 2 :]
