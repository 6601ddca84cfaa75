# Bits: CRC-32 with a table, and the rounds of a hash.


def run():
    table = []
    for n in range(256):
        for _ in range(8):
            n = n >> 1 ^ 0xEDB88320 if n & 1 else n >> 1
        table.append(n)
    data = bytes([i * i % 251 for i in range(60000)])
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ table[(crc ^ byte) & 255]
    a, b = 0x12345678, 0x9ABCDEF0
    for byte in data:
        a = (a + (b << 5 ^ b >> 3) + byte) & 0xFFFFFFFF
        b = (b ^ (a << 7 | a >> 25)) & 0xFFFFFFFF
    return crc ^ a ^ b
