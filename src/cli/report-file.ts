// SPDX-License-Identifier: MIT OR GPL-2.0-only
import {
  accessSync,
  closeSync,
  constants,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { ExitCode } from '../util/exit-codes.js';
import { cannotWrite } from '../util/files.js';
import { UserError } from '../util/user-error.js';

/**
 * Where a report goes. An ordinary file appears when it is complete, in one step. What must stay what it is (a
 * device, a pipe, an open descriptor, a file with several names) is written in place; a symbolic link stays a link.
 */
export class ReportFile {
  private descriptor: number | undefined;
  /** Moved to `target` in the end; undefined: written in place. */
  private readonly temporary: string | undefined;
  private readonly target: string;
  private readonly closes: boolean = true;

  constructor(private readonly name: string) {
    const inherited = descriptorNumber(name);
    try {
      this.target = linkTarget(name);
      if (inherited !== undefined) {
        this.descriptor = inherited;
        this.closes = false;
        return;
      }
      const mode = modeOfReplacement(this.target);
      if (mode === undefined) this.descriptor = openInPlace(this.target);
      else {
        this.temporary = `${this.target}.${process.pid}.tmp`;
        this.descriptor = openSync(this.temporary, 'w', mode);
      }
    } catch (error) {
      throw cannotWriteReport(name, error);
    }
  }

  write(text: string): void {
    if (this.descriptor === undefined) return;
    try {
      writeAll(this.descriptor, Buffer.from(text));
    } catch (error) {
      this.abandon();
      throw cannotWriteReport(this.name, error);
    }
  }

  finish(): void {
    if (!this.close() || this.temporary === undefined) return;
    try {
      renameSync(this.temporary, this.target);
    } catch (error) {
      rmSync(this.temporary, { force: true });
      throw cannotWriteReport(this.name, error);
    }
  }

  abandon(): void {
    if (this.close() && this.temporary !== undefined) rmSync(this.temporary, { force: true });
  }

  /** Whether it was open. */
  private close(): boolean {
    if (this.descriptor === undefined) return false;
    if (this.closes) closeSync(this.descriptor);
    this.descriptor = undefined;
    return true;
  }
}

/** `/dev/stdout`, `/dev/fd/63`: a descriptor that the shell opened. To open its file anew would start at offset 0. */
function descriptorNumber(name: string): number | undefined {
  const match = /^\/(?:dev\/(?:std(in|out|err)|fd\/(\d+))|proc\/self\/fd\/(\d+))$/.exec(path.resolve(name));
  if (!match) return undefined;
  if (match[1]) return ['in', 'out', 'err'].indexOf(match[1]);
  return Number(match[2] ?? match[3]);
}

/** The path behind a chain of symbolic links; its last part need not exist. */
function linkTarget(name: string): string {
  let at = name;
  for (let links = 0; links < 40; links++) {
    if (!lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink()) return at;
    at = statSync(at, { throwIfNoEntry: false }) ? realpathSync(at) : danglingTarget(at);
  }
  return at;
}

function danglingTarget(link: string): string {
  return path.resolve(realpathSync(path.dirname(link)), readlinkSync(link));
}

/** The mode that a new file in this place gets; undefined when what is there must be written in place. */
function modeOfReplacement(file: string): number | undefined {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) return 0o666;
  accessSync(file, constants.W_OK);
  const isOurs = stat.isFile() && stat.nlink === 1 && stat.uid === process.getuid?.();
  return isOurs && isWritable(path.dirname(file)) ? stat.mode : undefined;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** How long a named pipe waits for its reader, which may have been started together with us. */
const readerSeconds = 10;

function openInPlace(file: string): number {
  if (!statSync(file).isFIFO()) return openSync(file, 'w');
  // Without O_NONBLOCK, opening would wait for ever, deaf to Ctrl-C.
  for (const end = Date.now() + readerSeconds * 1000; ; sleep(20)) {
    try {
      return openSync(file, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
      if (Date.now() > end) throw new Error('nobody reads this pipe: start its reader first');
    }
  }
}

function writeAll(descriptor: number, data: Buffer): void {
  for (let at = 0; at < data.length; ) {
    try {
      at += writeSync(descriptor, data, at);
    } catch (error) {
      // A pipe that is full: its reader is slower than we are.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      sleep(5);
    }
  }
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function cannotWriteReport(name: string, error: unknown): UserError {
  const { code } = error as NodeJS.ErrnoException;
  const reason = code === 'EPIPE' ? 'its reader has gone away' : code === 'EBADF' ? 'it is not open' : undefined;
  const { message } = cannotWrite(name, reason === undefined ? error : new Error(reason));
  return new UserError(message.replace('cannot write', 'cannot write the report'), ExitCode.missing);
}
