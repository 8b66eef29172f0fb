// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import { includedFiles } from '../project/included-sources.js';
import { namesake } from '../project/namesake.js';
import type { Project } from '../project/project.js';
import { absoluteFlags } from '../project/relative-flags.js';
import type { SourceFacts } from '../project/scan.js';
import type { SourceIndex } from '../project/source-index.js';
import { refuseCounters } from '../toolchain/instrumentation.js';
import { isFile } from '../util/files.js';
import { globToRegExp } from '../util/glob.js';
import { UserError } from '../util/user-error.js';
import type { PlannedSource } from './closure.js';

/** Files that are in a test's program, or module, whatever it needs: the code under test and the test. */
export function firstSources(test: string, project: Project, index: SourceIndex): PlannedSource[] {
  const host = includerOf(test, index);
  const sources: PlannedSource[] = host
    ? [{ file: host, reason: { kind: 'includes-test' } }]
    : [{ file: test, reason: { kind: 'test' } }];
  const facts = index.facts(test);
  const included = new Set(includedFiles(test, facts));
  const add = (source: PlannedSource) => {
    const isThere = sources.some((other) => other.file === source.file);
    if (!isThere && !included.has(source.file)) sources.push(source);
  };
  for (const source of declaredSources(test, facts, project)) add(source);
  const own = namesake(test);
  if (own && !host) add({ file: own, reason: { kind: 'namesake' } });
  return sources;
}

/** The compiler flags of one source: what the configuration and its own comments say. */
export function sourceFlags(source: string, project: Project, index: SourceIndex): string[] {
  const flags = [...configuredFlags(source, project), ...directiveFlags(source, index.facts(source))];
  refuseCounters(flags, `flags of ${source}`, 'write it in cflags of ktest.config, for all files');
  return flags;
}

export function configuredFlags(source: string, project: Project): string[] {
  const relative = path.relative(project.root, source);
  return Object.entries(project.config.files ?? {}).flatMap(([glob, settings]) =>
    globToRegExp(glob).test(relative) ? (settings.cflags ?? []) : [],
  );
}

export function directiveFlags(source: string, facts: SourceFacts | undefined): string[] {
  const words = (facts?.directives ?? []).flatMap((d) => (d.name === 'cflags' ? d.words : []));
  return absoluteFlags(words, path.dirname(source));
}

/** A module's entries by name become initcalls (the emulated linux/init.h, and tree/own_module.h); each file's have names of their own, since a program may have several. */
export function entryFlags(source: string, entries: string[] = []): string[] {
  const stem = path.basename(source, '.c').replace(/\W/g, '_');
  return entries.flatMap((name) => [`-DKTEST_HAS_${name.toUpperCase()}`, `-D${name}=${name}_of_${stem}`]);
}

/** The .c file that includes a test file at its end, as ext4's mballoc.c does. */
function includerOf(test: string, index: SourceIndex): string | undefined {
  for (const file of index.sourcesIn(path.dirname(test))) {
    if (file !== test && includedFiles(file, index.facts(file)).includes(test)) return file;
  }
  return undefined;
}

export function checkDirectives(test: string, facts: SourceFacts | undefined): void {
  for (const { line, error } of facts?.directives ?? []) if (error) throw new UserError(`${test}:${line}: ${error}`);
}

function declaredSources(test: string, facts: SourceFacts | undefined, project: Project): PlannedSource[] {
  const sources: PlannedSource[] = [];
  checkDirectives(test, facts);
  for (const directive of facts?.directives ?? []) {
    const by = `${test}:${directive.line}`;
    if (directive.name !== 'sources') continue;
    for (const word of directive.words) sources.push(declaredSource(path.resolve(path.dirname(test), word), by));
  }
  const relative = path.relative(project.root, test);
  for (const [glob, settings] of Object.entries(project.config.files ?? {})) {
    if (!globToRegExp(glob).test(relative)) continue;
    for (const name of settings.sources ?? []) {
      sources.push(declaredSource(path.resolve(project.root, name), project.configFile ?? 'configuration'));
    }
  }
  return sources;
}

function declaredSource(file: string, by: string): PlannedSource {
  if (!isFile(file)) throw new UserError(`${by}: there is no source file ${file}`);
  return { file, reason: { kind: 'declared', by } };
}
