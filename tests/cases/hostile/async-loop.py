# tries: a task that makes tasks
# on: cpython
# ends: deadline | RuntimeError | MemoryError | OSError | PermissionError
# deadline: 700 ms

import asyncio
async def f():
    while True:
        asyncio.ensure_future(asyncio.sleep(0))
        await asyncio.sleep(0)
asyncio.run(f())
