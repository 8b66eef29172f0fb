// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { cacheRoot, hashName } from '../util/cache-dir.js';
import { fingerprint, writeAtomically } from '../util/files.js';

/**
 * Runs the tool, main.cjs, and keeps what V8 compiled of it: to compile it anew takes a tenth of a second of each run
 * (docs/decisions/0009). Without a cache, or with another version of Node.js, it is compiled as ever.
 */
function start(): void {
  const main = fileURLToPath(new URL('./main.cjs', import.meta.url));
  const key = `${process.version} ${fingerprint(main)}\n`;
  const kept = keptFile(main);
  const cachedData = kept === undefined ? undefined : compiledBefore(kept, key);
  const script = new Script(
    `(function (exports, require, module, __filename, __dirname, ktestImport) { ${readFileSync(main, 'utf8')}\n})`,
    { filename: main, cachedData },
  );
  if (kept !== undefined && (!cachedData || script.cachedDataRejected)) keepAtExit(script, kept, key);
  const module = { exports: {} };
  script.runInThisContext()(
    module.exports,
    createRequire(main),
    module,
    main,
    path.dirname(main),
    (url: string) => import(url),
  );
}

/** One file for each place that ktest is installed in. */
function keptFile(main: string): string | undefined {
  try {
    return path.join(cacheRoot(), 'compiled-tool', hashName(main));
  } catch {
    // No home folder: the command itself says so where it matters.
    return undefined;
  }
}

function compiledBefore(file: string, key: string): Buffer | undefined {
  try {
    const kept = readFileSync(file);
    return kept.toString('latin1', 0, key.length) === key ? kept.subarray(key.length) : undefined;
  } catch {
    return undefined;
  }
}

/** After a run of tests: V8 keeps the functions that were called, and a run calls most. */
function keepAtExit(script: Script, file: string, key: string): void {
  process.on('exit', (status) => {
    if (process.argv[2] !== 'run' || status > 1) return;
    try {
      writeAtomically(file, Buffer.concat([Buffer.from(key, 'latin1'), script.createCachedData()]));
    } catch {
      // A cache that can not be written is refused by the run itself.
    }
  });
}

start();
