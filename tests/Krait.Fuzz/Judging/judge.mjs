// Runs generated programs on V8. Reads one program a line, as V8Judge.cs writes it, and answers with one line: its steps.
// The host is the same as in HostWorld.cs; a change here is a change there.
import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--experimental-wasm-extended-const');

const maximumReentry = 3;
const keptEntries = 6;
const objects = ['one', 'two', 'three'];
const single = new Float32Array(1);
const singleBits = new Uint32Array(single.buffer);
const double = new Float64Array(1);
const doubleBits = new BigUint64Array(double.buffer);

class World {
    instances = [];
    exports = [];
    latest = [];
    hash = 2166136261;
    entries = 0;
    depth = 0;
    tag = new WebAssembly.Tag({ parameters: ['i32', 'f64'] });

    write(entry) {
        for (let i = 0; i < entry.length; i++)
            this.hash = Math.imul(this.hash ^ entry.charCodeAt(i), 16777619) >>> 0;
        this.entries++;
        if (this.latest.length === keptEntries)
            this.latest.shift();
        this.latest.push(entry);
    }

    describe(type, value) {
        switch (type) {
            case 'i32': return 'i32:' + hex(BigInt(value >>> 0), 8);
            case 'i64': return 'i64:' + hex(BigInt.asUintN(64, value), 16);
            case 'f32':
                single[0] = value;
                return Number.isNaN(value) ? 'f32:nan' : 'f32:' + hex(BigInt(singleBits[0]), 8);
            case 'f64':
                double[0] = value;
                return Number.isNaN(value) ? 'f64:nan' : 'f64:' + hex(doubleBits[0], 16);
            case 'funcref': return value === null ? 'null' : 'func';
            default: return value === null ? 'null' : 'host:' + (objects.indexOf(value) + 1);
        }
    }

    describeAll(types, values) {
        return types.map((type, i) => this.describe(type, values[i])).join(',');
    }

    describeException(error) {
        for (let i = 0; i < this.instances.length; i++) {
            for (const { name, kind, types } of this.exports[i]) {
                const exported = this.instances[i].exports[name];
                if (kind === 'tag' && name.startsWith('tag') && error.is(exported))
                    return `m${i}.${name}(${this.describeAll(types, types.map((_, at) => error.getArg(exported, at)))})`;
            }
        }
        return error.is(this.tag) ? `host.tag(${this.describeAll(['i32', 'f64'], [error.getArg(this.tag, 0), error.getArg(this.tag, 1)])})` : 'unknown tag';
    }

    answer(type, number) {
        switch (type) {
            case 'i32': return number;
            case 'i64': return BigInt(number) * 1000000007n;
            case 'f32': return number + 0.5;
            case 'f64': return number / 4;
            case 'externref': return number % 4 === 0 ? null : objects[(number % 4) - 1];
            default: return null;
        }
    }

    // What a module imports from the host; own says which instance and exports it will have.
    imported(item, own) {
        const { name, kind, parameters, results } = item;
        if (kind === 'tag')
            return this.tag;
        if (kind === 'global')
            return { i32: 7, i64: -9n, f32: 1.25, f64: -0.5 }[item.type];
        if (name === 'sum') {
            return (a, b, c, d) => {
                this.write(`sum(${this.describeAll(parameters, [a, b, c, d])})`);
                const sum = a + Number(b) + c + d;
                return Number.isNaN(sum) ? 1.5 : sum;
            };
        }
        if (name === 'throw' && parameters.length + results.length === 0) {
            return () => {
                this.write('throw()');
                throw new WebAssembly.Exception(this.tag, [this.entries, 2.5]);
            };
        }
        if (name === 'again' && parameters.length + results.length === 0)
            return () => this.callAgain(own);
        return (...values) => {
            this.write(`${name}(${this.describeAll(parameters, values)})`);
            const answers = results.map((type, i) => this.answer(type, (this.entries * 7) + i));
            return answers.length < 2 ? answers[0] : answers;
        };
    }

