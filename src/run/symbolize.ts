// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import type { Frame } from '../events/events.js';
import { kernelRoot } from '../toolchain/flags.js';
import { tryCommand } from '../util/command.js';

/** The emulated kernel. An allocation's story starts with who called it. */
const kernel = kernelRoot + path.sep;

/** Parts of the engine that a user's backtrace does not need to show. */
const engineRooms = ['core', 'host', 'checks', 'kunit'].map((room) => path.join(kernelRoot, room) + path.sep);

/** A sanitizer's own functions, when its library is linked into the program. */
const sanitizerFunction = /^(_ZN\d+__(sanitizer|[atmu]b?san)|_{2,3}interceptor_|__([atmu]b?san|sanitizer)_)/;

/** Turns a program's addresses into functions and lines with addr2line; remembers them. */
export class Symbolizer {
  private readonly known = new Map<string, Frame[]>();

  constructor(
    private readonly program: string,
    /** Puts the real names into paths that were compiled through a link. */
    readonly restorePath: (text: string) => string,
  ) {}

  /**
   * Frames of a backtrace, innermost first. A return address is looked up one
   * byte earlier, inside the call; `firstIsExact` says that the first is no
   * return address.
   */
  backtrace(addresses: string[], firstIsExact: boolean): Frame[] {
    const lookups = addresses.map((address, i) => {
      const value = BigInt(address);
      return i === 0 && firstIsExact ? value : value - 1n;
    });
    this.ask(lookups.map(String));
    const frames = lookups.flatMap((lookup) => this.known.get(String(lookup)) ?? []);
    return shorten(frames.filter((frame) => !isInner(frame)));
  }

  /** As above; starts with who called the emulated kernel: its allocator, a lock, what warned or sleeps. */
  fromCaller(addresses: string[]): Frame[] {
    const frames = this.backtrace(addresses, false);
    const caller = frames.findIndex((frame) => !frame.file?.startsWith(kernel));
    return caller > 0 ? frames.slice(caller) : frames;
  }

  private ask(lookups: string[]): void {
    const unknown = [...new Set(lookups)].filter((lookup) => !this.known.has(lookup));
    if (unknown.length === 0) return;
    const hex = unknown.map((lookup) => `0x${BigInt(lookup).toString(16)}`);
    const done = tryCommand('addr2line', ['-a', '-f', '-i', '-e', this.program, ...hex]);
    // For each address: the address, then a function line and a place line for each inlined level.
    let address = '';
    const lines = done?.stdout.split('\n') ?? [];
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i] ?? '';
      if (/^0x[0-9a-f]+$/.test(line)) {
        address = String(BigInt(line));
        this.known.set(address, []);
      } else if (line !== '') {
        // "?" for code that a compiler merged from several lines.
        const place = /^(.*):(\d+|\?)/.exec(lines[++i] ?? '');
        const file = place?.[1] && place[1] !== '??' ? this.restorePath(path.resolve(place[1])) : undefined;
        if (line === '??' && !file) continue;
        this.known.get(address)?.push({
          function: line,
          ...(file && { file }),
          ...(file && place?.[2] !== '?' && { line: Number(place?.[2]) }),
          address: `0x${BigInt(address).toString(16)}`,
        });
      }
    }
  }
}

function isInner(frame: Frame): boolean {
  if (!frame.file) return sanitizerFunction.test(frame.function);
  return engineRooms.some((room) => frame.file?.startsWith(room));
}

/** A recursion's thousand equal frames become a few. */
function shorten(frames: Frame[]): Frame[] {
  if (frames.length <= 24) return frames;
  const left: Frame = { function: `… ${frames.length - 20} more frames …`, address: '' };
  return [...frames.slice(0, 16), left, ...frames.slice(-4)];
}
