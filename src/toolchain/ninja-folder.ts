// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { rmSync } from 'node:fs';
import path from 'node:path';
import { cacheRoot } from '../util/cache-dir.js';
import { tryCommand } from '../util/command.js';
import { fingerprint, modifiedMs, readJsonIfAny, writeIfChanged } from '../util/files.js';
import type { BuildMessage, NinjaProgress } from './ninja-output.js';
import { runNinja } from './ninja-run.js';

const version = 1;

/** What the outputs of a folder were made of when ninja last made some. */
interface Record {
  version: number;
  /** When that ninja had ended, in ms: ninja itself sees changes with a later time stamp. */
  endMs: number;
  /** Every file that a compiler has read, with its fingerprint. */
  inputs: [file: string, fingerprint: string][];
}

/**
 * A folder with a build.ninja. ninja builds again what is older than its inputs; an input that was
 * replaced by an older file (cp -p, mv, tar, rsync) escapes it. So the fingerprints of all inputs are
 * kept, and what was made of an input that has become another file is removed before ninja runs.
 */
export class NinjaFolder {
  private isChecked = false;
  /** When the first output of this run may have been made. */
  private startMs: number | undefined;

  constructor(readonly folder: string) {}

  /** Builds targets, or the default ones; to be called with the folder's lock held. */
  async build(targets: string[], jobs: number, onProgress: NinjaProgress): Promise<BuildMessage[]> {
    this.removeStale();
    const now = Date.now();
    return runNinja(this.folder, targets, jobs, (done, total, what) => {
      this.startMs ??= now;
      onProgress(done, total, what);
    });
  }

  /** Keeps what the next run has to know; to be called after the last build(). */
  finish(): void {
    if (this.startMs !== undefined) this.record(this.startMs);
    this.startMs = undefined;
  }

  private get recordFile(): string {
    return path.join(this.folder, 'inputs.json');
  }

  private removeStale(): void {
    if (this.isChecked) return;
    this.isChecked = true;
    const record = readJsonIfAny<Record>(this.recordFile, version);
    if (!record) return;
    const changed = record.inputs.filter(([file, known]) => {
      const now = fingerprint(path.resolve(this.folder, file));
      // ninja compiles again what lacks an input, and what has a newer one.
      return now !== undefined && now !== known && (modifiedMs(path.resolve(this.folder, file)) ?? 0) <= record.endMs;
    });
    if (changed.length === 0) return;
    const files = new Set(changed.map(([file]) => file));
    for (const { out, inputs } of this.dependencies()) {
      if (inputs.some((input) => files.has(input))) rmSync(path.resolve(this.folder, out), { force: true });
    }
  }

  private record(startMs: number): void {
    const inputs = new Map<string, string>();
    for (const { inputs: files } of this.dependencies()) {
      for (const file of files)
        if (!inputs.has(file) && !this.isOurs(file)) inputs.set(file, this.fingerprintSince(startMs, file));
    }
    writeIfChanged(
      this.recordFile,
      JSON.stringify({ version, endMs: Date.now(), inputs: [...inputs] } satisfies Record),
    );
  }

  /** None for a file that was edited while compilers ran: they may have read it before that or after. */
  private fingerprintSince(startMs: number, file: string): string {
    const full = path.resolve(this.folder, file);
    return (modifiedMs(full) ?? 0) >= startMs ? '' : (fingerprint(full) ?? '');
  }

  /** A file of the cache is written by ktest or kbuild, which never put an older one in its place. */
  private isOurs(file: string): boolean {
    return path.resolve(this.folder, file).startsWith(`${cacheRoot()}/`);
  }

  /** What ninja knows of its outputs' inputs. */
  private *dependencies(): Generator<{ out: string; inputs: string[] }> {
    const text = tryCommand('ninja', ['-C', this.folder, '-t', 'deps'])?.stdout ?? '';
    for (const block of text.split('\n\n')) {
      const [head = '', ...inputs] = block.split('\n    ');
      const out = /^(?:ninja: .*\n)?(.*): #deps /.exec(head)?.[1];
      if (out !== undefined) yield { out, inputs };
    }
  }
}
