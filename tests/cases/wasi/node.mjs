// Runs every case in Node, each in a fresh folder, and writes what came of it to SCRATCH-FOLDER/results.json.
// usage: node --no-warnings node.mjs MODULE SCRATCH-FOLDER CASE...
import fs from 'node:fs';
import path from 'node:path';
import { WASI } from 'node:wasi';

const [file, scratch, ...names] = process.argv.slice(2);
const module = await WebAssembly.compile(fs.readFileSync(file));

function seed(folder) {
  fs.mkdirSync(path.join(folder, 'seed/sub'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'seed/a.txt'), 'alpha\n');
  fs.writeFileSync(path.join(folder, 'seed/empty'), '');
  fs.writeFileSync(path.join(folder, 'seed/sub/b.txt'), 'beta\n');
  fs.symlinkSync('a.txt', path.join(folder, 'seed/link'));
  fs.symlinkSync('sub', path.join(folder, 'seed/dirlink'));
}

function tree(folder, prefix = '') {
  const lines = [];
  for (const name of fs.readdirSync(folder).sort()) {
    const full = path.join(folder, name);
    const stat = fs.lstatSync(full);
    if (stat.isSymbolicLink()) lines.push(`${prefix}${name} -> ${fs.readlinkSync(full)}`);
    else if (stat.isDirectory()) lines.push(`${prefix}${name}/`, ...tree(full, `${prefix}${name}/`));
    else lines.push(`${prefix}${name} ${fs.readFileSync(full).toString('base64')}`);
  }
  return lines;
}

const results = {};
for (const name of names) {
  const base = path.join(scratch, name);
  const folder = path.join(base, 'root');
  fs.mkdirSync(folder, { recursive: true });
  seed(folder);
  fs.writeFileSync(path.join(base, 'in'), 'hello\nworld\n');
  const fds = [fs.openSync(path.join(base, 'in'), 'r'), fs.openSync(path.join(base, 'out'), 'w'), fs.openSync(path.join(base, 'err'), 'w')];
  const wasi = new WASI({
    version: 'preview1',
    args: ['cases', name, 'third argument'],
    env: { LANG: 'C', EMPTY: '' },
    preopens: { '.': folder },
    returnOnExit: true,
    stdin: fds[0],
    stdout: fds[1],
    stderr: fds[2],
  });
  let exit;
  try {
    exit = wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject()));
  } catch (error) {
    exit = String(error);
  }
  // A case may have closed one of them.
  for (const fd of fds) try { fs.closeSync(fd); } catch {}
  results[name] = {
    exit: String(exit ?? 0),
    output: fs.readFileSync(path.join(base, 'out'), 'utf8'),
    error: fs.readFileSync(path.join(base, 'err'), 'utf8'),
    tree: tree(folder),
  };
  // After every case, because Node 20 aborts at its end after some of them.
  fs.writeFileSync(path.join(scratch, 'results.json'), JSON.stringify(results));
}
