// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { tryCommand } from '../util/command.js';

/** A function of a module, as its file has it. */
interface ModuleFunction {
  section: string;
  offset: number;
  size: number;
}

interface Frame {
  file: string;
  section: string;
  address: number;
}

const framePattern = /([\w.$]+)\+0x([0-9a-f]+)\/0x([0-9a-f]+) \[(\w+)\](?! \()/g;

/** Source lines of the functions of modules that a kernel names in its reports, from the modules' debug information. */
export class ModuleSymbols {
  private readonly files = new Map<string, string>();
  private readonly functions = new Map<string, Map<string, ModuleFunction[]>>();
  private readonly lines = new Map<string, string | undefined>();

  constructor(files: string[] = []) {
    for (const file of files) this.add(file);
  }

  /** A .ko file, with its debug information; the kernel calls the module by the file's name. */
  add(file: string): void {
    const name = path.basename(file, '.ko').replaceAll('-', '_');
    this.files.set(name, file);
    this.functions.delete(name);
    this.lines.clear();
  }

  /**
   * The same lines with " (foo.c:12)" behind each function of a known module. A frame of a backtrace is a return
   * address, so the call is before it; `isExact` says that these are the instructions themselves.
   */
  annotate(lines: string[], isExact = false): string[] {
    if (this.files.size === 0) return lines;
    const isExactLine = (line: string) => isExact || /RIP: |WARNING: /.test(line);
    const frames = lines.flatMap((line) =>
      [...line.matchAll(framePattern)].flatMap((match) => this.frameOf(match, isExactLine(line)) ?? []),
    );
    this.resolve(frames);
    return lines.map((line) =>
      line.replace(framePattern, (text, ...groups: string[]) => {
        const frame = this.frameOf([text, ...groups.slice(0, 4)], isExactLine(line));
        const found = frame && this.lines.get(keyOf(frame));
        return found === undefined ? text : `${text} (${found})`;
      }),
    );
  }

  private frameOf(match: string[], isExact: boolean): Frame | undefined {
    const [, name = '', offset = '', size = '', module = ''] = match;
    const file = this.files.get(module);
    if (file === undefined) return undefined;
    let functions = this.functions.get(module);
    if (!functions) {
      functions = functionsOf(file);
      this.functions.set(module, functions);
    }
    // Two files of a module may have a static function of one name. The kernel counts to the next symbol.
    const named = functions.get(name) ?? [];
    const found = named.find((one) => one.size === Number.parseInt(size, 16)) ?? named[0];
    if (!found) return undefined;
    const address = found.offset + Number.parseInt(offset, 16) - (isExact ? 0 : 1);
    return { file, section: found.section, address };
  }

  /** One addr2line for each section. */
  private resolve(frames: Frame[]): void {
    const groups = new Map<string, Frame[]>();
    for (const frame of frames) {
      if (this.lines.has(keyOf(frame))) continue;
      const key = `${frame.file}\t${frame.section}`;
      groups.set(key, [...(groups.get(key) ?? []), frame]);
    }
    for (const group of groups.values()) {
      const [{ file, section }] = group as [Frame];
      const words = ['-e', file, '-j', section, '-i', '-a', ...group.map(({ address }) => `0x${address.toString(16)}`)];
      // Each address is followed by its places, from the innermost inline function outwards.
      const said = (tryCommand('addr2line', words)?.stdout ?? '').split(/^0x[0-9a-f]+\n/m).slice(1);
      for (const [i, frame] of group.entries()) this.lines.set(keyOf(frame), sourceIn(said[i] ?? ''));
    }
  }
}

/** A kernel's header says less than the line that uses it. */
function sourceIn(places: string): string | undefined {
  const known = [...places.matchAll(/^(.+):(\d+)/gm)].filter(([, source, line]) => source !== '??' && line !== '0');
  const own = known.find(([, source = '']) => !/\/include\/(?:linux|asm|asm-generic|vdso|net)\//.test(source));
  const [, source, line] = own ?? known[0] ?? [];
  return source === undefined ? undefined : `${shown(source)}:${line}`;
}

function keyOf({ file, section, address }: Frame): string {
  return `${file}\t${section}\t${address}`;
}

/** From the working folder, for what is in it. */
function shown(source: string): string {
  const relative = path.relative(process.cwd(), source);
  return relative.startsWith('..') ? source : relative;
}

function functionsOf(file: string): Map<string, ModuleFunction[]> {
  const functions = new Map<string, ModuleFunction[]>();
  const said = tryCommand('objdump', ['-t', file])?.stdout ?? '';
  for (const match of said.matchAll(/^([0-9a-f]+) .{6}F (\S*text\S*)\t([0-9a-f]+) (?:\.hidden )?(\S+)$/gm)) {
    const [, offset = '', section = '', size = '', name = ''] = match;
    const found = { section, offset: Number.parseInt(offset, 16), size: Number.parseInt(size, 16) };
    functions.set(name, [...(functions.get(name) ?? []), found]);
  }
  return functions;
}
