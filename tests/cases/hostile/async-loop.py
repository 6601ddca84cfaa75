# tries: a task that makes tasks
# on: cpython
# ends: deadline | RuntimeError | MemoryError | OSError | PermissionError
# back ends: compiler interpreter
# deadline: 700 ms

import asyncio
async def f():
    while True:
        asyncio.ensure_future(asyncio.sleep(0))
        await asyncio.sleep(0)
asyncio.run(f())
