// Runs compiled programs in Node.
//
// usage: node run_modules.mjs FOLDER
//
// FOLDER holds *.wasm. Prints a JSON object: for each file name the printed text, and for a module that
// trapped also the frames of the trap as [function index, offset in the file], its exception globals, and
// its memory as far as the message of the exception.
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
  const decoder = new TextDecoder();
  const python = {
    py_print: (address, length) => {
      stdout += decoder.decode(new Uint8Array(exports.memory.buffer, address, length));
    },
  };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { python });
  try {
    exports._start();
    return { stdout };
  } catch (error) {
    const frames = [...String(error.stack).matchAll(/wasm-function\[(\d+)\]:0x([0-9a-f]+)/g)]
      .map((match) => [Number(match[1]), parseInt(match[2], 16)]);
    const exceptionType = exports.krait_exception_type?.value ?? 0;
    const exceptionMessage = exports.krait_exception_message?.value ?? 0;
    const memory = exports.memory
      ? Buffer.from(exports.memory.buffer).subarray(0, Math.max(65536, exceptionMessage + 65536)).toString("base64")
      : "";
    return { stdout, trap: String(error.message), frames, exceptionType, exceptionMessage, memory };
  }
}
