// SPDX-License-Identifier: MIT OR GPL-2.0-only
import os from 'node:os';
import path from 'node:path';
import type { Config } from '../config/schema.js';
import { isKernelHeader, usefulHeader } from '../link/failures.js';
import { withoutIncluded } from '../project/included-sources.js';
import { makefileSays } from '../project/module-makefile.js';
import { findProject, type Project } from '../project/project.js';
import { SourceIndex } from '../project/source-index.js';
import { type Compiler, probeCompiler } from '../toolchain/compiler.js';
import { declaration } from '../toolchain/declaration.js';
import { emulatedFunctions, emulatedHeaders } from '../toolchain/emulated-headers.js';
import { codeFlags, moduleFlags } from '../toolchain/flags.js';
import { errorsIn, type Lack, lackKey } from '../toolchain/lacks.js';
import { movedNames } from '../toolchain/moved-names.js';
import { compileForErrors } from '../toolchain/stubbed-compile.js';
import { configuredTree, type FoundTree, findTree } from '../tree/find-tree.js';
import { TreeHeaders } from '../tree/tree-headers.js';
import { ExitCode } from '../util/exit-codes.js';
import { isFile } from '../util/files.js';
import { nearest } from '../util/nearest.js';
import { UserError } from '../util/user-error.js';
import { ownFlags, ownFolders } from './own-flags.js';
import { withSettings } from './request.js';
import { countUses } from './uses.js';

export interface ScanRequest {
  /** A folder, or one source. */
  place: string;
  configFile: string | undefined;
  settings: Config;
  /** Instead of the tree that would be found. */
  tree: FoundTree | undefined;
}

/** Something that a module needs and the emulated headers do not have. */
export interface RankedLack extends Lack {
  /** In how many places of the module's own files it stands. */
  uses: number;
  /** What comes nearest: another header, another function, or the header that declares the name. */
  instead?: string;
  /** Whether the tree has it; unknown without a tree. */
  inTree?: boolean;
}

export interface Scan {
  sources: string[];
  /** Sources that do not compile. */
  broken: string[];
  /** The most used first, headers before names. */
  lacks: RankedLack[];
  tree: FoundTree | undefined;
  /** Errors that tell of nothing missing: they may follow from what is. */
  others: string[];
  /** What the compiler said of the files with such errors. */
  output: string;
}

/** Compiles all sources of a module with the emulated headers, empty headers in place of those that are missing. */
export async function scanModule({ place, configFile, settings, tree: given }: ScanRequest): Promise<Scan> {
  const folder = isFile(place) ? path.dirname(place) : place;
  const found = await findProject(folder, configFile);
  const project = { ...found, config: withSettings(found.config, settings) };
  const index = new SourceIndex('', project.isExcluded);
  const sources = isFile(place) ? [place] : sourcesOf(folder, index);
  if (sources.length === 0) throw new UserError(`${place}: there is no .c file of a kernel there`, ExitCode.nothing);
  const compiler = probeCompiler(project.config.cc);
  const jobs = project.config.jobs ?? os.availableParallelism();
  const flags = (source: string) => flagsOf(source, { project, index, compiler });
  const outputs = await compileForErrors(compiler, sources, flags, jobs);
  const tree = given ?? findTree({ configured: configuredTree(project), folder, root: project.root });
  const errors = [...outputs].map(([source, { output, missing }]) => ({
    source,
    ...errorsIn(output),
    missing,
    output,
  }));
  const lacks = new Map<string, { lack: Lack; source: string }>();
  for (const { source, lacks: ofSource, missing } of errors) {
    for (const lack of [...missing, ...ofSource]) {
      const key = lackKey(lack);
      if (!lacks.has(key)) lacks.set(key, { lack, source });
    }
  }
  const headers = tree && new TreeHeaders(tree.root, (source) => ownFolders(source, project, index));
  const uses = countUses(
    folder,
    sources,
    [...lacks.values()].map(({ lack }) => lack),
  );
  const ranked = [...lacks.values()].map(({ lack, source }, i): RankedLack => {
    const inTree = headers?.has(lack, source);
    const instead = insteadOf(lack, inTree);
    return {
      ...lack,
      uses: uses[i] ?? 1,
      ...(instead && { instead }),
      ...(inTree !== undefined && { inTree }),
    };
  });
  const isName = ({ kind }: Lack) => Number(kind !== 'header');
  ranked.sort((a, b) => isName(a) - isName(b) || b.uses - a.uses || (a.name < b.name ? -1 : 1));
  return {
    sources,
    broken: errors
      .filter((one) => one.missing.length + one.lacks.length + one.others.length > 0)
      .map(({ source }) => source),
    lacks: ranked,
    tree,
    others: errors.flatMap(({ others }) => others),
    output: errors.flatMap(({ others, output }) => (others.length > 0 ? [output] : [])).join(''),
  };
}

/** Without programs of their own, and without what another source includes. */
function sourcesOf(folder: string, index: SourceIndex): string[] {
  const all = [...index.sourcesBelow(folder)].filter((file) => file.endsWith('.c') && !index.facts(file)?.hasMain);
  return withoutIncluded(all, index);
}

interface Room {
  project: Project;
  index: SourceIndex;
  compiler: Compiler;
}

function flagsOf(source: string, { project, index, compiler }: Room): string[] {
  return [
    ...codeFlags(compiler, project.config, project.root),
    ...moduleFlags(source, makefileSays(source).module),
    ...ownFlags(source, project, index),
  ];
}

function insteadOf({ kind, name }: Lack, inTree: boolean | undefined): string | undefined {
  // A header that a kernel has is no slip.
  if (kind === 'header') return isKernelHeader(name) && !inTree ? usefulHeader(name) : undefined;
  if (kind === 'member') return undefined;
  const moved = movedNames().find((one) => one.name === name);
  if (moved) return moved.instead && `${moved.instead}()`;
  const declares = declaration(kind, name);
  const header = emulatedHeaders().find(({ text }) => declares.test(text));
  if (header) return `include ${header.name}`;
  const near = kind === 'function' ? nearest(name, emulatedFunctions(), 2) : undefined;
  return near && `${near}()`;
}
