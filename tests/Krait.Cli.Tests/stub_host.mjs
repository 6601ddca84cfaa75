// Runs the module given as the first argument with stub imports: the document's title and the parameters are the other arguments.
import { readFileSync } from "node:fs";

const [file, title, query, threshold] = process.argv.slice(2);
const bytes = readFileSync(file);
if (!WebAssembly.validate(bytes)) throw new Error("WebAssembly.validate says no");

let instance;
const memory = () => instance.exports.memory.buffer;
const text = (address, length) => Buffer.from(memory(), address, length).toString("utf8");

function answer(value, out, outLength) {
    const encoded = Buffer.from(value, "utf8");
    const view = new DataView(memory());
    const capacity = view.getUint32(outLength, true);
    view.setUint32(outLength, encoded.length, true);
    if (capacity < encoded.length) return 3;
    Buffer.from(memory()).set(encoded, out);
    return 0;
}

const env = {
    has_field: () => 1,
    has_param: () => 1,
    get_field_string: (_, name, length, out, outLength) => (text(name, length) === "title" ? answer(title, out, outLength) : 1),
    get_param_string: (name, length, out, outLength) => (text(name, length) === "query" ? answer(query, out, outLength) : 1),
    get_param_i64: (_, __, out) => (new DataView(memory()).setBigInt64(out, BigInt(threshold), true), 0),
    log: () => 0,
};
instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env });
console.log(instance.exports.udf_main());
