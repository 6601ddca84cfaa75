// Runs programs in one of the interpreters under Node: paths come on standard input, a checksum and milliseconds go to standard output.
import fs from 'node:fs';
import readline from 'node:readline';

const [, , kind, modulePath, calls, heapBytes] = process.argv;
const { loadPyodide, loadMicroPython } = await import(modulePath);
const python = kind === 'cpython'
    ? await loadPyodide()
    : await loadMicroPython({ heapsize: Number(heapBytes), linebuffer: true, stdout: () => {} });
for await (const path of readline.createInterface({ input: process.stdin })) {
    try {
        python.runPython(fs.readFileSync(path, 'utf8'));
        const start = performance.now();
        python.runPython(`answer = str([run() for _ in range(${calls})][-1])`);
        const milliseconds = performance.now() - start;
        console.log(`${python.globals.get('answer')} ${milliseconds}`);
    } catch (error) {
        console.log(`failed: ${String(error).trim().split('\n').pop()}`);
    }
}
process.exit(0);
