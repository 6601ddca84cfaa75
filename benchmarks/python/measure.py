# Runs programs for native Python: paths come on standard input, a checksum and milliseconds go to standard output.
import sys
import time

for line in sys.stdin:
    names = {}
    with open(line.strip()) as program:
        exec(compile(program.read(), line.strip(), "exec"), names)
    start = time.perf_counter()
    answer = [names["run"]() for _ in range(int(sys.argv[1]))][-1]
    print(answer, (time.perf_counter() - start) * 1000, flush=True)
