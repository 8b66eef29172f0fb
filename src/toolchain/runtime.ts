// SPDX-License-Identifier: MIT OR GPL-2.0-only
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config/schema.js';
import { cacheRoot, hashName } from '../util/cache-dir.js';
import { shellQuote } from '../util/command.js';
import { ExitCode } from '../util/exit-codes.js';
import { fingerprint, readTextIfAny, writeAtomically, writeIfChanged } from '../util/files.js';
import { takeLock } from '../util/lock.js';
import { UserError } from '../util/user-error.js';
import type { Compiler } from './compiler.js';
import { headerFlags, installRoot, kernelRoot, languageFlags, moduleFlags } from './flags.js';
import { type Edge, ninjaText, type Rule } from './ninja-file.js';
import { NinjaFolder } from './ninja-folder.js';
import type { NinjaProgress } from './ninja-output.js';
import {
  aloneOfBase,
  aloneOfEngine,
  aloneOfRest,
  instrument,
  librarySupport,
  type RuntimeUnits,
  runtimeUnits,
  type Unit,
  unitText,
} from './runtime-units.js';
import { plain, type Variant, variantLinkFlags } from './sanitize.js';

export interface Runtime {
  /** The emulated kernel's library: what programs are linked with. Its base alone until a program needs more. */
  archive: string;
  isWhole: boolean;
  /** What an instrumented program calls before each access to memory. */
  instrument: string;
  /** The engine alone: what programs with a kernel tree's headers are linked with. */
  engine: string;
  /** The engine as a shared object: its calls of libc never meet the kernel's functions of the same names. */
  sharedEngine: string;
  folder: string;
}

/** What of a runtime is built, each when it is asked for: the engine alone is for a tree's headers. */
export type RuntimePart = 'base' | 'whole' | 'engine' | 'instrument';

const outputs: Record<RuntimePart, string[]> = {
  base: ['libktest-base.a'],
  whole: ['libktest.a'],
  engine: ['libktest-engine.a', 'libktest-engine.so'],
  instrument: ['libktest-instrument.a'],
};

export interface RuntimeOptions {
  jobs: number;
  onProgress: NinjaProgress;
  parts: RuntimePart[];
  variant?: Variant;
}

/** Where the runtime for a compiler and flags is, or will be. */
export function runtimeOf(compiler: Compiler, config: Config, variant: Variant = plain): Runtime {
  const headers = runtimeHeaders(compiler, config);
  const folder = path.join(
    cacheRoot(),
    'runtime',
    hashName(installRoot, compiler.identity, ...languageFlags, ...headers, ...variant.flags),
  );
  const isWhole = isMade(folder, 'whole');
  return {
    archive: path.join(folder, isWhole ? 'libktest.a' : 'libktest-base.a'),
    isWhole,
    instrument: path.join(folder, 'libktest-instrument.a'),
    engine: path.join(folder, 'libktest-engine.a'),
    sharedEngine: path.join(folder, 'libktest-engine.so'),
    folder,
  };
}

/** One library for all versions: what differs stands in the headers. */
function runtimeHeaders(compiler: Compiler, { kernelVersion: _, ...config }: Config): string[] {
  return headerFlags(compiler, config);
}

let stampOfKernel: string | undefined;

/** Changes when a file below kernel/ does, or the rules to build it. Looked up once: it takes ten milliseconds. */
export function runtimeStamp(): string {
  // This very file stands for the rules that it writes: to write them at each run takes a while.
  stampOfKernel ??= hashName(treeStamp(kernelRoot), fingerprint(fileURLToPath(import.meta.url)) ?? '');
  return stampOfKernel;
}

/** A file says of what state of kernel/, and by which rules, a part was built. */
function stampFile(folder: string, part: RuntimePart): string {
  return path.join(folder, `${part}-stamp`);
}

function isMade(folder: string, part: RuntimePart): boolean {
  return readTextIfAny(stampFile(folder, part)) === runtimeStamp();
}

/**
 * Builds parts of the runtime once for a compiler and flags; every project shares them.
 * They are looked at again only when a file below kernel/ changed.
 */
