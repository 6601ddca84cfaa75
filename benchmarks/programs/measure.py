# Runs one benchmark under CPython and prints "answer milliseconds": measure.py NAME ARGUMENT ROUNDS
import sys
import time
from pathlib import Path

here = Path(__file__).resolve().parent
sys.path[:0] = [str(here), str(here.parent.parent / "examples"), str(here.parent.parent / "examples" / "udfs")]
sys.dont_write_bytecode = True


def prepare(name: str, argument: str):
    if name == "find_prime":
        from find_prime import find_prime
        return lambda: find_prime(int(argument))
    if name == "levenshtein":
        from levenshtein import distance, fill
        a, b = fill(int(argument), 1), fill(int(argument), 2)
        return lambda: distance(a, b)
    if name == "text_similarity":
        from text_similarity_typed import udf_main
        titles = Path(argument).read_text(encoding="utf-8").splitlines()
        return lambda: sum(udf_main(title, "laptop computer", 8) for title in titles)
    raise SystemExit(f"no benchmark named {name}")


run = prepare(sys.argv[1], sys.argv[2])
best = float("inf")
for _ in range(int(sys.argv[3])):
    start = time.perf_counter()
    answer = run()
    best = min(best, (time.perf_counter() - start) * 1e3)
print(answer, f"{best:.4f}")