    callAgain(own) {
        this.write('again()');
        const callable = own.exports.filter(item => item.kind === 'func' && item.parameters.length === 0);
        if (callable.length === 0 || this.depth === maximumReentry)
            return;
        this.depth++;
        try {
            const { name, results } = callable[this.entries % callable.length];
            this.write(`again returned ${this.describeAll(results, listOf(results, own.instance.exports[name]()))}`);
        } finally {
            this.depth--;
        }
    }

    instantiate(module) {
        const own = { exports: module.exports, instance: null };
        const imports = {};
        for (const item of module.imports) {
            imports[item.module] ??= {};
            imports[item.module][item.name] ??= item.module === 'host'
                ? this.imported(item, own)
                : this.instances[Number(item.module.slice(1))].exports[item.name];
        }
        own.instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(module.code, 'base64')), imports);
        this.instances.push(own.instance);
        this.exports.push(module.exports);
        return '';
    }

    call({ module, name, values }) {
        const { parameters, results } = this.exports[module].find(item => item.name === name);
        const returned = this.instances[module].exports[name](...values.map((bits, i) => valueOf(parameters[i], BigInt('0x' + bits))));
        return this.describeAll(results, listOf(results, returned));
    }

    state() {
        let text = '';
        this.instances.forEach((instance, i) => {
            for (const { name, kind, type } of this.exports[i]) {
                const item = instance.exports[name];
                if (kind === 'memory')
                    text += describeMemory(item) + ' ';
                else if (kind === 'global')
                    text += this.describe(type, item.value) + ' ';
                else if (kind === 'table')
                    text += `[${Array.from({ length: item.length }, (_, at) => this.describe(type, item.get(at))).join(',')}] `;
            }
        });
        return `${text}log=${this.entries}:${hex(BigInt(this.hash), 8)} ${this.latest.join(' ')}`;
    }

    step(action) {
        let result;
        try {
            result = 'returned ' + action();
        } catch (error) {
            if (error instanceof WebAssembly.Exception)
                result = 'threw ' + this.describeException(error);
            else if (error instanceof WebAssembly.RuntimeError)
                result = 'trap ' + error.message;
            else if (error instanceof RangeError && error.message.includes('call stack'))
                result = 'out of stack';
            else if (error instanceof WebAssembly.LinkError)
                result = 'refused';
            else
                result = 'broken ' + error.stack;
        }
        return { result, state: this.state() };
    }
}

function hex(bits, digits) {
    return bits.toString(16).padStart(digits, '0');
}

function listOf(types, returned) {
    return types.length === 0 ? [] : types.length === 1 ? [returned] : [...returned];
}

function valueOf(type, bits) {
    switch (type) {
        case 'i32': return Number(BigInt.asIntN(32, bits));
        case 'i64': return BigInt.asIntN(64, bits);
        case 'f32':
            singleBits[0] = Number(bits);
            return single[0];
        case 'f64':
            doubleBits[0] = bits;
            return double[0];
        default: return bits === 0n ? null : objects[Number(bits) - 1];
    }
}

function describeMemory(memory) {
    let hash = 2166136261;
    for (const word of new Uint32Array(memory.buffer))
        hash = Math.imul(hash ^ word, 16777619) >>> 0;
    return `memory=${memory.buffer.byteLength}:${hex(BigInt(hash), 8)}`;
}

function run(program) {
    const world = new World();
    const steps = [];
    for (const module of program.modules) {
        steps.push(world.step(() => world.instantiate(module)));
        if (!steps.at(-1).result.startsWith('returned'))
            return steps;
    }
    for (const call of program.calls) {
        steps.push(world.step(() => world.call(call)));
        if (steps.at(-1).result === 'out of stack')
            break;
    }
    return steps;
}

for await (const line of createInterface({ input: process.stdin })) {
    let answer;
    try {
        answer = run(JSON.parse(line));
    } catch (error) {
        answer = [{ result: 'broken ' + error.stack, state: '' }];
    }
    process.stdout.write(JSON.stringify(answer) + '\n');
}