export async function ensureRuntime(compiler: Compiler, config: Config, options: RuntimeOptions): Promise<Runtime> {
  const { jobs, onProgress, parts, variant = plain } = options;
  const { folder } = runtimeOf(compiler, config, variant);
  const missing = () => parts.filter((part) => !isMade(folder, part) && !(part === 'base' && isMade(folder, 'whole')));
  if (missing().length === 0) return runtimeOf(compiler, config, variant);

  const lock = await takeLock(folder, () => onProgress(0, 0, 'waiting for another ktest that builds the runtime'));
  try {
    const wanted = missing();
    if (wanted.length === 0) return runtimeOf(compiler, config, variant);
    const units = runtimeUnits();
    for (const { name, files } of Object.values(units).flat())
      writeIfChanged(path.join(folder, `${name}.c`), unitText(files));
    writeIfChanged(
      path.join(folder, 'build.ninja'),
      runtimeNinja({ compiler, headers: runtimeHeaders(compiler, config), variant, units }),
    );
    const ninja = new NinjaFolder(folder);
    const messages = await ninja.build(
      wanted.flatMap((part) => outputs[part]),
      jobs,
      onProgress,
    );
    ninja.finish();
    const failed = messages.find((message) => message.failed);
    if (failed) {
      throw new UserError(
        `${failed.text}\nktest's own runtime does not compile with ${compiler.title}: please report it`,
        ExitCode.missing,
      );
    }
    for (const part of wanted) writeAtomically(stampFile(folder, part), runtimeStamp());
  } finally {
    lock.release();
  }
  return runtimeOf(compiler, config, variant);
}

interface RuntimeRules {
  compiler: Compiler;
  headers: string[];
  variant: Variant;
  units: RuntimeUnits;
}

function runtimeNinja({ compiler, headers, variant, units }: RuntimeRules): string {
  const engine = [
    ...languageFlags.filter((flag) => flag !== '-fno-pie'),
    '-fPIC',
    '-fno-semantic-interposition',
    '-O2',
    ...variant.flags,
    '-Wall',
    '-Wextra',
    `-I${path.join(kernelRoot, 'core', 'include')}`,
    `-I${kernelRoot}`,
  ];
  // With -Og it is compiled a sixth faster than with -O1, is as fast within a tenth, and gdb shows more of it.
  const kernel = [...languageFlags, '-Og', ...variant.flags, '-Wall', '-Wextra', ...headers, ...moduleFlags('ktest')];
  const edges: Edge[] = [];
  const compile = (out: string, source: string, flags: string[]) => {
    edges.push({ rule: 'cc', out, inputs: [source], variables: { flags: flags.map(shellQuote).join(' ') } });
    return out;
  };
  const compileAlone = (file: string, flags: string[]) => compile(`${file}.o`, path.join(kernelRoot, file), flags);
  const compileUnit = ({ name }: Unit, flags: string[]) => compile(`${name}.o`, `${name}.c`, flags);

  const ofEngine = [
    ...units.engine.map((unit) => compileUnit(unit, engine)),
    ...aloneOfEngine.map((file) => compileAlone(file, engine)),
  ];
  const ofBase = [
    ...ofEngine,
    ...units.base.map((unit) => compileUnit(unit, kernel)),
    ...aloneOfBase.map((file) => compileAlone(file, kernel)),
  ];
  const ofRest = [
    ...units.rest.map((unit) => compileUnit(unit, kernel)),
    ...aloneOfRest.map((file) => compileAlone(file, kernel)),
  ];
  edges.push({ rule: 'ar', out: 'libktest-base.a', inputs: ofBase });
  edges.push({ rule: 'ar', out: 'libktest.a', inputs: [...ofBase, ...ofRest] });
  edges.push({ rule: 'ar', out: 'libktest-engine.a', inputs: ofEngine });
  edges.push({ rule: 'ar', out: 'libktest-instrument.a', inputs: [compileAlone(instrument, engine)] });
  edges.push({
    rule: 'shared',
    out: 'libktest-engine.so',
    inputs: ofEngine.filter((object) => object !== `${librarySupport}.o`),
  });
  return ninjaText(runtimeRules(compiler, variant), edges);
}

function runtimeRules(compiler: Compiler, variant: Variant): Rule[] {
  const cc = shellQuote(compiler.command);
  return [
    {
      name: 'cc',
      command: `${cc} $flags -MMD -MF $out.d -c $in -o $out`,
      description: 'runtime $out',
      depfile: true,
    },
    {
      // The section's name lets kernel/host/stack.c tell the runtime's code from that under test.
      name: 'ar',
      command: 'rm -f $out && ar crs $out $in && objcopy --rename-section .text=ktest_text $out',
      description: 'runtime $out',
    },
    {
      name: 'shared',
      command: `${cc} -shared -pthread ${variantLinkFlags(variant).join(' ')} -Wl,-z,now -o $out.tmp $in && mv -f $out.tmp $out`,
      description: 'runtime $out',
    },
  ];
}

/** Changes when any file below `folder` does. */
function treeStamp(folder: string): string {
  const parts: string[] = [];
  const walk = (at: string) => {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      const full = `${at}/${entry.name}`;
      if (entry.isDirectory()) walk(full);
      else parts.push(`${full}:${fingerprint(full)}`);
    }
  };
  walk(folder);
  return hashName(...parts.sort());
}
