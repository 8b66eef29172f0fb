// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { missingProgram, spawnTied } from '../util/command.js';
import { makeFolder } from '../util/files.js';
import { endsWhenInterrupted, throwIfInterrupted } from '../util/interruption.js';
import { temporaryFolder } from '../util/temporary-folder.js';
import type { Compiler } from './compiler.js';
import { errorsIn, type Lack } from './lacks.js';

export interface StubbedCompile {
  /** What the compiler says when each missing header is an empty one. */
  output: string;
  /** The missing headers. */
  missing: Lack[];
}

/**
 * What a compiler says of sources when it is not stopped by a missing header: an empty one takes its place, and the source is compiled again
 * until nothing more is missing. So every header that #if lets it see is found, not only the first.
 */
export async function compileForErrors(
  compiler: Compiler,
  sources: string[],
  flags: (source: string) => string[],
  jobs: number,
): Promise<Map<string, StubbedCompile>> {
  const folder = temporaryFolder();
  try {
    const done = new Map<string, StubbedCompile>();
    const queue = [...sources];
    const work = async () => {
      for (let source = queue.shift(); source !== undefined; source = queue.shift())
        done.set(source, await compileOne(compiler, source, flags(source), folder));
    };
    await Promise.all(Array.from({ length: jobs }, work));
    return new Map(sources.map((source) => [source, done.get(source) ?? { output: '', missing: [] }]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compileOne(
  compiler: Compiler,
  source: string,
  flags: string[],
  folder: string,
): Promise<StubbedCompile> {
  const missing: Lack[] = [];
  // Stubs are this source's own: what another one lacks is found by its own compilation.
  const stubs = path.join(folder, source.replaceAll('/', '_'));
  makeFolder(stubs);
  const limit = compiler.family === 'clang' ? ['-ferror-limit=0'] : [];
  const words = ['-fsyntax-only', ...flags, ...limit, '-I', stubs, source];
  for (;;) {
    const output = await errorOutput(compiler.command, words, path.dirname(source));
    const next = errorsIn(output).lacks.find((lack) => lack.kind === 'header');
    const stub = next && path.join(stubs, next.name);
    // A name that leads out of the folder can not be helped.
    if (!stub?.startsWith(`${stubs}/`) || missing.some(({ name }) => name === next?.name)) return { output, missing };
    missing.push(next as Lack);
    makeFolder(path.dirname(stub));
    writeFileSync(stub, '');
  }
}

function errorOutput(command: string, words: string[], cwd: string): Promise<string> {
  throwIfInterrupted();
  return new Promise((resolve, reject) => {
    const env = { ...process.env, LC_ALL: 'C.UTF-8' };
    const child = spawnTied(command, words, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
    endsWhenInterrupted(child);
    let text = '';
    (child.stderr as Readable).setEncoding('utf8').on('data', (some: string) => {
      text += some;
    });
    child.once('error', () => reject(missingProgram(command)));
    child.once('close', () => resolve(text));
  });
}
