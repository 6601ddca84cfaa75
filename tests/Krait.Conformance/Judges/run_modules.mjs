// Runs compiled programs in Node.
//
// usage: node run_modules.mjs FOLDER
//
// FOLDER holds *.wasm. Prints a JSON object: for each file name the printed text, and for a module that
// trapped the frames of the trap as [function index, offset in the module] and its memory's words at the
// exported global krait_exception.
import fs from "node:fs";
import path from "node:path";

const folder = process.argv[2];
const results = {};
for (const name of fs.readdirSync(folder).filter((file) => file.endsWith(".wasm")).sort()) {
  results[name] = run(fs.readFileSync(path.join(folder, name)));
}
process.stdout.write(JSON.stringify(results));

function run(bytes) {
  if (!WebAssembly.validate(bytes)) {
    return { stdout: "", invalid: true };
  }
  let stdout = "";
  let memory;
  const decoder = new TextDecoder();
  const python = { py_print: (address, length) => { stdout += decoder.decode(new Uint8Array(memory.buffer, address, length)); } };
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { python, env: {} });
  memory = instance.exports.memory;
  try {
    instance.exports._start();
    return { stdout };
  } catch (error) {
    const frames = [...String(error.stack).matchAll(/wasm-function\[(\d+)\]:0x([0-9a-f]+)/g)]
      .map((match) => [Number(match[1]), parseInt(match[2], 16)]);
    const snapshot = memory ? Buffer.from(memory.buffer).subarray(0, 1 << 20).toString("base64") : "";
    return { stdout, trap: String(error.message), frames, memory: snapshot };
  }
}
