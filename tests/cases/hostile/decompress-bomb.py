# tries: a hundred kilobytes that become a hundred megabytes
# on: cpython
# ends: MemoryError

import zlib
packer = zlib.compressobj()
bomb = b''.join(packer.compress(bytes(1 << 20)) for i in range(100)) + packer.flush()
zlib.decompress(bomb)
