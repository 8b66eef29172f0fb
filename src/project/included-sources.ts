// SPDX-License-Identifier: MIT OR GPL-2.0-only
import path from 'node:path';
import type { SourceFacts } from './scan.js';
import type { SourceIndex } from './source-index.js';

/** The .c files that a source includes. */
export function includedFiles(file: string, facts: SourceFacts | undefined): string[] {
  return (facts?.includedSources ?? []).map((name) => path.resolve(path.dirname(file), name));
}

/** A source's facts, with the entries of a module that are in the .c files that it includes. */
export function factsOfUnit(file: string, index: SourceIndex, depth = 0): SourceFacts | undefined {
  const facts = index.facts(file);
  if (!facts || facts.includedSources.length === 0 || depth > 3) return facts;
  const parts = includedFiles(file, facts).flatMap((part) => factsOfUnit(part, index, depth + 1) ?? []);
  return {
    ...facts,
    hasInitcall: facts.hasInitcall || parts.some((part) => part.hasInitcall),
    namedEntries: [...new Set([facts, ...parts].flatMap((part) => part.namedEntries))],
  };
}

/** Those of `files` that no other of them includes: what is compiled. */
export function withoutIncluded(files: string[], index: SourceIndex): string[] {
  const parts = new Set(files.flatMap((file) => includedFiles(file, index.facts(file))));
  return files.filter((file) => !parts.has(file));
}
