// Times a kernel in V8: node run_kernel.mjs KERNEL.wasm N CALLS prints the answer and the best time in ms.
import fs from "node:fs";

const [file, n, calls] = process.argv.slice(2);
const { instance } = await WebAssembly.instantiate(fs.readFileSync(file), {});
let best = Infinity;
let answer = 0n;
for (let i = 0; i < Number(calls); i++) {
    const start = performance.now();
    answer = instance.exports.run(Number(n));
    best = Math.min(best, performance.now() - start);
}
console.log(BigInt.asUintN(64, answer) + " " + best.toFixed(4));
